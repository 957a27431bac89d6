"""Leave and suspension of a court's judges."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assignment.pools.forms import CancelForm, LeaveEndForm, LeaveForm
from assignment.pools.models import Absence
from assignment.pools.selectors import (
    absence_kind,
    absences_of,
    administered_absence,
    open_cases_of,
    pools_joined,
    reentry_days,
)
from assignment.pools.services.leave import cancel_leave, change_leave, enter_leave
from assignment.pools.views.pools import office_court
from courts.history.selectors import object_history
from courts.refusals.services import Tried, try_form

PAST_SHOWN = timedelta(days=183)


@login_required
def leave_list(request: HttpRequest) -> HttpResponse:
    """Who is away or will be, who was lately, and a form for a new entry with its effect."""
    court, courts = office_court(request)
    form = LeaveForm(request.POST or None, court=court, today=request.today)
    tried = Tried()
    if request.method == "POST":
        tried = try_form(form, enter_leave, keep=request.note_refusal, court_id=court.pk, actor=request.actor)
        if tried.ok:
            messages.success(request, effect_of(tried.done)[0])
            return redirect(f"{request.path}?court={court.code}")
    listed = absences_of(court.pk, request.today - PAST_SHOWN)
    cases = open_cases_of(absence.judge_id for absence in listed)
    rows = [_shown(absence, cases.get(absence.judge_id, 0), request.today) for absence in listed]
    context = {
        "court_shown": court,
        "courts": courts,
        "form": form,
        "rows": [row for row in rows if row["state"] != "past"],
        "past": [row for row in reversed(rows) if row["state"] == "past"],
        "away": sum(row["state"] == "now" for row in rows),
        **tried.shown,
    }
    status = tried.status if request.method == "POST" else 200
    return render(request, "assignment/pools/leave.html", context, status=status)


def _shown(absence: Absence, cases: int, today: Any) -> dict[str, Any]:
    state = "soon" if absence.from_on > today else "past" if absence.to_on < today else "now"
    days = (absence.to_on - absence.from_on).days + 1
    return {"absence": absence, "state": state, "cases": cases, "days": days}


@login_required
def leave_page(request: HttpRequest, absence_id: int) -> HttpResponse:
    """One entry: its effect, another last day, or taking it back before it begins."""
    absence = administered_absence(request.viewer, absence_id)
    act, data = request.POST.get("act"), request.POST or None
    change = LeaveEndForm(data if act == "change" else None, absence=absence, today=request.today)
    cancel = CancelForm(
        data if act == "cancel" else None, absence=absence, today=request.today, auto_id="cancel-%s"
    )
    asked = cancel if act == "cancel" else change
    tried = Tried()
    if request.method == "POST":
        tried = try_form(
            asked,
            cancel_leave if act == "cancel" else change_leave,
            keep=request.note_refusal,
            absence_id=absence.pk,
            actor=request.actor,
        )
        if tried.ok:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect(f"/office/leave/?court={absence.court.code}")
    context = {
        **_shown(absence, open_cases_of([absence.judge_id]).get(absence.judge_id, 0), request.today),
        "effect": effect_of(absence),
        "change": change,
        "cancel": cancel,
        "asked": asked,
        "kind": absence_kind(absence.kind),
        "entries": object_history(absence.court_id, "absence", absence.pk),
        **tried.shown,
    }
    status = tried.status if request.method == "POST" else 200
    return render(request, "assignment/pools/absence.html", context, status=status)


def effect_of(absence: Absence) -> list[str]:
    """What leave means for draws and for the judge's cases, in sentences."""
    pools = pools_joined(absence.judge_id, absence.from_on, absence.to_on)
    cases = open_cases_of([absence.judge_id]).get(absence.judge_id, 0)
    days = reentry_days(absence.court_id)
    return [
        _("%(judge)s 自 %(from_on)s 起至 %(to_on)s 止不参加抽签（%(pools)s）。")
        % {
            "judge": absence.judge.name,
            "from_on": absence.from_on,
            "to_on": absence.to_on,
            "pools": _("、").join(pool.name for pool in pools) or _("现不在任何分案池"),
        },
        ngettext("在办 %(n)d 件不因此转给他人，审限照算。", "在办 %(n)d 件不因此转给他人，审限照算。", cases)
        % {"n": cases},
        ngettext(
            "返岗后 %(n)d 日内，负荷至少按返岗当日的中位数计。",
            "返岗后 %(n)d 日内，负荷至少按返岗当日的中位数计。",
            days,
        )
        % {"n": days},
    ]
