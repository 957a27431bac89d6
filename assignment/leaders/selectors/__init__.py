"""Reading the caseload of leaders."""

from assignment.leaders.selectors.counting import Standing, nominal, standings
from assignment.leaders.selectors.reading import (
    courts_shown,
    prompt_month,
    prompts_for,
    proposal,
    proposals_of,
    watches,
)
from assignment.leaders.selectors.rules import (
    ORDER,
    Leader,
    is_simple,
    leader_ids,
    leaders_of,
    leave_leaders_out,
    own_acts,
    simple_kinds,
    target_of,
    targets,
)

__all__ = [
    "ORDER",
    "Leader",
    "Standing",
    "courts_shown",
    "is_simple",
    "leader_ids",
    "leaders_of",
    "leave_leaders_out",
    "nominal",
    "own_acts",
    "prompt_month",
    "prompts_for",
    "proposal",
    "proposals_of",
    "simple_kinds",
    "standings",
    "target_of",
    "targets",
    "watches",
]
