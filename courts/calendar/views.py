"""The working calendar: every year with its days, and a year's confirmation in two steps."""

from __future__ import annotations

import calendar as months_of
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courts.actors.domain import Right
from courts.calendar.domain import HOLIDAY, SATURDAY
from courts.calendar.forms import YearForm
from courts.calendar.models import CalendarYear
from courts.calendar.registry import Weight, weigh
from courts.calendar.selectors import calendar_with, kind_name, special_days, year_is_confirmed, years
from courts.calendar.services import confirm_year
from courts.refusals.domain import InvalidInput, NotVisible

FIRST_OF_A_WEEK = months_of.Calendar(firstweekday=0)


@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Years and their special days for everyone; the form for whoever may confirm.

    The first press shows what the notice says and what would move, the second confirms it.
    """
    may = request.viewer.may_anywhere(Right.CONFIRM_CALENDAR)
    if request.method == "POST" and not may:
        raise NotVisible("calendar")
    first = request.today.year if not year_is_confirmed(request.today.year) else request.today.year + 1
    form = YearForm(request.POST or None, request.FILES or None, initial={"year": first})
    plan: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST and _confirm(request, form):
            messages.success(request, _("已确认。涉及该年度的审限已重新计算，变动写入各案留痕。"))
            return redirect("calendar")
        plan = None if form.errors else _plan(form, request.today)
    shown = [_year_shown(year, request.today) for year in reversed(years())]
    context = {"years": shown, "form": form, "may": may, "plan": plan}
    return render(request, "courts/calendar/calendar.html", context, status=400 if form.errors else 200)


def _confirm(request: HttpRequest, form: YearForm) -> bool:
    try:
        confirm_year(**form.given(), actor=request.actor)
    except InvalidInput as invalid:
        for name, found in invalid.errors.items():
            for message in found:
                form.add_error(name if name in form.fields else "text", message)
        return False
    return True


def _plan(form: YearForm, today: date) -> dict[str, Any]:
    """What confirming would do: the year month by month, what turns into what, how many cases' dates move."""
    notice, year = form.notice, form.cleaned_data["year"]
    known = {day.day: day.kind for day in special_days(year)}
    said = {day.day: day.kind for day in notice.of_year(year)}
    earlier = [day for day in notice.days if day.day.year < year]
    calendar = calendar_with(notice)
    weights = [weigh(of, calendar, today) for of in ([year - 1] if earlier else []) + [year]]
    moved = Weight(sum(weight.cases for weight in weights), any(weight.more for weight in weights))
    confirmed = year_is_confirmed(year)
    return {
        "year": year,
        "months": _months(year, [(day.day, day.kind, day.name) for day in notice.of_year(year)]),
        "turned": [
            {"day": day, "before": kind_name(known.get(day)), "after": kind_name(said.get(day))}
            for day in sorted(known.keys() | said.keys())
            if confirmed and known.get(day) != said.get(day)
        ],
        "off": sum(kind == HOLIDAY for kind in said.values()),
        "work": sum(kind != HOLIDAY for kind in said.values()),
        "earlier": earlier,
        "confirmed": confirmed,
        "moved": moved,
        "missing": notice.missing,
        "hidden": _hidden(form),
    }


def _hidden(form: YearForm) -> list[tuple[str, Any]]:
    cleaned = form.cleaned_data
    return [(name, cleaned.get(name, "")) for name in ("year", "source", "text")]


def _year_shown(year: CalendarYear, today: date) -> dict[str, Any]:
    days = special_days(year.year)
    return {
        "year": year,
        "days": len(days),
        "months": _months(year.year, [(day.day, day.kind, day.name) for day in days]) if days else [],
        "open": year.year in (today.year, today.year + 1),
    }


def _months(year: int, days: Iterable[tuple[date, str, str]]) -> list[dict[str, Any]]:
    """The months in which something differs from the weekdays, week by week."""
    named = {day: (str(kind), name) for day, kind, name in days}
    return [
        {"first": date(year, month, 1), "weeks": _weeks(year, month, named), "told": _told(month, named)}
        for month in sorted({day.month for day in named})
    ]


def _weeks(year: int, month: int, named: Mapping[date, tuple[str, str]]) -> list[list[dict[str, Any]]]:
    return [
        [
            {
                "day": day,
                "inside": day.month == month,
                "kind": named.get(day, ("", ""))[0],
                "weekend": day.weekday() >= SATURDAY,
                "letter": _letter(day),
            }
            for day in week
        ]
        for week in FIRST_OF_A_WEEK.monthdatescalendar(year, month)
    ]


def _letter(day: date) -> str:
    """The weekday as short as a column head: 一, Mo."""
    name = date_format(day, "D")
    return name[-1] if name.startswith("星期") else name[:2]


def _told(month: int, named: Mapping[date, tuple[str, str]]) -> list[str]:
    """The holidays of a month by name, for those who do not see the colours."""
    return list(dict.fromkeys(name for day, (_kind, name) in sorted(named.items()) if day.month == month))
