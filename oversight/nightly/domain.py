"""Which nights are due, and how a night stands."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

LOCK = 0x6E69676874
"""Key of the advisory lock that lets one nightly job of a database work."""
OWN_STEPS = ("clocks", "limit_alerts", "lasting_alerts", "hidden_alerts", "close_gone", "stop_reminders")
"""What every night begins with, before the steps of other nouns."""
ASKED = "nightly_asked"
"""Topic under which a night asked for by hand is handed to the queue."""


class NightState(Enum):
    """A night is done once; one cut short or failed runs again."""

    DONE = "done"
    RUNNING = "running"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


def night_state(*, finished: bool, error: str, at_work: bool) -> NightState:
    """How a night stands. ``at_work``: some process holds the job's lock now."""
    if finished:
        return NightState.DONE
    if error:
        return NightState.FAILED
    return NightState.RUNNING if at_work else NightState.INTERRUPTED


def nights_due(business_date: date, last_finished: date | None) -> list[date]:
    """The business dates to run, in order: missed nights first, none when the date is done.

    The very first run has no nights to catch up: it takes everything up to its date.
    """
    if last_finished is None:
        return [business_date]
    missed = (business_date - last_finished).days
    return [last_finished + timedelta(days=offset) for offset in range(1, missed + 1)]
