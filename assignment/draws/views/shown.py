"""A draw as people read it, and the roster as it would be locked now."""

from __future__ import annotations

from datetime import date
from typing import Any

from assignment.draws.selectors.shown import draw_shown, roster_shown
from assignment.pools.domain import roster
from assignment.pools.models import Pool
from assignment.pools.selectors import numbers_of
from assignment.pools.selectors.rosters import foreseen, judges_known
from cases.docket.models import Case

__all__ = ["draw_shown", "roster_of_pool", "roster_shown"]


def roster_of_pool(pool: Pool, today: date, case: Case | None = None) -> list[dict[str, Any]]:
    """The roster as it would be locked now, for a case with those who may not be drawn for it."""
    numbers = numbers_of(pool.court_id)
    judges = judges_known(pool, today, numbers, foreseen(pool, today, numbers), case)
    return [entry.as_row() for entry in roster(judges, numbers.band_of(pool))]
