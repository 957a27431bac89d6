"""Reviews: opened for a drawn case, assigned, scored, told, answered, made final."""

from __future__ import annotations

from reviews.procedure.services.assigning import ask_replacement, assign, assign_proposed
from reviews.procedure.services.deciding import finalise, say, tell
from reviews.procedure.services.opening import open_review
from reviews.procedure.services.scoring import save_sheet, start, submit_opinion

__all__ = [
    "ask_replacement",
    "assign",
    "assign_proposed",
    "finalise",
    "open_review",
    "save_sheet",
    "say",
    "start",
    "submit_opinion",
    "tell",
]
