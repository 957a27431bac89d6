"""Months, half months and working days, counted a day at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

ONE = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Days:
    """The State Council's notices: days off, weekend days worked, and the years they speak for."""

    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]

    @classmethod
    def of(cls, holidays: Iterable[Any], years: Iterable[Any]) -> Days:
        rows = list(holidays)
        return cls(
            frozenset(day for row in rows for day in row.days_off),
            frozenset(day for row in rows for day in row.workdays),
            frozenset(int(row.code) for row in years),
        )

    def works(self, day: date) -> bool:
        """Whether courts work; weekends are all that is known of a year without its notice."""
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.off


@dataclass(frozen=True)
class Length:
    """So many months, half months and days."""

    months: int = 0
    halves: int = 0
    days: int = 0


def length_of(said: Any, step: Any = None) -> Length:
    """The length of a rule's span, or of an extension (``step`` says what it leaves unsaid)."""
    if step is None:
        return Length(said.months, said.half_months, said.days + -(-said.hours // 24))
    if said.value is None:
        return length_of(step.span)
    unit = said.unit.value if said.unit else (step.span.unit.value if step.span else "months")
    whole = int(said.value)
    half = int(said.value * 2) - 2 * whole
    return {
        "months": Length(whole, half),
        "half_months": Length(0, whole),
        "days": Length(0, 0, whole),
    }[unit]


def spans_together(one: Length, other: Length) -> Length:
    return Length(one.months + other.months, one.halves + other.halves, one.days + other.days)


def end_of(length: Length, start: date, *, criminal: bool, days_first: bool = False) -> date:
    """The last day when ``start`` is not counted: months, then half months of 15 days, then days."""
    rest = timedelta(days=15 * length.halves + length.days)
    if days_first:
        return months_after(start + rest, length.months, criminal=criminal)
    return months_after(start, length.months, criminal=criminal) + rest


@lru_cache(maxsize=100_000)
def months_after(start: date, months: int, *, criminal: bool) -> date:
    """Walk from ``start`` until so many months have ended (民法典第二百零二条; 法释〔2021〕1号第二百零二条).

    A month ends on the day of the same number, in a shorter month on its last day; in criminal cases
    a limit from the last day of a month ends on the last day of a month.
    """
    day, ended = start, 0
    from_last = criminal and (start + ONE).day == 1
    while ended < months:
        day += ONE
        is_last = (day + ONE).day == 1
        if from_last:
            ended += is_last
        else:
            ended += day.day == start.day or (is_last and day.day < start.day)
    return day
