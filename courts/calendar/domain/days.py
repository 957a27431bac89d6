"""Working days: the State Council's yearly notice, never "Saturday and Sunday".

A year counts only once its notice has been confirmed; a question about any other
year is answered by ``YearNotConfirmed``, not by a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from courts.rulebook.domain import Rule

ONE_DAY = timedelta(days=1)
A_YEAR = 366
SATURDAY = 5


class YearNotConfirmed(LookupError):
    """The holiday notice of ``year`` has not been confirmed, so its working days are unknown."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the working calendar of {year} is not confirmed")
        self.year = year


@dataclass(frozen=True, kw_only=True)
class CalendarYearRule(Rule):
    """One year's notice (国务院办公厅关于…部分节假日安排的通知). ``code`` is the year.

    ``notice_on`` is the day of the notice, whose number stands in ``article``.
    """

    notice_on: date

    @property
    def year(self) -> int:
        return int(self.code)


@dataclass(frozen=True, kw_only=True)
class HolidaySpan(Rule):
    """One holiday of one year: ``code`` is ``<year>-<holiday>``.

    ``days_off`` are all days off, the weekend days inside the holiday included;
    ``workdays`` are the weekend days worked in exchange (调休上班).
    """

    days_off: tuple[date, ...]
    workdays: tuple[date, ...] = ()


@dataclass(frozen=True)
class WorkCalendar:
    """Holidays and make-up working days of the years in ``confirmed_years``."""

    holidays: frozenset[date]
    makeup_workdays: frozenset[date]
    confirmed_years: frozenset[int]

    def is_workday(self, day: date) -> bool:
        """Whether courts work on ``day``. Raises YearNotConfirmed."""
        if day.year not in self.confirmed_years:
            raise YearNotConfirmed(day.year)
        if day in self.makeup_workdays:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def next_workday_on_or_after(self, day: date) -> date:
        """``day`` itself when courts work on it, else the first day they do. Raises YearNotConfirmed."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``; ``day`` is not counted. Raises YearNotConfirmed."""
        if count < 0:
            raise ValueError("working days are counted forwards")
        while count:
            day += ONE_DAY
            count -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``. Raises YearNotConfirmed."""
        days = (end - start).days
        if days > A_YEAR:
            return self._workdays_of_years(start, end)
        return sum(self.is_workday(start + timedelta(days=offset)) for offset in range(1, days + 1))

    def _workdays_of_years(self, start: date, end: date) -> int:
        """The same for long times: whole weeks, without the days off and with those worked instead."""
        first = start + ONE_DAY
        unknown = set(range(first.year, end.year + 1)) - self.confirmed_years
        if unknown:
            raise YearNotConfirmed(min(unknown))
        weeks, rest = divmod((end - start).days, 7)
        weekdays = 5 * weeks + sum((first + timedelta(days=n)).weekday() < SATURDAY for n in range(rest))
        off = sum(
            start < day <= end and day.weekday() < SATURDAY for day in self.holidays - self.makeup_workdays
        )
        return (
            weekdays
            - off
            + sum(start < day <= end and day.weekday() >= SATURDAY for day in self.makeup_workdays)
        )

    def presuming(self, years: Iterable[int]) -> WorkCalendar:
        """The same calendar with ``years`` taken as having no holidays: only for dates marked provisional."""
        return replace(self, confirmed_years=self.confirmed_years | frozenset(years))


def build_calendar(spans: Iterable[HolidaySpan], years: Iterable[CalendarYearRule]) -> WorkCalendar:
    """The calendar of the rule file: every listed year is confirmed by its notice."""
    rows = tuple(spans)
    return WorkCalendar(
        holidays=frozenset(day for row in rows for day in row.days_off),
        makeup_workdays=frozenset(day for row in rows for day in row.workdays),
        confirmed_years=frozenset(row.year for row in years),
    )
