"""The arithmetic of the calendar of limits: months, days of reminders, the secret of a feed."""

from __future__ import annotations

import hashlib
import re
from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONDAY_FIRST = Calendar(firstweekday=0)
TOKEN_BYTES = 32
FEED_BEHIND, FEED_AHEAD = timedelta(days=400), timedelta(days=550)
"""How far back and ahead a feed reaches from today."""
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1990, 2998


@dataclass(frozen=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Month | None:
        """``2026-11``; None for anything else."""
        found = _MONTH.fullmatch(text)
        if found is None:
            return None
        year, number = int(found[1]), int(found[2])
        lawful = FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12
        return cls(year, number) if lawful else None

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        return Month.of(self.first - timedelta(days=1))

    @property
    def weeks(self) -> list[list[date]]:
        """Whole weeks from Monday; days of the months beside it fill the first and the last."""
        return MONDAY_FIRST.monthdatescalendar(self.year, self.number)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def reminders(stopped_on: date, every: int, first: date, last: date) -> Iterator[date]:
    """The days from ``first`` to ``last`` on which a stop open since ``stopped_on`` is recalled."""
    passed = max(1, -(-(first - stopped_on).days // every))
    day = stopped_on + timedelta(days=passed * every)
    while day <= last:
        yield day
        day += timedelta(days=every)


def digest(token: str) -> str:
    """What is kept of a feed's secret: SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
