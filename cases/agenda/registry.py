"""Where nouns say which days of a case belong in the calendar of limits. Filled in ready()."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet

from cases.docket.models import Case


class Days(Protocol):
    """Days of one kind in some cases, from ``first`` to ``last`` inclusive.

    ``court_id``: the cases are those of this court, so many that one had better begin with the days.
    """

    def counted(
        self, cases: QuerySet[Case], first: date, last: date, *, court_id: int | None = None
    ) -> dict[date, int]:
        """How many on each day; days without any may be left out."""

    def listed(
        self, cases: QuerySet[Case], first: date, last: date, most: int, *, court_id: int | None = None
    ) -> Sequence[tuple[date, UUID]]:
        """Day and case, by day, ``most`` at most."""


@dataclass(frozen=True)
class Kind:
    """A kind of day: its word, what it asks for, its icon and the tone of its mark."""

    code: str
    order: int
    label: Any
    meaning: Any
    icon: str
    tone: str
    days: Days


_KINDS: dict[str, Kind] = {}


def days_from(kind: Kind) -> None:
    """Offer a kind of day."""
    _KINDS[kind.code] = kind


def kinds() -> list[Kind]:
    """Every kind of day, in order."""
    return sorted(_KINDS.values(), key=lambda kind: kind.order)
