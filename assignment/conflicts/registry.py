"""Who else took part in trying cases: members of panels, beside the handler."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

TookPart = Callable[[Collection[UUID]], Iterable[tuple[UUID, UUID]]]

_SOURCES: list[TookPart] = []


def took_part_from(source: TookPart) -> None:
    """Ask ``source(case ids)`` for (person, case) pairs of whoever sat on these cases. Filled in ready()."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def took_part(cases: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Everybody whom other nouns know to have sat on these cases."""
    return [pair for source in _SOURCES for pair in source(cases)]
