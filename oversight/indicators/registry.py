"""Where upper nouns offer indicators that are computed from their own tables. Filled in ready()."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from courts.actors.domain import Viewer
from oversight.indicators.domain import Measured

Source = Callable[[Viewer, int, date, date], Measured | None]
"""``source(viewer, court_id, first, last)``: the value of a court in a period; None where there is none."""

_SOURCES: dict[str, Source] = {}


def indicator_from(code: str, source: Source) -> None:
    """Offer the values of an indicator whose rule row is ``offered``."""
    _SOURCES[code] = source


def withdraw(code: str) -> None:
    """Take a source back."""
    _SOURCES.pop(code, None)


def sources() -> dict[str, Source]:
    """The offered indicators by code."""
    return dict(_SOURCES)
