"""Where upper nouns add figures and panels to the dashboards. Filled in each app's ready()."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from courts.actors.domain import Viewer
from courts.places.models import Court, Division
from oversight.dashboards.domain import Face, Frame


@dataclass(frozen=True)
class Desk:
    """What a dashboard shows to whom: a face, its court, its division (of a division head) and the days."""

    user: Viewer
    face: Face
    court: Court
    division: Division | None
    frame: Frame


@dataclass(frozen=True)
class Figure:
    """A leading figure: ``part`` of ``whole`` (None: a mere number), the list it opens, last year's words.

    ``percent`` shows the rate large and the numbers under it.
    """

    label: Any
    icon: str
    part: int
    whole: int | None = None
    url: str = ""
    last: Any = ""
    tone: str = ""
    percent: bool = False


@dataclass(frozen=True)
class Panel:
    """A panel with its table: ``template`` and what it wants. ``order`` places it after the built-in ones."""

    template: str
    content: dict[str, Any]
    order: int = 50


_FIGURES: list[Callable[[Desk], Iterable[Figure]]] = []
_PANELS: list[Callable[[Desk], Iterable[Panel]]] = []


def figure_from(source: Callable[[Desk], Iterable[Figure]]) -> None:
    """Offer leading figures; the source looks at ``desk.face`` and gives none where they have no place."""
    if source not in _FIGURES:
        _FIGURES.append(source)


def panel_from(source: Callable[[Desk], Iterable[Panel]]) -> None:
    """Offer panels, in the same way."""
    if source not in _PANELS:
        _PANELS.append(source)


def withdraw(source: Callable[[Desk], Any]) -> None:
    """Take a source back."""
    for offered in (_FIGURES, _PANELS):
        if source in offered:
            offered.remove(source)


def figures(desk: Desk) -> list[Figure]:
    """The figures offered for a desk, in the order of registration."""
    return [figure for source in _FIGURES for figure in source(desk)]


def panels(desk: Desk) -> list[Panel]:
    """The panels offered for a desk, in their order."""
    found = [panel for source in _PANELS for panel in source(desk)]
    return sorted(found, key=lambda panel: panel.order)
