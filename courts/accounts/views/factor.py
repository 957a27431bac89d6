"""The second factor: setting it up, its recovery codes, and the page that asks for it at login."""

from __future__ import annotations

from urllib.parse import urlencode

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from courts.accounts.domain import enrolment_uri
from courts.accounts.forms import CodeForm, VerifyForm
from courts.accounts.models import SecondFactor
from courts.accounts.selectors import factor_of, factor_state, waiting_factor
from courts.accounts.services import sessions
from courts.accounts.services.factors import (
    confirm_enrolment,
    give_up,
    renew_recovery_codes,
    secret_text,
    start_enrolment,
    verify_code,
)
from courts.accounts.views.mine import back_to
from courts.refusals.services import run_form


@login_required
@require_safe
@never_cache
def factor(request: HttpRequest) -> HttpResponse:
    """Start, or go on with, setting up a second factor."""
    return _page(request, CodeForm())


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """A new secret; one that waited is given up."""
    start_enrolment(person=request.user, actor=request.actor)
    return HttpResponseRedirect(_here(request))


@sensitive_post_parameters()
@login_required
@require_POST
@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """The first code puts the secret in force; the recovery codes are shown this once."""
    form = CodeForm(request.POST)
    codes = run_form(form, confirm_enrolment, person=request.user, actor=request.actor)
    if codes is None:
        if waiting_factor(request.user.pk) is None and factor_of(request.user.pk) is not None:
            messages.info(request, _("动态口令已经启用。"))
            return redirect("my-account")
        return _page(request, form, status=400)
    _verified(request)
    return _codes(request, codes)


@login_required
@require_POST
@never_cache
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes; the old ones are void."""
    return _codes(request, renew_recovery_codes(person=request.user, actor=request.actor))


@login_required
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Do without a second factor, where no post asks for one."""
    give_up(person=request.user, actor=request.actor)
    messages.success(request, _("动态口令已停用。"))
    return redirect("my-account")


@sensitive_post_parameters()
@login_required
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """The second step of a login."""
    if request.person_session.verified_at is not None or factor_of(request.user.pk) is None:
        return HttpResponseRedirect(back_to(request, "/"))
    form = VerifyForm(request.POST or None)
    if request.method == "POST":
        used = run_form(form, verify_code, person=request.user, actor=request.actor)
        if used is not None:
            _verified(request)
            if used.recovery:
                left = _("已用恢复码登录，还剩 %(n)d 个。请尽快重新设置动态口令。") % {"n": used.codes_left}
                messages.warning(request, left)
            return HttpResponseRedirect(back_to(request, "/"))
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "courts/accounts/verify.html", context, status=400 if form.errors else 200)


def _verified(request: HttpRequest) -> None:
    """The session goes on under a new key, as after every step of a login."""
    old = request.session.session_key or ""
    request.session.cycle_key()
    sessions.rekey(old, request.session.session_key or "", verified_at=timezone.now())


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {"codes": codes, "made_at": timezone.now(), "next": back_to(request)}
    return render(request, "courts/accounts/recovery_codes.html", context)


def _page(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    waiting, state = waiting_factor(request.user.pk), factor_state(request.user, request.today)
    context = {
        "form": form,
        "waiting": waiting,
        "state": state,
        "forced": state.required and state.factor is None,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        **(_secret(request, waiting) if waiting else {}),
    }
    return render(request, "courts/accounts/factor.html", context, status=status)


def _secret(request: HttpRequest, waiting: SecondFactor) -> dict[str, object]:
    text = secret_text(waiting)
    english = (get_language() or "zh").startswith("en")
    court = request.court
    issuer = (court.name_en if english and court.name_en else court.name) if court else _("审判管理与监督")
    uri = enrolment_uri(login=request.user.username, issuer=issuer, secret=text)
    drawn = segno.make(uri, error="m").svg_inline(scale=5, border=3, omitsize=True, svgclass="qr")
    grouped = " ".join(text[at : at + 4] for at in range(0, len(text), 4))
    return {"qr": SafeString(drawn), "secret": grouped}


def _here(request: HttpRequest) -> str:
    wanted = back_to(request, "")
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return reverse("second-factor") + query
