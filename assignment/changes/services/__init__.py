"""Asking for a change of handler, advising, checking, deciding, telling; what a new handler ends."""

from assignment.changes.services.asking import ask_change, open_after_recusal, withdraw_change
from assignment.changes.services.deciding import Said, advise_change, check_change, decide_change
from assignment.changes.services.following import barred, before_closing, on_assigned, on_closed, tell_parties
from assignment.changes.services.members import ask_for_member, seat_ended
from assignment.changes.services.reporting import report_interference

__all__ = [
    "Said",
    "advise_change",
    "ask_change",
    "ask_for_member",
    "barred",
    "before_closing",
    "check_change",
    "decide_change",
    "on_assigned",
    "on_closed",
    "open_after_recusal",
    "report_interference",
    "seat_ended",
    "tell_parties",
    "withdraw_change",
]
