"""Bringing in a recusal, deciding it, reconsidering it once; what stops meanwhile and what follows."""

from assignment.recusals.services.asking import (
    NewRecusal,
    ask_recusal,
    ask_review,
    mark_urgent,
    withdraw_recusal,
)
from assignment.recusals.services.deciding import check_recusal, decide_recusal, reconsider, tell_party
from assignment.recusals.services.stopping import barred, before_closing, before_draw, before_node

__all__ = [
    "NewRecusal",
    "ask_recusal",
    "ask_review",
    "barred",
    "before_closing",
    "before_draw",
    "before_node",
    "check_recusal",
    "decide_recusal",
    "mark_urgent",
    "reconsider",
    "tell_party",
    "withdraw_recusal",
]
