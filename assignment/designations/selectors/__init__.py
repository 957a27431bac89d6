"""Reading designations: their grounds, who may be given a case, the ledger."""

from __future__ import annotations

from assignment.designations.selectors.eligibility import lawful_judge, leading_posts, obstacles, why_not
from assignment.designations.selectors.grounds import (
    approver_of,
    check_ground,
    ground_in_force,
    grounds,
    states,
)
from assignment.designations.selectors.reading import (
    deciders,
    get_visible,
    is_masked,
    may_decide,
    may_withdraw,
    of_case,
    own_courts,
    readable,
    reads_case,
    visible,
    waiting_for,
    waiting_of,
)

__all__ = [
    "approver_of",
    "check_ground",
    "deciders",
    "get_visible",
    "ground_in_force",
    "grounds",
    "is_masked",
    "lawful_judge",
    "leading_posts",
    "may_decide",
    "may_withdraw",
    "obstacles",
    "of_case",
    "own_courts",
    "readable",
    "reads_case",
    "states",
    "visible",
    "waiting_for",
    "waiting_of",
    "why_not",
]
