"""Asking for more time from the case page; taking what the law itself grants."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.docket.models import Case
from cases.docket.selectors import get_visible
from cases.extensions.forms import AskForm, StatutoryForm
from cases.extensions.selectors import Askable, due_after, statutory_of
from cases.extensions.services import ask_extension, take_statutory
from cases.extensions.services.asking import may_ask
from cases.extensions.views.shown import court_words, english
from cases.limits.domain import Unit
from cases.limits.domain.explain import APPROVERS
from courts.refusals.domain import Refused
from courts.refusals.services import try_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The form with what is left of the time for asking, who decides and by when, and where it leads."""
    case = get_visible(request.viewer, case_id)
    wanted = may_ask(case=case, actor=request.actor)
    form = AskForm(request.POST or None, wanted)
    tried = None
    if request.method == "POST":
        tried = try_form(form, ask_extension, keep=request.note_refusal, case_id=case.pk, actor=request.actor)
        if tried.done is not None:
            messages.success(request, _("申请已提交。"))
            return redirect("extension", tried.done.pk)
    context = {
        "case": case,
        "form": form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
        **_facts(case, wanted, request.today),
    }
    return render(request, "cases/extensions/ask.html", context, status=tried.status if tried else 200)


def _facts(case: Case, wanted: Askable, today: date) -> dict[str, Any]:
    """What one has to know before asking."""
    span = wanted.step.span
    zh, en = APPROVERS[wanted.approver]
    last = wanted.last_request_on
    new_due_on = due_after(case, wanted.number, span.value, Unit(span.unit), today) if span else None
    return {
        "wanted": wanted,
        "approver": en if english() else zh,
        "decider": court_words(wanted.deciding_court),
        "elsewhere": wanted.deciding_court is None,
        "length": (span.en if english() else span.zh) if span else "",
        "days_to_ask": (last - today).days if last else None,
        "days_left": (wanted.due_on - today).days,
        "new_due_on": new_due_on,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statutory(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the longer limit that the law grants without asking anybody."""
    case = get_visible(request.viewer, case_id)
    offered = statutory_of(case, request.today)
    if offered is None:
        raise Refused("LIM-ASK-STATUTE", case_id=case.pk, court_id=case.court_id)
    form = StatutoryForm(request.POST or None)
    tried = None
    if request.method == "POST":
        tried = try_form(
            form, take_statutory, keep=request.note_refusal, case_id=case.pk, actor=request.actor
        )
        if tried.done is not None:
            messages.success(request, _("已登记，审限已按新的届满日计算。"))
            return redirect("case-tab", case.pk, "limit")
    context = {
        "case": case,
        "form": form,
        "offered": offered,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    return render(request, "cases/extensions/statutory.html", context, status=tried.status if tried else 200)
