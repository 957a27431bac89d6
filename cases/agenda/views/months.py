"""The month of limits, and what lies behind one day of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.agenda import selectors
from cases.agenda.domain import Month
from cases.agenda.registry import kinds
from cases.agenda.selectors import Mark, Scope
from cases.limits.selectors import lamp_of
from courts.calendar.domain import HOLIDAY, SATURDAY
from courts.refusals.domain import NotVisible

SHOWN = 5
"""So many cases stand on a day of the month; the rest is behind a link."""


@login_required
@require_safe
def month_page(request: HttpRequest) -> HttpResponse:
    """A month: the viewer's own cases by name, a division's or court's as counts that open."""
    asked = request.GET.get("month", "")
    month = Month.read(asked) or Month.of(request.today)
    court_id = getattr(request.court, "pk", None)
    scope = selectors.scope_of(request.viewer, court_id, request.GET.get("scope", ""))
    special, confirmed = selectors.special(month)
    cells = _cases(scope, month) if scope.single else _counts(scope, month)
    weeks = [
        [_day(day, month, special, cells.get(day), request.today) for day in week] for week in month.weeks
    ]
    context = {
        "month": month,
        "wrong": asked if asked and Month.read(asked) is None else "",
        "weeks": weeks,
        "weekdays": [date_format(day, "D") for day in month.weeks[0]],
        "scope": scope,
        "confirmed": confirmed,
        "tabs": _tabs(request, court_id, scope, month),
        "previous": _url(month.previous, scope),
        "next": _url(month.next, scope),
        "now": "" if month == Month.of(request.today) else _url(Month.of(request.today), scope),
        "kinds": kinds(),
        "totals": _totals(cells),
        "empty": not cells,
    }
    return render(request, "cases/agenda/month.html", context, status=400 if context["wrong"] else 200)


@login_required
@require_safe
def day_page(request: HttpRequest, day: str) -> HttpResponse:
    """The cases on a day, all or of one kind. Raises NotVisible for what is no day."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise NotVisible(f"agenda {day}") from None
    court_id = getattr(request.court, "pk", None)
    scope = selectors.scope_of(request.viewer, court_id, request.GET.get("scope", ""))
    asked = request.GET.get("kind", "")
    if asked and asked not in {kind.code for kind in kinds()}:
        raise NotVisible(f"agenda {asked}")
    found, total = selectors.on_day(scope, on, asked)
    month = Month.of(on)
    special, _confirmed = selectors.special(month)
    context = {
        "on": on,
        "scope": scope,
        "rows": [_row(mark, request.today) for mark in found],
        "total": total,
        "mark": _day(on, month, special, None, request.today),
        "back": _url(month, scope),
        "tabs": [
            {"label": _("全部"), "url": _day_url(on, scope), "current": not asked},
            *(
                {"label": kind.label, "url": _day_url(on, scope, kind.code), "current": kind.code == asked}
                for kind in kinds()
            ),
        ],
    }
    return render(request, "cases/agenda/day.html", context)


def _cases(scope: Scope, month: Month) -> dict[date, dict[str, Any]]:
    """The viewer's own cases on the days of the month, ``SHOWN`` of each day."""
    by_day: dict[date, list[Mark]] = defaultdict(list)
    for mark in selectors.marks(scope, month.first, month.last):
        by_day[mark.day].append(mark)
    return {
        day: {
            "marks": [{"mark": mark, "short": _short(mark, day)} for mark in found[:SHOWN]],
            "rest": len(found) - SHOWN if len(found) > SHOWN else 0,
            "url": _day_url(day, scope),
            "numbers": [(mark.kind.code, 1) for mark in found],
        }
        for day, found in by_day.items()
    }


def _short(mark: Mark, day: date) -> str:
    """A number short enough for a day: type and serial, with the year where it is another."""
    case = mark.case
    if case.number_serial is None:
        return str(case.number)
    number = f"{case.type_code}{case.number_serial}号"
    return number if case.number_year == day.year else f"（{case.number_year}）{number}"


def _counts(scope: Scope, month: Month) -> dict[date, dict[str, Any]]:
    return {
        day: {
            "counts": [
                {"kind": kind, "n": number, "url": _day_url(day, scope, kind.code)} for kind, number in found
            ],
            "numbers": [(kind.code, number) for kind, number in found],
        }
        for day, found in selectors.counts(scope, month).items()
    }


def _totals(cells: dict[date, dict[str, Any]]) -> list[dict[str, Any]]:
    """How many days of each kind the month has in all."""
    sums: dict[str, int] = defaultdict(int)
    for cell in cells.values():
        for code, number in cell["numbers"]:
            sums[code] += number
    return [{"kind": kind, "n": sums[kind.code]} for kind in kinds()]


def _day(
    day: date, month: Month, special: dict[date, tuple[str, str]], cell: dict[str, Any] | None, today: date
) -> dict[str, Any]:
    kind, name = special.get(day, ("", ""))
    off = kind == HOLIDAY or (not kind and day.weekday() >= SATURDAY)
    return {
        "day": day,
        "inside": Month.of(day) == month,
        "today": day == today,
        "past": day < today,
        "off": off,
        "told": _("休") if kind == HOLIDAY else _("班") if kind else "",
        "name": name,
        **(cell or {}),
    }


def _row(mark: Mark, today: date) -> dict[str, Any]:
    clock = getattr(mark.case, "clock", None)
    return {"mark": mark, "clock": clock, "lamp": lamp_of(clock, today)}


def _tabs(request: HttpRequest, court_id: int | None, scope: Scope, month: Month) -> list[dict[str, Any]]:
    found = selectors.scopes(request.viewer, court_id).values()
    if len(found) < 2:
        return []
    return [
        {"label": each.label, "url": _url(month, each), "current": each.code == scope.code} for each in found
    ]


def _url(month: Month, scope: Scope) -> str:
    return f"{reverse('agenda')}?{urlencode({'scope': scope.code, 'month': str(month)})}"


def _day_url(day: date, scope: Scope, kind: str = "") -> str:
    query = {"scope": scope.code, **({"kind": kind} if kind else {})}
    return f"{reverse('agenda-day', args=[day.isoformat()])}?{urlencode(query)}"
