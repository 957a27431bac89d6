"""The nights: run, asked for, and when they begin."""

from __future__ import annotations

from oversight.nightly.domain import LOCK
from oversight.nightly.services.asking import ask_night, change_time
from oversight.nightly.services.checking import check
from oversight.nightly.services.running import Night, Nights, catch_up, catch_up_at_once, recount, run

__all__ = [
    "LOCK",
    "Night",
    "Nights",
    "ask_night",
    "catch_up",
    "catch_up_at_once",
    "change_time",
    "check",
    "recount",
    "run",
]
