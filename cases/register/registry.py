"""Where upper nouns add to what the interface answers about one case. Filled in ready()."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

DrawReference = Callable[[UUID], dict[str, Any] | None]

_draw_of: list[DrawReference] = []


def draw_reference_from(source: DrawReference) -> None:
    """Say how the latest draw of a case is found: its id, number, receipt and status, or None."""
    _draw_of[:] = [source]


def draw_reference(case_id: UUID) -> dict[str, Any] | None:
    """The latest draw of a case, None before the first."""
    return next((source(case_id) for source in _draw_of), None)
