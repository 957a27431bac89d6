"""Trial bodies: forming, changing, filling seats by draw, following the handling judge."""

from assignment.bodies.services.changing import (
    change_member,
    check_handler_leaves,
    follow_handler,
    leave_by_decision,
)
from assignment.bodies.services.correcting import ask_correction, decide_correction, withdraw_correction
from assignment.bodies.services.forming import Wanted, before_closing, end_body, form_body, tell_parties
from assignment.bodies.services.seating import (
    draw_seats,
    give_number,
    lock_round,
    lock_seats,
    require_drawer,
    reveal_seats,
    what,
)
from assignment.bodies.services.taking import end_open, seat_draws

__all__ = [
    "Wanted",
    "ask_correction",
    "before_closing",
    "change_member",
    "check_handler_leaves",
    "decide_correction",
    "draw_seats",
    "end_body",
    "end_open",
    "follow_handler",
    "form_body",
    "give_number",
    "leave_by_decision",
    "lock_round",
    "lock_seats",
    "require_drawer",
    "reveal_seats",
    "seat_draws",
    "tell_parties",
    "what",
    "withdraw_correction",
]
