"""The days on which cases come in: working days, with the seasons of a court."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from courts.actors.domain import COURT_TIME
from courts.calendar.domain import SATURDAY, WorkCalendar, YearNotConfirmed

MONTHS = (0.78, 0.62, 1.12, 1.08, 1.0, 1.14, 1.04, 0.98, 1.1, 0.88, 1.12, 0.7)
"""Share of filings by month: thin around Spring Festival and in December, when courts clear their dockets."""
GROWTH_A_YEAR = 0.05
YEARS = 3
BEFORE_LONG_HOLIDAY = 0.55
LONG_HOLIDAY_DAYS = 7


@dataclass(frozen=True)
class Days:
    """The working days of the demo, in order; ``end`` is the last day of the data."""

    start: date
    end: date
    working: tuple[date, ...]

    def at_or_after(self, day: date) -> date | None:
        """``day`` or the first working day after it; None past the end."""
        place = bisect_left(self.working, day)
        return self.working[place] if place < len(self.working) else None

    def after(self, day: date, count: int) -> date | None:
        """The ``count``-th working day after ``day``; None past the end."""
        place = bisect_left(self.working, day + timedelta(days=1)) + count - 1
        return self.working[place] if place < len(self.working) else None


def demo_days(today: date, calendar: WorkCalendar) -> Days:
    """Three years up to the day before ``today``."""
    start, end = first_day(today), today - timedelta(days=1)
    span = (start + timedelta(days=offset) for offset in range((end - start).days + 1))
    return Days(start, end, tuple(day for day in span if _works(day, calendar)))


def first_day(today: date) -> date:
    """The day three years before; of 29 February, the 28th."""
    try:
        return today.replace(year=today.year - YEARS)
    except ValueError:
        return today.replace(year=today.year - YEARS, day=28)


def _works(day: date, calendar: WorkCalendar) -> bool:
    try:
        return calendar.is_workday(day)
    except YearNotConfirmed:
        return day.weekday() < SATURDAY


def arrivals(chance: Random, days: Days, number: int) -> list[date]:
    """``number`` days of receipt, in order, by season and growth."""
    weights = [_weight(day, place, days) for place, day in enumerate(days.working)]
    return sorted(chance.choices(days.working, weights, k=number))


def _weight(day: date, place: int, days: Days) -> float:
    weight = MONTHS[day.month - 1] * (1 + GROWTH_A_YEAR * (day - days.start).days / 365)
    if day.weekday() == 0:
        weight *= 1.25
    later = days.working[place + 1] if place + 1 < len(days.working) else None
    if later is not None and (later - day).days >= LONG_HOLIDAY_DAYS:
        weight *= BEFORE_LONG_HOLIDAY
    return weight


def instant(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of a day in the court's time."""
    return datetime.combine(day, time(hour, minute, second), COURT_TIME)
