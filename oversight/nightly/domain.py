"""Which nights are due."""

from __future__ import annotations

from datetime import date, timedelta


def nights_due(business_date: date, last_finished: date | None) -> list[date]:
    """The business dates to run, in order: missed nights first, none when the date is done.

    The very first run has no nights to catch up: it takes everything up to its date.
    """
    if last_finished is None:
        return [business_date]
    missed = (business_date - last_finished).days
    return [last_finished + timedelta(days=offset) for offset in range(1, missed + 1)]
