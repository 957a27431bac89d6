"""What other nouns know about a case that is to be designated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from cases.docket.models import Case

Leaders = Callable[[int, date], frozenset[UUID]]
Taken = Callable[[Case], "UUID | None"]
Named = Callable[[int, date, date], Iterable[tuple[date, "int | None", int]]]

_LEADERS: list[Leaders] = []
_TAKEN: list[Taken] = []
_NAMED: list[Named] = []


def leaders_from(source: Leaders) -> None:
    """Let ``source(court id, day)`` name leaders of a court beside those by post. Filled in ready()."""
    if source not in _LEADERS:
        _LEADERS.append(source)


def leads(judge: UUID, court_id: int, on: date) -> bool:
    """Whether other nouns know somebody as a leader of a court on a day."""
    return any(judge in source(court_id, on) for source in _LEADERS)


def taken_from(source: Taken) -> None:
    """Let ``source(case)`` name the judge of the related case that was taken, if one was."""
    if source not in _TAKEN:
        _TAKEN.append(source)


def judge_taken(case: Case) -> UUID | None:
    """The judge of the related case that a case is to follow."""
    return next((found for source in _TAKEN if (found := source(case)) is not None), None)


def named_from(source: Named) -> None:
    """Let ``source(court id, first day, last day)`` count handlers who were named when one was changed:
    (first of the month, division, how many). Filled in ready().
    """
    if source not in _NAMED:
        _NAMED.append(source)


def named_in_changes(court_id: int, first: date, last: date) -> Iterable[tuple[date, int | None, int]]:
    """Handlers named without a draw beside the designations."""
    return (row for source in _NAMED for row in source(court_id, first, last))
