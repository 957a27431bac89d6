"""Asking for more time, advising on it, deciding, telling whom it concerns."""

from cases.extensions.services.asking import ask_extension, on_closed, take_statutory, withdraw
from cases.extensions.services.deciding import (
    Said,
    advise,
    decide,
    forward,
    record_upper_decision,
    tell_of_extension,
)

__all__ = [
    "Said",
    "advise",
    "ask_extension",
    "decide",
    "forward",
    "on_closed",
    "record_upper_decision",
    "take_statutory",
    "tell_of_extension",
    "withdraw",
]
