"""Where upper nouns add to a case's answer over REST and to the filters of the list. Filled in ready()."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cases.docket.models import Case

DrawReference = Callable[[UUID], dict[str, Any] | None]

_draw_of: list[DrawReference] = []


def draw_reference_from(source: DrawReference) -> None:
    """Say how the latest draw of a case is found: its id, number, receipt and status, or None."""
    _draw_of[:] = [source]


def draw_reference(case_id: UUID) -> dict[str, Any] | None:
    """The latest draw of a case, None before the first."""
    return next((source(case_id) for source in _draw_of), None)


PartOfAnswer = Callable[[Case], Any]

_parts: dict[str, PartOfAnswer] = {}


def part_of_answer(name: str, source: PartOfAnswer) -> None:
    """Add a key to the answer about one case. Filled in ready()."""
    _parts[name] = source


def parts_of_answer(case: Case) -> dict[str, Any]:
    """What upper nouns say of a case, by key."""
    return {name: source(case) for name, source in _parts.items()}


@dataclass(frozen=True)
class Narrowing:
    """A filter of the list that comes with links: a number elsewhere opens exactly its cases by it.

    ``field`` makes its (hidden) form field, which checks the value; ``narrow`` keeps the
    cases that fit; ``shown`` says the value in words.
    """

    name: str
    label: Any
    field: Callable[[], Any]
    narrow: Callable[[QuerySet[Case], Any], QuerySet[Case]]
    shown: Callable[[Any], str] = str


_narrowings: dict[str, Narrowing] = {}


def narrow_by(entry: Narrowing) -> None:
    """Offer a filter of the list."""
    _narrowings[entry.name] = entry


def narrowings() -> dict[str, Narrowing]:
    """The filters that upper nouns offer, by name."""
    return dict(_narrowings)
