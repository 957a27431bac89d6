"""Where upper nouns say what still belongs to a division, so that it is not closed over their heads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from courts.places.models import Division

Holding = Callable[[Division, date], str]
"""In words what the division still has on a day, such as ``3 名在任人员``; empty when nothing."""

_HOLDINGS: list[Holding] = []


def held_by(holding: Holding) -> None:
    """Ask this before a division is closed."""
    if holding not in _HOLDINGS:
        _HOLDINGS.append(holding)


def holdings(division: Division, on: date) -> list[str]:
    """Everything that keeps a division from being closed on a day."""
    return [words for words in (holding(division, on) for holding in _HOLDINGS) if words]
