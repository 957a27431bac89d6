"""My account: facts, posts, second factor, open sessions; changing the password."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from courts.accounts.forms import PasswordForm
from courts.accounts.selectors import factor_state, open_sessions
from courts.accounts.services import sessions
from courts.accounts.services.passwords import change_password
from courts.accounts.views.agents import agent_name
from courts.accounts.views.entry import keep_failure
from courts.people.selectors import roles
from courts.refusals.services import run_form


@login_required
@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, how I log in, and where I am logged in."""
    posts = [{"post": post, "rule": roles().latest(post.role)} for post in request.posts]
    context = {
        "person": request.user,
        "posts": posts,
        "state": factor_state(request.user, request.today),
        "sessions": shown_sessions(request),
    }
    return render(request, "courts/accounts/me.html", context)


def shown_sessions(request: HttpRequest) -> list[dict[str, Any]]:
    """Open sessions with the browser in words; the present one is marked."""
    here = request.person_session.pk
    return [
        {"session": row, "agent": agent_name(row.agent), "here": row.pk == here}
        for row in open_sessions(request.user.pk, timezone.now())
    ]


@login_required
@require_POST
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End one of my sessions; the present one is a logout."""
    ended = sessions.end_own(session_id=session_id, person=request.user, actor=request.actor)
    if ended.pk == request.person_session.pk:
        logout(request)
        return redirect("login")
    messages.success(request, _("该处登录已结束。"))
    return redirect("my-account")


@sensitive_post_parameters()
@login_required
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """Change my password; my other sessions end."""
    form = PasswordForm(request.POST or None, request=request)
    if request.method == "POST":
        ended = run_form(form, _change, request=request)
        if ended is not None:
            messages.success(request, _("密码已修改。您在其他地方的登录都已结束。"))
            return HttpResponseRedirect(back_to(request))
        keep_failure(request, request.user.username)
    context = {"form": form, "forced": request.user.must_change_password, "next": request.GET.get("next", "")}
    status = 400 if form.errors else 200
    return render(request, "courts/accounts/password.html", context, status=status)


def _change(*, request: HttpRequest, new_password: str, **given: Any) -> int:
    key = request.session.session_key or ""
    ended = change_password(
        person=request.user, new_password=new_password, actor=request.actor, session_key=key
    )
    update_session_auth_hash(request, request.user)
    sessions.rekey(key, request.session.session_key or "")
    return ended


def back_to(request: HttpRequest, otherwise: str = "/me/") -> str:
    """Where one was on the way to before something had to be done first."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return (
        wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else otherwise
    )
