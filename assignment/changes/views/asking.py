"""Asking for another handler from the case page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assignment.changes.forms import AskForm
from assignment.changes.selectors import (
    days_to_tell,
    grounds,
    hearing_again,
    late_days,
    live_change,
    may_ask,
    missing,
)
from assignment.changes.services import ask_change
from assignment.changes.services.asking import RECUSED
from assignment.pools.registry import excluded_for
from assignment.pools.selectors import exclusion_reasons
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import get_visible
from cases.limits.models import CaseClock
from courts.people.models import Person
from courts.people.selectors import quota_judge_ids
from courts.refusals.domain import Refused
from courts.refusals.services import try_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The form: grounds with what each needs, who decides, what a change does and does not do."""
    case = get_visible(request.viewer, case_id)
    _check(request, case)
    rules = [rule for rule in grounds().in_force(request.today) if rule.code != RECUSED]
    handler = case.handling.handler_id
    lacking = [rule.code for rule in rules if handler and missing(rule, case, handler, request.today)]
    form = AskForm(request.POST or None, rules, _judges(case, request), get_language() or "zh", lacking)
    tried = None
    if request.method == "POST":
        tried = try_form(form, _ask, keep=request.note_refusal, case_id=case.pk, actor=request.actor)
        if tried.done is not None:
            messages.success(request, _("申请已提交。"))
            return redirect("change", tried.done.pk)
    context = {
        "case": case,
        "form": form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
        "clock": CaseClock.objects.filter(case=case).first(),
        "late_days": late_days(case.court_id),
        "tell_days": days_to_tell(case.court_id),
        "hearing_again": hearing_again(case, changing=True),
    }
    return render(request, "assignment/changes/ask.html", context, status=tried.status if tried else 200)


def _ask(*, how: str, **given: Any) -> Any:
    return ask_change(**given)


def _check(request: HttpRequest, case: Case) -> None:
    """What would be refused whatever is filled in is said before."""
    about = {"case_id": case.pk, "court_id": case.court_id}
    handler = case.handling.handler
    if case.status != Status.OPEN.value or handler is None:
        raise Refused("CHANGE-NOT-OPEN", **about)
    if not may_ask(request.viewer, case):
        raise Refused("CHANGE-ASK", handler=handler.name, **about)
    if (live := live_change(case.pk)) is not None and request.method != "POST":
        raise Refused("CHANGE-OPEN", asked_on=live.asked_on, **about)


def _judges(case: Case, request: HttpRequest) -> list[tuple[str, str]]:
    """Judges within the quota, by name, with what bars one from the case; checked when it is asked."""
    ids = quota_judge_ids(case.court_id, request.today) - {case.handling.handler_id}
    found = Person.objects.filter(pk__in=ids).order_by("name", "pk").values_list("pk", "name")
    barred = excluded_for(case, list(ids), request.today)
    language = get_language() or "zh"

    def label(judge: UUID, name: str) -> str:
        bar = barred.get(judge)
        return f"{name} · {exclusion_reasons().latest(bar.code).name(language)}" if bar else name

    return [(str(pk), label(pk, name)) for pk, name in found]
