"""Reading what belongs together: the stored hints, and the search before a draw."""

from __future__ import annotations

from cases.relations.selectors.hints import hints_of, link_kinds
from cases.relations.selectors.searching import Hit, search

__all__ = ["Hit", "hints_of", "link_kinds", "search"]
