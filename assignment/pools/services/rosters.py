"""What a draw writes to its pool before it reads the loads."""

from __future__ import annotations

from datetime import date

from assignment.pools.models import Absence, Pool
from assignment.pools.selectors import newly_returned


def lock_pool(pool: Pool) -> Pool:
    """Lock the pool's row, in a statement of its own, before any load is read."""
    return Pool.objects.select_for_update(no_key=True).get(pk=pool.pk)


def note_reentries(pool: Pool, on: date) -> None:
    """Fix the median load at which judges back from leave re-enter; once for each absence."""
    returned, median = newly_returned(pool, on)
    Absence.objects.filter(pk__in=[absence.pk for absence in returned]).update(reentry_load=median)
