"""Under which words the catalogue shows what a noun refuses."""

from __future__ import annotations

from typing import Any

_SUBJECTS: dict[str, tuple[int, Any]] = {}


def subject(noun: str, order: int, label: Any) -> None:
    """Name the matter that a noun's refusals are about; matters stand in their order."""
    _SUBJECTS[noun] = (order, label)


def subjects() -> list[tuple[str, Any]]:
    """Every noun with the words for its matter, in order."""
    return [(noun, label) for noun, (_order, label) in sorted(_SUBJECTS.items(), key=lambda item: item[1][0])]
