"""Reading reviews: who sees what, who may review, what the results add up to."""

from __future__ import annotations

from reviews.procedure.selectors.candidates import candidates, ties_of
from reviews.procedure.selectors.figures import Figures, figures
from reviews.procedure.selectors.reading import (
    Opinion,
    active,
    assigned_to,
    conflict_rules,
    get_visible,
    narrowed,
    opinions,
    own_results,
    status_words,
    visible,
)
from reviews.procedure.selectors.seats import Seat, seat_of

__all__ = [
    "Figures",
    "Opinion",
    "Seat",
    "active",
    "assigned_to",
    "candidates",
    "conflict_rules",
    "figures",
    "get_visible",
    "narrowed",
    "opinions",
    "own_results",
    "seat_of",
    "status_words",
    "ties_of",
    "visible",
]
