"""The days a dashboard compares, and the bands of age."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from courts.rulebook.domain import Rule

ONE_DAY = timedelta(days=1)


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


@dataclass(frozen=True)
class Frame:
    """This year up to today, and last year up to the same day."""

    today: date

    @property
    def start(self) -> date:
        return date(self.today.year, 1, 1)

    @property
    def before(self) -> date:
        """The last day before this year."""
        return self.start - ONE_DAY

    @property
    def same_day(self) -> date:
        """Today a year ago."""
        return months_before(self.today, 12)

    @property
    def last_start(self) -> date:
        return date(self.today.year - 1, 1, 1)

    @property
    def before_last(self) -> date:
        """The last day before last year."""
        return self.last_start - ONE_DAY

    @property
    def months(self) -> range:
        return range(1, self.today.month + 1)

    def month_days(self, month: int) -> tuple[date, date]:
        """First and last day of a month of this year, the running one up to today."""
        last = date(self.today.year, month, monthrange(self.today.year, month)[1])
        return date(self.today.year, month, 1), min(last, self.today)


def months_before(day: date, months: int) -> date:
    """The same day ``months`` earlier, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
