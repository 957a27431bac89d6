"""The working calendar as the limits need it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from courts.calendar.domain import HOLIDAY, MAKEUP, Notice, WorkCalendar
from courts.calendar.models import CalendarDay, CalendarYear

MOST_TOLD = 40
_CALENDAR = """
    SELECT (SELECT array_agg(day) FROM courts_calendarday WHERE kind = %(holiday)s),
           (SELECT array_agg(day) FROM courts_calendarday WHERE kind = %(makeup)s),
           (SELECT array_agg(year) FROM courts_calendaryear WHERE confirmed_on IS NOT NULL)
"""


def work_calendar() -> WorkCalendar:
    """All special days of all years; only years that somebody confirmed count as confirmed."""
    # Every computation of a limit asks: one plain statement instead of two built anew each time.
    with connection.cursor() as cursor:
        cursor.execute(_CALENDAR, {"holiday": HOLIDAY, "makeup": MAKEUP})
        holidays, makeup, confirmed = cursor.fetchone()
    return WorkCalendar(
        holidays=frozenset(holidays or ()),
        makeup_workdays=frozenset(makeup or ()),
        confirmed_years=frozenset(confirmed or ()),
    )


def year_is_confirmed(year: int) -> bool:
    return CalendarYear.objects.filter(year=year).exclude(confirmed_on=None).exists()


def special_days(year: int) -> list[CalendarDay]:
    return list(CalendarDay.objects.filter(year_id=year))


def years() -> list[CalendarYear]:
    return list(CalendarYear.objects.all())


def calendar_fact(today: date) -> str:
    """The foot's word on the calendar: which year is confirmed and which still waits."""
    waiting = next_unconfirmed(today)
    if waiting is None:
        return _("假日表：%(year)d 年已确认") % {"year": today.year + 1}
    return _("假日表：%(year)d 年未确认") % {"year": waiting}


def next_unconfirmed(today: date) -> int | None:
    """This year or the next, when it still waits for its confirmation."""
    for year in (today.year, today.year + 1):
        if not year_is_confirmed(year):
            return year
    return None


def calendar_with(notice: Notice) -> WorkCalendar:
    """The working calendar as it would be with a notice confirmed; nothing is changed."""
    now = work_calendar()
    said = {day.day: day.kind for day in notice.days}

    def kept(days: frozenset[date]) -> set[date]:
        return {day for day in days if day.year != notice.year and day not in said}

    return WorkCalendar(
        holidays=frozenset(kept(now.holidays) | {day for day, kind in said.items() if kind == HOLIDAY}),
        makeup_workdays=frozenset(
            kept(now.makeup_workdays) | {day for day, kind in said.items() if kind == MAKEUP}
        ),
        confirmed_years=now.confirmed_years | {notice.year},
    )


def told_days(value: object, data: Mapping[str, Any], language: str) -> str:
    """The days of a calendar on the trail, counted."""
    kinds = [day[1] for day in value] if isinstance(value, list) else []
    return _("放假 %(off)d 日，调休上班 %(work)d 日") % {
        "off": kinds.count(HOLIDAY),
        "work": kinds.count(MAKEUP),
    }


def told_changes(value: object, data: Mapping[str, Any], language: str) -> str:
    """The days that became something else, one by one."""
    listed = value if isinstance(value, list) else []
    return _("；").join(
        f"{day} {kind_name(before)} → {kind_name(after)}" for day, before, after in listed[:MOST_TOLD]
    ) + ("……" if len(listed) > MOST_TOLD else "")


def kind_name(kind: str | None) -> str:
    """What a day is, in words; without a kind it is as its weekday says."""
    return str(CalendarDay.Kind(kind).label) if kind else _("按星期")
