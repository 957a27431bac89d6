"""Nights of the tests: one a day at half past midnight, and the outbox emptied after them."""

from __future__ import annotations

from datetime import date, timedelta

from courts.outbox.services import sweep
from oversight.nightly.services import run
from tests.oversight.bench import at


def night(day: date) -> None:
    """The night of one day, run in time."""
    run(business_date=day, at=at(day, 0) + timedelta(minutes=30))


def nights(first: date, last: date) -> None:
    """Every night from ``first`` to ``last``."""
    for offset in range((last - first).days + 1):
        night(first + timedelta(days=offset))


def deliver_all(day: date) -> None:
    """Let the outbox deliver what waits."""
    sweep(at=at(day, 23))
