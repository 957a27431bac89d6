"""The account of a limit as pages show it: sentences, the ruler, the sum. One shape for every page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cases.docket.models import Case
from cases.limits.domain import LedgerKind, LimitResult
from cases.limits.selectors.reading import CaseLimit, limit_of
from courts.refusals.domain import InvalidInput
from courts.refusals.selectors import explain

MARKED = ("starts_on", "warn_on", "last_request_on", "stopped_since", "due_on")
"""The days marked on the line."""
EARLIEST, LATEST = date(1949, 10, 1), date(2999, 12, 31)


def account_of(case: Case, today: date, on: date | None = None) -> dict[str, Any]:
    """The account of a case's limit as of today or of ``on``, for a template.

    Raises InvalidInput ``on`` for a day before the limit begins or beyond the calendar.
    """
    limit = limit_of(case, today, on)
    if on is not None and limit is not None:
        check_day(on, limit)
    return account(limit, case, today)


def account(limit: CaseLimit | None, case: Case, today: date) -> dict[str, Any]:
    """The same for a limit already read."""
    if limit is None or limit.result is None:
        fault = limit.fault if limit else None
        said = explain(fault, get_language() or "zh") if fault else None
        return {"limit": limit, "why": [], "ruler": None, "fault": said}
    steps = list(limit.result.explanation)
    return {
        "limit": limit,
        "as_of": limit.as_of,
        "why": steps[:-1],
        "sum": steps[-1],
        "ruler": ruler_of(limit, closed=case.closed_on is not None, today=today),
        "rule_note": _note(limit, case, today),
    }


def check_day(on: date, limit: CaseLimit) -> None:
    """Raise InvalidInput ``on`` for a day on which there is nothing to tell of a limit."""
    first = limit.result.starts_on if limit.result else EARLIEST
    backwards = limit.result is not None and limit.result.due_on is not None and limit.result.due_on < first
    if not EARLIEST <= on <= LATEST:
        said = _("日期应在 %(first)s 至 %(last)s 之间。") % {"first": EARLIEST, "last": LATEST}
        raise InvalidInput({"on": said})
    if on < first and not backwards:
        raise InvalidInput({"on": _("审限自 %(day)s 起算，不能查看此前的日期。") % {"day": first}})


def _note(limit: CaseLimit, case: Case, today: date) -> str:
    assert limit.result is not None
    code = limit.result.rule_code
    if limit.as_of != (case.closed_on or today):
        return _("规则 %(code)s，截至 %(day)s") % {"code": code, "day": limit.as_of}
    if limit.stored_due_on != limit.result.due_on:
        stored = limit.stored_due_on or "—"
        return _("规则 %(code)s，复算与列表所用的 %(day)s 不一致，请报审判管理办公室") % {
            "code": code,
            "day": stored,
        }
    return _("规则 %(code)s，今日复算一致") % {"code": code}


def ruler_of(limit: CaseLimit, *, closed: bool, today: date) -> dict[str, Any] | None:
    """The line of a limit: what ran, what was left out, its marks. None where there is nothing to draw."""
    result, as_of = limit.result, limit.as_of
    assert result is not None
    stands = result.stopped_since
    end = result.due_on or (max(as_of, stands) if stands else None)
    if end is None or end < result.starts_on:
        return None
    dates = _dated({name: getattr(result, name) for name in MARKED})
    marks = [*dates, *_turns(limit, result), _now(as_of, closed=closed, today=today)]
    return {
        "start": result.starts_on,
        "end": end,
        "today": as_of,
        "marks": _written(marks),
        "spans": _spans(result, as_of),
    }


def _turns(limit: CaseLimit, result: LimitResult) -> list[tuple[date, str, str]]:
    turned = [entry.on for entry in limit.entries if entry.kind is LedgerKind.CONVERSION]
    return [(day, _("%(day)s 转换程序"), "step") for day in turned if day and day > result.starts_on]


def _now(as_of: date, *, closed: bool, today: date) -> tuple[date, str, str]:
    words = _("%(day)s 结案") if closed else _("%(day)s 今日") if as_of == today else _("截至 %(day)s")
    return as_of, words, "now"


def _spans(result: LimitResult, as_of: date) -> list[tuple[date, date, str]]:
    found = []
    for start, end in result.count.left_out:
        if end == date.max:
            if as_of > start:
                found.append((start, as_of, _("停表")))
            continue
        days = (end - start).days
        words = ngettext("扣除 %(n)d 日", "扣除 %(n)d 日", days) % {"n": days}
        found.append((start, end, words))
    return found


def ruler_between(answer: dict[str, Any], as_of: date, today: date) -> dict[str, Any] | None:
    """The line of a limit for which only the calculator's answer is at hand."""
    start, end = answer["starts_on"], answer["due_on"] or as_of
    if answer["clock"] == "none" or end < start:
        return None
    found = [*_dated(answer), _now(as_of, closed=False, today=today)]
    return {"start": start, "end": end, "today": as_of, "marks": _written(found), "spans": []}


def _dated(dates: Mapping[str, Any]) -> list[tuple[date, str, str]]:
    words = {
        "starts_on": (_("%(day)s 基准日"), "start"),
        "warn_on": (_("%(day)s 过2/3"), "warn"),
        "last_request_on": (_("%(day)s 申请截止"), "request"),
        "stopped_since": (_("%(day)s 停表"), "step"),
        "due_on": (_("%(day)s 届满"), "end"),
    }
    return [(dates[name], *words[name]) for name in MARKED if dates[name] is not None]


def _written(marks: list[tuple[date, str, str]]) -> list[tuple[date, str, str]]:
    return [(day, words % {"day": f"{day:%m-%d}"}, kind) for day, words, kind in marks]
