"""Writing limits: clocks, the ledger that moves them, and recomputing many."""

from cases.limits.services.clocks import clock_for, refresh_clock, start_clock, stop_watching, watch
from cases.limits.services.entering import (
    answer_item,
    cancel_item,
    end_item,
    enter_item,
    put_extension,
    tell_parties,
)
from cases.limits.services.printing import print_account
from cases.limits.services.recomputing import (
    recompute,
    touched_by_reading,
    touched_by_year,
    weigh_year,
)
from cases.limits.services.starting import set_start
from cases.limits.services.turning import turn_clocks
from cases.limits.services.weighing import weigh_end, weigh_entry

__all__ = [
    "answer_item",
    "cancel_item",
    "clock_for",
    "end_item",
    "enter_item",
    "print_account",
    "put_extension",
    "recompute",
    "refresh_clock",
    "set_start",
    "start_clock",
    "stop_watching",
    "tell_parties",
    "touched_by_reading",
    "touched_by_year",
    "turn_clocks",
    "watch",
    "weigh_end",
    "weigh_entry",
    "weigh_year",
]
