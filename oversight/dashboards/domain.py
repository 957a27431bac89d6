"""The days a dashboard is about and those it compares with, and the bands of age and of time taken."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from courts.rulebook.domain import Rule

ONE_DAY = timedelta(days=1)
LONGEST_MONTHS = 36
"""As many months as a chosen period may have."""


class Face(Enum):
    """Whose first screen it is: of a whole court, a division, trial management, or the courts below."""

    COURT = "court"
    DIVISION = "division"
    MANAGEMENT = "management"
    BELOW = "below"


class Period(Enum):
    """What may be chosen; a custom period is whole months."""

    MONTH = "month"
    YEAR = "year"
    LAST_YEAR = "last_year"
    CUSTOM = "custom"


@dataclass(frozen=True, kw_only=True)
class AgeBand(Rule):
    """A row of ``age_bands``: pending since ``from_months`` or more, and less than ``to_months``."""

    from_months: int
    to_months: int | None = None

    def filed(self, day: date) -> tuple[date | None, date]:
        """First (None: any) and last day of filing of the cases that are in this band on ``day``."""
        latest = months_before(day, self.from_months)
        if self.to_months is None:
            return None, latest
        return months_before(day, self.to_months) + ONE_DAY, latest


@dataclass(frozen=True, kw_only=True)
class TimeBand(Rule):
    """A row of ``time_bands``: closed after ``from_days`` or more and at most ``to_days`` natural days."""

    from_days: int
    to_days: int | None = None

    def holds(self, days: int) -> bool:
        return self.from_days <= days and (self.to_days is None or days <= self.to_days)


@dataclass(frozen=True, kw_only=True)
class LuckBand(Rule):
    """A row of ``luck_bands``: draws away from what chance expects, in standard deviations.

    From ``above`` (exclusive; none: any) up to ``upto`` (inclusive), both in tenths.
    ``chance`` is the share of judges, per mille, that pure chance puts there.
    """

    above: int | None = None
    upto: int | None = None
    chance: int

    def holds(self, deviation: float) -> bool:
        tenths = deviation * 10
        return (self.above is None or tenths > self.above) and (self.upto is None or tenths <= self.upto)


@dataclass(frozen=True)
class Frame:
    """The days from ``first`` (the first of a month) to ``last``, none after ``today``."""

    first: date
    last: date
    today: date

    @property
    def before(self) -> date:
        """The last day before the period."""
        return self.first - ONE_DAY

    @property
    def running(self) -> bool:
        """Whether the period reaches up to today."""
        return self.last == self.today

    @property
    def year_before(self) -> Frame:
        """The same days a year earlier; a period that ends with a month ends with that month then."""
        earlier = months_before(self.last, 12)
        if (self.last + ONE_DAY).day == 1:
            earlier = month_end(earlier)
        return Frame(months_before(self.first, 12), earlier, self.today)

    @property
    def months(self) -> list[date]:
        """The first days of the months of the period."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        return [months_before(self.first, -n) for n in range(count + 1)]

    def month_days(self, month: date) -> tuple[date, date]:
        """First and last day of a month of the period, the last month up to the period's end."""
        return month, min(month_end(month), self.last)


def frame_of(period: Period, today: date, months: tuple[date, date] | None = None) -> Frame:
    """The days of a period as of ``today``; ``months`` are the first days of a custom one.

    Raises ValueError for a custom period without months, upside down, in the future
    or longer than ``LONGEST_MONTHS``.
    """
    if period is Period.MONTH:
        return Frame(today.replace(day=1), today, today)
    if period is Period.YEAR:
        return Frame(date(today.year, 1, 1), today, today)
    if period is Period.LAST_YEAR:
        return Frame(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), today)
    if months is None or not months[0] <= months[1] <= today:
        raise ValueError("a custom period runs from one month to the same or a later one, not in the future")
    frame = Frame(months[0].replace(day=1), min(month_end(months[1]), today), today)
    if len(frame.months) > LONGEST_MONTHS:
        raise ValueError(f"a period has at most {LONGEST_MONTHS} months")
    return frame


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_before(day: date, months: int) -> date:
    """The same day ``months`` earlier, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
