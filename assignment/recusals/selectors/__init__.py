"""Reading recusals: the rules, what stops meanwhile, who sees and decides."""

from assignment.recusals.selectors.reading import (
    acts_now,
    barred_from,
    decides,
    get_visible,
    holding,
    listed,
    may_enter,
    recusals_of,
    to_tell,
    urgent_on,
    visible,
    waiting_for,
    waiting_of,
)
from assignment.recusals.selectors.rules import (
    day_by,
    decider_rules,
    ground_rules,
    grounds,
    part_of,
    rule_for,
    terms,
)

__all__ = [
    "acts_now",
    "barred_from",
    "day_by",
    "decider_rules",
    "decides",
    "get_visible",
    "ground_rules",
    "grounds",
    "holding",
    "listed",
    "may_enter",
    "part_of",
    "recusals_of",
    "rule_for",
    "terms",
    "to_tell",
    "urgent_on",
    "visible",
    "waiting_for",
    "waiting_of",
]
