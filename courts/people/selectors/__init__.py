"""Reading people: who somebody is on a day, and what that lets them see and do."""

from __future__ import annotations

from courts.people.selectors.acting import acts_only_for, entitled
from courts.people.selectors.office import delegates, latest_courts, people_of
from courts.people.selectors.standing import (
    Standing,
    delegations_to,
    holders,
    home_court,
    in_force,
    members,
    own_rights,
    posts_of,
    quota_judge_ids,
    right_rules,
    roles,
    standing_of,
    viewer_of,
)

__all__ = [
    "Standing",
    "acts_only_for",
    "delegates",
    "delegations_to",
    "entitled",
    "holders",
    "home_court",
    "in_force",
    "latest_courts",
    "members",
    "own_rights",
    "people_of",
    "posts_of",
    "quota_judge_ids",
    "right_rules",
    "roles",
    "standing_of",
    "viewer_of",
]
