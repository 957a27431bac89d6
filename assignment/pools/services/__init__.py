"""Writing pools: rosters at the moment of a draw, pools, routes, members, leave, alerts, loads."""

from __future__ import annotations

from assignment.pools.services.alerts import note_changes, note_empty, note_roster
from assignment.pools.services.rosters import Held, hold_roster, lock_pool, note_reentries

__all__ = [
    "Held",
    "hold_roster",
    "lock_pool",
    "note_changes",
    "note_empty",
    "note_reentries",
    "note_roster",
]
