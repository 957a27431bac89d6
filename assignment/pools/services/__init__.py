"""Writing pools: rosters at the moment of a draw, the pools themselves, their members, and leave."""

from __future__ import annotations

from assignment.pools.services.rosters import lock_pool, note_reentries

__all__ = ["lock_pool", "note_reentries"]
