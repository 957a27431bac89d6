"""Sums of flows, spans of days cut into whole months, and percentiles of exact counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Flow:
    """What came and went: see ``DayFlow`` for what each number counts."""

    filed: int = 0
    drawn: int = 0
    given: int = 0
    closed: int = 0
    timed: int = 0
    late: int = 0

    def __add__(self, other: Flow) -> Flow:
        return Flow(
            self.filed + other.filed,
            self.drawn + other.drawn,
            self.given + other.given,
            self.closed + other.closed,
            self.timed + other.timed,
            self.late + other.late,
        )

    @property
    def assigned(self) -> int:
        """Of the cases filed, those that have a handler by now."""
        return self.drawn + self.given

    @property
    def in_time(self) -> int:
        """Of the cases closed with a running limit, those closed before it was over."""
        return self.timed - self.late


@dataclass(frozen=True)
class Cut:
    """A span of days as whole months (first days) and the loose days before and after them."""

    months: tuple[date, ...]
    loose: tuple[tuple[date, date], ...]


def month_start(day: date) -> date:
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after the one of ``day``."""
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, 1)


def cut(first: date, last: date) -> Cut:
    """Cut the days from ``first`` to ``last`` (both included) into whole months and what is left."""
    months: list[date] = []
    loose: list[tuple[date, date]] = []
    while first <= last:
        following = next_month(first)
        if first.day == 1 and following - ONE_DAY <= last:
            months.append(first)
        else:
            loose.append((first, min(last, following - ONE_DAY)))
        first = following
    return Cut(tuple(months), tuple(loose))


def percentile(counts: Mapping[int, int], percent: int) -> int | None:
    """The smallest value that at least ``percent`` of the counted do not exceed; None of nothing.

    ``counts`` is value -> how many. 50 is the (lower) median. Nearest rank: always a
    value that occurred, never one between two.
    """
    total = sum(counts.values())
    rank = -(-total * percent // 100)
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if counts[value] and passed >= max(rank, 1):
            return value
    return None
