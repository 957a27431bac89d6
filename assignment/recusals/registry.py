"""Who presides and who sits, asked of the noun that forms trial bodies. Filled in ready()."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from cases.docket.models import Case

Presiding = Callable[[Case], UUID | None]
Sitting = Callable[[Case], Iterable[tuple[UUID | None, str]]]
_SOURCES: list[Presiding] = []
_SITTING: list[Sitting] = []


def presides(source: Presiding) -> None:
    """Let ``source(case)`` name the presiding judge."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def presiding_of(case: Case) -> UUID | None:
    """The presiding judge; of a case without a panel, the handler."""
    for source in _SOURCES:
        if (found := source(case)) is not None:
            return found
    return case.handling.handler_id


def sits(source: Sitting) -> None:
    """Let ``source(case)`` name who sits on a case: the person, or an assessor by name alone."""
    if source not in _SITTING:
        _SITTING.append(source)


def sitting_on(case: Case) -> tuple[frozenset[UUID], frozenset[str]]:
    """Who tries a case now: the people, the handling judge among them, and the assessors by name."""
    found = [one for source in _SITTING for one in source(case)]
    people = {person for person, _name in found if person is not None}
    if case.handling.handler_id is not None:
        people.add(case.handling.handler_id)
    return frozenset(people), frozenset(name for person, name in found if person is None)
