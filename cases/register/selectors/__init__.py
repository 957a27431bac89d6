"""Finding cases, building the rows of a list, and the views people saved of it."""

from __future__ import annotations

from cases.register.selectors.facets import Count, concerned_courts, counted, types_in_use
from cases.register.selectors.lists import (
    BEST,
    BY_DUE,
    BY_FILING,
    LATEST,
    Page,
    find,
    listed,
    rows,
    with_parties,
)
from cases.register.selectors.saved import built_in_views, get_saved, saved_views

__all__ = [
    "BEST",
    "BY_DUE",
    "BY_FILING",
    "LATEST",
    "Count",
    "Page",
    "built_in_views",
    "concerned_courts",
    "counted",
    "find",
    "get_saved",
    "listed",
    "rows",
    "saved_views",
    "types_in_use",
    "with_parties",
]
