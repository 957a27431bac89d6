"""Reading conflicts of a case and what they rest on."""

from __future__ import annotations

from assignment.conflicts.selectors.finding import (
    against_handler,
    answers_of,
    barred_for,
    barring_cases,
    cases_to_ask,
    chain_of,
    flags_of_pool,
    hits_for,
    open_flags,
    returned,
)
from assignment.conflicts.selectors.lists import (
    agent_parts,
    agent_warning,
    agents_of,
    answers_said,
    declared_by,
    former_of,
    get_entry,
    get_former,
    involved_in,
    own_or_kept,
    relations,
    relatives_in,
    words,
)

__all__ = [
    "against_handler",
    "agent_parts",
    "agent_warning",
    "agents_of",
    "answers_of",
    "answers_said",
    "barred_for",
    "barring_cases",
    "cases_to_ask",
    "chain_of",
    "declared_by",
    "flags_of_pool",
    "former_of",
    "get_entry",
    "get_former",
    "hits_for",
    "involved_in",
    "open_flags",
    "own_or_kept",
    "relations",
    "relatives_in",
    "returned",
    "words",
]
