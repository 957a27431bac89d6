"""Marking days as behind, and making their roll-ups anew."""

from __future__ import annotations

from oversight.rollups.services.marking import mark_case, mark_cases
from oversight.rollups.services.refreshing import rebuild, refresh, refresh_nightly

__all__ = ["mark_case", "mark_cases", "rebuild", "refresh", "refresh_nightly"]
