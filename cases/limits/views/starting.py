"""Entering the day from which a limit runs, where only the court knows it; and where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import Step, WorkItem
from cases.docket.selectors import get_visible
from cases.docket.services import about
from cases.limits.forms.starting import StartForm
from cases.limits.models import CaseClock
from cases.limits.selectors import law, limit_of
from cases.limits.services import set_start
from cases.limits.services.starting import event_word, is_entered, starts_by_hand
from cases.limits.views.ledger import KEEPERS
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import Refused
from courts.refusals.services import Tried, try_form

KIND = "limit_start"
MOST = 20


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Enter or correct the day; what was typed stays when a rule says no."""
    case = get_visible(request.viewer, case_id)
    clock = CaseClock.objects.select_related("case").filter(case=case).first()
    rule = law().rules.at_or_earliest(clock.rule_code, clock.rule_version)[0] if clock else None
    if clock is None or rule is None or not starts_by_hand(rule):
        with about(case):
            raise Refused("LIM-START-FIXED", event_zh="立案", event_en="filed")
    again = is_entered(clock, rule)
    event = event_word(rule)
    initial = {"on": clock.base_on} if again else {}
    form = StartForm(request.POST or None, event=event, again=again, initial=initial)
    tried = Tried()
    if request.method == "POST":
        facts: dict[str, Any] = {"case_id": case.pk, "actor": request.actor}
        tried = try_form(form, set_start, keep=request.note_refusal, **facts)
        if tried.done is not None:
            messages.success(request, _("已登记，审限自 %(day)s 的次日起算。") % {"day": tried.done.base_on})
            return redirect("case-tab", case.pk, "limit")
    context = {
        "case": case,
        "form": form,
        "tried": tried,
        "rule": rule,
        "event": event,
        "again": again,
        "clock": clock,
    }
    status = tried.status if request.method == "POST" else 200
    return render(request, "cases/limits/start.html", context, status=status)


def steps_of_start(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Entering the day, while the clock waits for it."""
    if case.status != Status.OPEN.value:
        return
    clock = CaseClock.objects.select_related("case").filter(case=case, base_on=None).first()
    if clock is None or not clock.waiting_for:
        return
    limit = limit_of(case, today)
    assert limit is not None  # it has a clock
    label = _("登记起算日：%(event)s") % {"event": event_word(limit.rule)}
    if not viewer.may(Right.KEEP_LEDGER, case.court_id):
        yield Step(label, "clock", KEEPERS, order=3)
        return
    why = _("审限自该日的次日起算；登记之前没有届满日，也不预警。")
    yield Step(label, "clock", why, url=reverse("limit-start", args=[case.pk]), order=3)


def starts_missing(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the handler: own cases whose limit waits for the event that starts it."""
    for clock in _missing(viewer)[:MOST]:
        case = clock.case
        rule = law().rules.at_or_earliest(clock.rule_code, clock.rule_version)[0]
        yield WorkItem(
            title=_("登记审限起算日：%(event)s") % {"event": event_word(rule)},
            basis=_("登记之前没有届满日·%(article)s") % {"article": rule.article.split("；")[0]},
            url=reverse("limit-start", args=[case.pk]),
            action=_("登记"),
            due_on=None,
            case_label=str(case),
            case_url=reverse("case", args=[case.pk]),
            case_detail=case.cause_name,
            case_id=case.pk,
            kind=KIND,
        )


def count_missing(viewer: Viewer, today: date) -> int:
    """As many as ``starts_missing`` shows."""
    return _missing(viewer)[:MOST].count()


def _missing(viewer: Viewer) -> QuerySet[CaseClock]:
    waiting = CaseClock.objects.filter(watched=True, base_on=None).exclude(waiting_for="")
    if viewer.person_id is None or not viewer.may_anywhere(Right.KEEP_LEDGER):
        return waiting.none()
    mine = waiting.filter(case__handling__handler=viewer.person_id)
    return mine.select_related("case").order_by("case_id")
