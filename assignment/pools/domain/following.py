"""When a judge stands in a team's pool: exactly while in the team, with the share that stood there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Days from one to another, both included; ``last`` None: without end."""

    first: date
    last: date | None

    @property
    def end(self) -> date:
        return date.max if self.last is None else self.last

    def within(self, other: Days) -> Days | None:
        """The days of both; None where there is none."""
        first, end = max(self.first, other.first), min(self.end, other.end)
        return None if end < first else Days(first, None if end == date.max else end)


@dataclass(frozen=True, slots=True)
class Stand:
    """A judge's days in a pool; ``row`` is the membership they follow from, None: a new one."""

    row: int | None
    days: Days


def stands(terms: Sequence[Days], rows: Sequence[tuple[int, Days]], today: date) -> list[Stand]:
    """A judge's days in a team's pool from the terms in the team and the memberships that stand.

    ``terms`` and ``rows`` (key, days) end today or later, each in order and without overlap. What lies before
    today stays, and so does today, because draws of today were made with it. Each membership reaches to the
    next one, so that share and ceiling stay over a gap between two terms; a membership that is left without
    days is not in the answer, one that is parted comes once for each part.
    """
    ahead = [days for term in terms if (days := term.within(Days(today, None)))]
    if not rows:
        return [Stand(None, days) for days in ahead]
    before = Days(date.min, rows[0][1].first - ONE_DAY)
    found = [Stand(None, days) for term in ahead if (days := term.within(before))]
    for number, (row, held) in enumerate(rows):
        following = rows[number + 1][1].first - ONE_DAY if number + 1 < len(rows) else None
        reach, kept = Days(held.first, following), held.within(Days(date.min, today))
        parts = [part for days in ahead if (part := days.within(reach))]
        found += [Stand(row, days) for days in _joined([kept, *parts] if kept else parts)]
    return found


def _joined(parts: Sequence[Days]) -> list[Days]:
    """Days in order, those that touch or overlap as one."""
    found: list[Days] = []
    for part in parts:
        if found and (found[-1].last is None or part.first <= found[-1].end + ONE_DAY):
            last = max(found[-1].end, part.end)
            found[-1] = Days(found[-1].first, None if last == date.max else last)
        else:
            found.append(part)
    return found
