"""Finding cases by words and numbers."""

from __future__ import annotations

from cases.search.selectors.finding import Hits, hits, matching
from cases.search.selectors.reading import Query, party_query, read_number, read_query
from cases.search.selectors.scope import Scope, scope_of
from cases.search.selectors.suggesting import Suggestion, suggestions

__all__ = [
    "Hits",
    "Query",
    "Scope",
    "Suggestion",
    "hits",
    "matching",
    "party_query",
    "read_number",
    "read_query",
    "scope_of",
    "suggestions",
]
