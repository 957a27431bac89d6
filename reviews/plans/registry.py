"""Where upper nouns join plans: what follows from a drawn case, and panels of the plan's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from courts.actors.domain import Actor, Viewer
from courts.places.models import Court
from reviews.plans.models import ReviewPlan, Sample

Receiver = Callable[[Sample, Actor], None]


@dataclass(frozen=True)
class Panel:
    """A panel of the plan's page; ``content`` gives the template its context as ``part``."""

    order: int
    template: str
    content: Callable[[ReviewPlan, Viewer, date], dict[str, Any]]


@dataclass(frozen=True)
class CourtPanel:
    """A panel of the overview of a court's plans, for a period."""

    order: int
    template: str
    content: Callable[[Court, date, date], dict[str, Any]]


_RECEIVERS: list[Receiver] = []
_PANELS: dict[str, Panel] = {}
_COURT_PANELS: dict[str, CourtPanel] = {}


def on_drawn(receiver: Receiver) -> None:
    """Run ``receiver(sample, actor)`` in the transaction in which a case is drawn."""
    if receiver not in _RECEIVERS:
        _RECEIVERS.append(receiver)


def tell_drawn(sample: Sample, actor: Actor) -> None:
    """A sample has its case."""
    for receiver in _RECEIVERS:
        receiver(sample, actor)


def plan_panel(panel: Panel) -> None:
    """Offer a panel of the plan's page."""
    _PANELS[panel.template] = panel


def court_panel(panel: CourtPanel) -> None:
    """Offer a panel of the overview."""
    _COURT_PANELS[panel.template] = panel


def plan_panels() -> Iterator[Panel]:
    """The panels in their order."""
    return iter(sorted(_PANELS.values(), key=lambda panel: panel.order))


def court_panels() -> Iterator[CourtPanel]:
    """The overview's panels in their order."""
    return iter(sorted(_COURT_PANELS.values(), key=lambda panel: panel.order))
