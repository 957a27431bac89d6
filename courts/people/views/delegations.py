"""Delegations: those of a court for its administrator, and one's own, given and received."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courts.actors.domain import Right
from courts.people.forms import DelegationForm, ReasonForm
from courts.people.models import Delegation, Post
from courts.people.selectors import delegations as delegating
from courts.people.selectors import right_rules, roles
from courts.people.services import delegate, revoke_delegation
from courts.places.selectors import chosen_court
from courts.refusals.domain import NotVisible
from courts.refusals.services import Tried, run_form, try_form

SHOWN = 200


def rows(request: HttpRequest, found: Iterable[Delegation]) -> list[dict[str, Any]]:
    """Delegations with their state today, their rights in words, and whether the viewer may end them."""
    language = get_language() or "zh-hans"
    known = right_rules()
    shown = []
    for given in found:
        state = delegating.state_of(given, request.today)
        shown.append(
            {
                "given": given,
                "state": state,
                "rights": [
                    known.latest(code).name(language) if code in known else code for code in given.rights
                ],
                "may_end": state in delegating.OPEN_STATES
                and delegating.may_change(request.viewer, given.from_post),
            }
        )
    return shown


@login_required
@require_safe
def delegations(request: HttpRequest) -> HttpResponse:
    """The delegations of a court one administers: in force and to come, then those over."""
    return _list(request)


def _list(request: HttpRequest, failed: dict[str, Any] | None = None) -> HttpResponse:
    courts = request.viewer.courts_with(Right.ADMINISTER)
    court, choices = chosen_court(courts, request.GET.get("court", ""), getattr(request.court, "pk", None))
    found = delegating.visible(request.viewer).filter(court=court)[:SHOWN]
    context = {
        "court_shown": court,
        "courts": choices,
        "groups": _groups(rows(request, found)),
        "role_rows": {rule.code: rule for rule in roles()},
        "failed": failed,
    }
    return render(request, "courts/people/delegations.html", context, status=400 if failed else 200)


def _groups(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    states = (("current", _("生效中")), ("future", _("尚未开始")), ("over", _("已结束")))
    grouped = [
        {
            "name": name,
            "rows": [
                row
                for row in found
                if row["state"] == state or (state == "over" and row["state"] not in delegating.OPEN_STATES)
            ],
        }
        for state, name in states
    ]
    return [group for group in grouped if group["rows"]]


@login_required
@require_safe
def my_delegations(request: HttpRequest) -> HttpResponse:
    """What I let others do, and what I do for others."""
    return _mine(request)


def _mine(request: HttpRequest, failed: dict[str, Any] | None = None) -> HttpResponse:
    me = request.viewer.person_id
    found = rows(request, delegating.visible(request.viewer)[:SHOWN])
    context = {
        "given": [row for row in found if row["given"].from_post.person_id == me],
        "received": [row for row in found if row["given"].to_person_id == me],
        "may_give": bool(delegating.delegable_posts(request.viewer, request.today, own=True)),
        "role_rows": {rule.code: rule for rule in roles()},
        "failed": failed,
    }
    return render(request, "courts/people/my_delegations.html", context, status=400 if failed else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_delegation(request: HttpRequest) -> HttpResponse:
    """First the post whose rights are meant, then which, to whom, how long."""
    return _new(request, own=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_new_delegation(request: HttpRequest) -> HttpResponse:
    """The same for the posts one holds."""
    return _new(request, own=True)


def _new(request: HttpRequest, *, own: bool) -> HttpResponse:
    posts = delegating.delegable_posts(request.viewer, request.today, own=own)
    if not posts:
        raise NotVisible("delegations")
    post = _chosen(posts, request.GET.get("post", ""))
    form, tried, status = None, Tried(), 200
    if post is not None:
        form = DelegationForm(request.POST or None, post=post, today=request.today)
    if request.method == "POST" and form is not None:
        tried = try_form(form, delegate, keep=request.note_refusal, post=post, actor=request.actor)
        if tried.done is not None:
            messages.success(request, _("已登记授权，到期自动失效。"))
            return redirect("my-delegations" if own else "delegations")
        status = tried.status
    context = {
        "posts": posts,
        "post": post,
        "form": form,
        "tried": tried,
        "own": own,
        "role_rows": {rule.code: rule for rule in roles()},
    }
    return render(request, "courts/people/new_delegation.html", context, status=status)


def _chosen(posts: list[Post], wanted: str) -> Post | None:
    """The post of the address; the only one there is needs no choosing. Raises NotVisible for another's."""
    if not wanted:
        return posts[0] if len(posts) == 1 else None
    found = next((post for post in posts if str(post.pk) == wanted), None)
    if found is None:
        raise NotVisible(wanted)
    return found


@login_required
@require_POST
def end_delegation(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """Take a delegation back from today on, and go back to the list it stood in."""
    given = delegating.get_visible(request.viewer, delegation_id)
    mine = request.POST.get("from") == "mine"
    form = ReasonForm(request.POST, auto_id=f"end-{delegation_id}-%s")
    if run_form(form, revoke_delegation, delegation=given, actor=request.actor) is None:
        failed = {"id": delegation_id, "form": form}
        return _mine(request, failed) if mine else _list(request, failed)
    messages.success(request, _("已撤回授权，今日起失效。"))
    back = redirect("my-delegations" if mine else "delegations")
    return HttpResponseRedirect(back.url)
