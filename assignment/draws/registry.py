"""What the chains of each purpose draw for: who sees a draw, what is locked with it, what its result does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from assignment.draws.domain import Purpose
from assignment.draws.models import Draw
from courts.actors.domain import Actor, Viewer


@dataclass(frozen=True)
class Kind:
    """Draws of one purpose.

    ``visible`` is a condition on draws, ``lock`` locks what the draw is for (before the
    draw itself), ``settled`` runs in the transaction of the reveal.
    """

    purpose: Purpose
    visible: Callable[[Viewer], Q]
    lock: Callable[[Draw], None]
    settled: Callable[[Draw, Actor], None]


_KINDS: dict[str, Kind] = {}


def draw_kind(kind: Kind) -> None:
    """Offer the draws of a purpose. Filled in ready()."""
    _KINDS[kind.purpose.value] = kind


def kind_of(draw: Draw) -> Kind:
    """The kind of a draw. Raises KeyError where nobody offers its purpose."""
    return _KINDS[draw.purpose]


def kinds() -> list[Kind]:
    """Every purpose that is drawn for."""
    return list(_KINDS.values())
