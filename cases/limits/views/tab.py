"""The limit account of a case (审限): its state, its dates, its sentences, its ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.limits.domain import LedgerKind, LimitResult, lamp_on
from cases.limits.forms import AsOfForm
from cases.limits.selectors import CaseLimit, account_of, readings_in_words
from cases.limits.views.ledger import KEEPERS, ledger_rows
from cases.limits.views.starting import steps_of_start
from cases.limits.views.words import ACTS, DATES
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import InvalidInput
from courts.refusals.services import put_on_form

KEY_DATES = ("due_on", "latest_lawful_on", "warn_on", "near_on", "last_request_on", "red_on", "stopped_since")


def limit_tab(case: Case, viewer: Viewer, today: date, asked: Mapping[str, str]) -> dict[str, Any]:
    """The content of the tab; ``asked`` may name the day of the account (``on``)."""
    form, found = told(case, today, asked)
    limit: CaseLimit | None = found["limit"]
    result = limit.result if limit else None
    day = limit.as_of if limit else today
    rows = ledger_rows(case, viewer, today)
    return {
        **found,
        "form": form,
        "past": form.is_bound and not form.errors and day != (case.closed_on or today),
        "dates": key_dates(result) if result else [],
        "lamp": lamp_on(result, day) if result else None,
        "clock": result.clock(day) if result else "none",
        "used": result.days_used(day) if result else None,
        "left": result.days_left(day) if result else None,
        "readings": _readings(case, limit),
        "rows": rows,
        "waiting": sum(row.item.state == "proposed" for row in rows),
        "enter": enter_acts(case, viewer, limit),
        "start": start_acts(case, viewer, today) if limit and result is None else [],
        "paper_query": f"?on={day}" if result and day != (case.closed_on or today) else "",
    }


def told(case: Case, today: date, asked: Mapping[str, str]) -> tuple[AsOfForm, dict[str, Any]]:
    """The form for the day and the account as of it; of today where the day will not do."""
    form = AsOfForm(asked if asked.get("on") else None)
    on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    try:
        return form, account_of(case, today, on)
    except InvalidInput as invalid:
        put_on_form(form, invalid)
        return form, account_of(case, today)


def key_dates(result: LimitResult) -> list[tuple[Any, date, str]]:
    """The dates of a limit in the order people ask for them: name, day, a remark."""
    found = []
    for name in KEY_DATES:
        day = getattr(result, name)
        if name == "latest_lawful_on" and day == result.due_on:
            continue
        if day is not None:
            found.append((DATES[name], day, ""))
        elif name == "latest_lawful_on" and not result.calendar_confirmed:
            found.append((DATES[name], None, _("当年假日表未确认，暂不顺延")))
    return found


def _readings(case: Case, limit: CaseLimit | None) -> list[Any]:
    if limit is None:
        return []
    return readings_in_words(case.court_id, limit.rule, get_language() or "zh-hans")


def enter_acts(case: Case, viewer: Viewer, limit: CaseLimit | None) -> list[dict[str, Any]]:
    """What can be entered, as buttons; what cannot now stands locked with the reason."""
    if case.status != Status.OPEN.value or limit is None or limit.rule.base is None:
        return []
    found = []
    for kind, (label, icon, why) in ACTS.items():
        locked = locked_reason(kind, case, viewer, limit)
        url = "" if locked else reverse("ledger-enter", args=[case.pk, kind])
        found.append(
            {"label": label, "icon": icon, "reason": locked or why, "url": url, "allowed": not locked}
        )
    return found


def start_acts(case: Case, viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Entering the day from which the limit runs, while it waits for that day."""
    return [
        {
            "label": step.label,
            "icon": step.icon,
            "reason": step.reason,
            "url": step.url,
            "allowed": bool(step.url),
        }
        for step in steps_of_start(case, viewer, today)
    ]


def locked_reason(kind: str, case: Case, viewer: Viewer, limit: CaseLimit) -> Any:
    """Why a viewer cannot enter such an item now; empty when they can."""
    if not viewer.may(Right.KEEP_LEDGER, case.court_id):
        return KEEPERS
    result = limit.result
    if result is None:
        return _("审限尚未起算，或者台账须先更正。")
    if kind == LedgerKind.CONVERSION.value:
        last = result.latest_lawful_on or result.due_on
        if not limit.rule.converts_to:
            return _("现行程序依法不能转换。")
        if last is not None and limit.as_of > last:
            return _("审限已于 %(day)s 届满，届满后不能转换程序。") % {"day": last}
    return ""
