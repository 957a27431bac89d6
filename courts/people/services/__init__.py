"""Entering people, their posts, their place in the quota and delegations: dated, and kept on the trail."""

from __future__ import annotations

from courts.people.services.delegating import delegate, revoke_delegation
from courts.people.services.entering import (
    Entered,
    command_actor,
    correct_person,
    create_person,
    disable_person,
    enable_person,
    enter_person,
)
from courts.people.services.posts import appoint, end_post, withdraw_post
from courts.people.services.quota import admit_to_quota, leave_quota

__all__ = [
    "Entered",
    "admit_to_quota",
    "appoint",
    "command_actor",
    "correct_person",
    "create_person",
    "delegate",
    "disable_person",
    "enable_person",
    "end_post",
    "enter_person",
    "leave_quota",
    "revoke_delegation",
    "withdraw_post",
]
