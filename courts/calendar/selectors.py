"""The working calendar as the limits need it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from courts.calendar.domain import WorkCalendar
from courts.calendar.models import CalendarDay, CalendarYear


def work_calendar() -> WorkCalendar:
    """All special days of all years; only years that somebody confirmed count as confirmed."""
    days = list(CalendarDay.objects.values_list("day", "kind"))
    confirmed = CalendarYear.objects.exclude(confirmed_on=None).values_list("year", flat=True)
    return WorkCalendar(
        holidays=frozenset(day for day, kind in days if kind == CalendarDay.Kind.HOLIDAY),
        makeup_workdays=frozenset(day for day, kind in days if kind == CalendarDay.Kind.MAKEUP_WORKDAY),
        confirmed_years=frozenset(confirmed),
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
