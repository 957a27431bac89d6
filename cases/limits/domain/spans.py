"""Lengths of time in law, and the two ways of counting them: by the calendar or by working days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from courts.calendar.domain import WorkCalendar

HALF_MONTH_DAYS = 15
HOURS_A_DAY = 24


class MonthEnd(Enum):
    """Where a month ends when the base day is the last of its month, or has no counterpart.

    ``civil`` (民法典第二百零二条): the same day number, else the last day of the month.
    ``criminal`` (法释〔2021〕1号第二百零二条): besides, last day of a month to last day of a month.
    """

    CIVIL = "civil"
    CRIMINAL = "criminal"


class Unit(Enum):
    """Units of the interface."""

    MONTHS = "months"
    HALF_MONTHS = "half_months"
    DAYS = "days"
    WORKDAYS = "workdays"
    HOURS = "hours"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A statutory length. Parts are added in the order written here: 1.5 months = 1 month, then 15 days.

    ``days_before`` counts backwards from a day that is itself not counted (an election).
    ``workdays`` and ``days_before`` stand alone. Raises ValueError for an empty or mixed span.
    """

    months: int = 0
    half_months: int = 0
    days: int = 0
    hours: int = 0
    workdays: int = 0
    days_before: int = 0

    def __post_init__(self) -> None:
        parts = [self.months, self.half_months, self.days, self.hours, self.workdays, self.days_before]
        if min(parts) < 0 or not any(parts):
            raise ValueError("a span is one or more whole units")
        if (self.workdays or self.days_before) and sum(part > 0 for part in parts) > 1:
            raise ValueError("working days and days before an event are not mixed with other units")

    @classmethod
    def of(cls, value: int | Decimal, unit: Unit) -> Span:
        """``of(6, Unit.MONTHS)``; half a month is lawful, any other fraction raises ValueError."""
        whole, half = divmod(Decimal(value), 1)
        if half == Decimal("0.5") and unit is Unit.MONTHS:
            return cls(months=int(whole), half_months=1)
        if half:
            raise ValueError(f"{value} {unit.value} is not a length the law knows")
        return cls(**{unit.value: int(whole)})

    @property
    def by_workdays(self) -> bool:
        return self.workdays > 0

    @property
    def unit(self) -> Unit:
        """The leading unit, the one ``value`` is in."""
        return next((unit for unit in Unit if getattr(self, unit.value)), Unit.DAYS)

    @property
    def value(self) -> Decimal:
        """The number as the law writes it: 1.5 for one and a half months."""
        if self.months and self.half_months:
            return Decimal(self.months) + Decimal(self.half_months) / 2
        return Decimal(getattr(self, self.unit.value) or self.days_before)

    @property
    def zh(self) -> str:
        if self.months and self.half_months:
            return f"{self.value.normalize()}个月"
        names = (("months", "个月"), ("half_months", "个半月"), ("days", "日"), ("hours", "小时"))
        words = [f"{getattr(self, name)}{word}" for name, word in names if getattr(self, name)]
        if self.workdays:
            words.append(f"{self.workdays}个工作日")
        return "".join(words) or f"前{self.days_before}日"

    @property
    def en(self) -> str:
        if self.months and self.half_months:
            return f"{self.value.normalize()} months"
        names = (("months", "month"), ("half_months", "half month"), ("days", "day"), ("hours", "hour"))
        words = [counted(getattr(self, name), word) for name, word in names if getattr(self, name)]
        if self.workdays:
            words.append(counted(self.workdays, "working day"))
        return " and ".join(words) or f"{counted(self.days_before, 'day')} before"

    def plus(self, other: Span) -> Span | None:
        """Both lengths as one; None where they cannot be counted together."""
        parts = {name: getattr(self, name) + getattr(other, name) for name in vars(self)}
        try:
            return Span(**parts)
        except ValueError:
            return None

    def after(self, start: date, month_end: MonthEnd, *, days_first: bool = False) -> date:
        """The last day of the span when ``start`` is not counted; months first unless ``days_first``.

        Working days need a Ruler: ValueError.
        """
        if self.workdays:
            raise ValueError("working days are counted on a calendar")
        whole_days = self.days + HALF_MONTH_DAYS * self.half_months - self.days_before
        rest = timedelta(days=whole_days - (-self.hours // HOURS_A_DAY))
        if days_first:
            return add_months(start + rest, self.months, month_end)
        return add_months(start, self.months, month_end) + rest


def counted(number: int, noun: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def add_months(start: date, months: int, month_end: MonthEnd) -> date:
    """The day that ends ``months`` months when ``start`` is not counted (see MonthEnd)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    starts_at_end = start.day == monthrange(start.year, start.month)[1]
    if month_end is MonthEnd.CRIMINAL and starts_at_end:
        return date(year, month + 1, last)
    return date(year, month + 1, min(start.day, last))


@dataclass(frozen=True)
class Ruler:
    """Counts days after a day: every day, or working days only (limits of 行政强制法第六十九条)."""

    calendar: WorkCalendar
    by_workdays: bool = False
    days_first: bool = False

    def between(self, start: date, end: date) -> int:
        """Countable days in (start, end]; negative when ``end`` lies before ``start``."""
        if end < start:
            return -self.between(end, start)
        if self.by_workdays:
            return self.presuming(start, end).calendar.workdays_between(start, end)
        return (end - start).days

    def advance(self, day: date, count: int) -> date:
        """The ``count``-th countable day after ``day``."""
        if not self.by_workdays:
            return day + timedelta(days=count)
        return self.presuming(day, day + timedelta(days=3 * count + 30)).calendar.add_workdays(day, count)

    def end_of(self, span: Span, start: date, month_end: MonthEnd) -> date:
        """The last day of ``span`` when ``start`` is not counted."""
        if span.by_workdays:
            return Ruler(self.calendar, by_workdays=True).advance(start, span.workdays)
        return span.after(start, month_end, days_first=self.days_first and bool(span.half_months))

    def presuming(self, start: date, end: date) -> Ruler:
        """The same ruler, holidays of unconfirmed years left out: for provisional dates only."""
        calendar = self.calendar.presuming(range(start.year, end.year + 1))
        return replace(self, calendar=calendar)
