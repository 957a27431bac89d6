"""Pages of trial bodies."""

from __future__ import annotations

from assignment.bodies.views.body import body_page, change, correct, end, tell
from assignment.bodies.views.correction import correction_page
from assignment.bodies.views.draw import seats_lock, seats_number, seats_page, seats_reveal

__all__ = [
    "body_page",
    "change",
    "correct",
    "correction_page",
    "end",
    "seats_lock",
    "seats_number",
    "seats_page",
    "seats_reveal",
    "tell",
]
