"""Making courts and keeping their divisions."""

from __future__ import annotations

from courts.places.services.courts import EnsuredCourt, court_rows, ensure_court, seed_courts
from courts.places.services.divisions import (
    add_division,
    close_division,
    confirm_name,
    move_division,
    rename_division,
)

__all__ = [
    "EnsuredCourt",
    "add_division",
    "close_division",
    "confirm_name",
    "court_rows",
    "ensure_court",
    "move_division",
    "rename_division",
    "seed_courts",
]
