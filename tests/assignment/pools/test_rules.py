"""Why a judge may be left out of a draw, and the numbers the law leaves to the court."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin

from assignment.models import Absence, Pool
from assignment.pools.selectors import exclusion_reasons, setting


@pytest.mark.parametrize(
    ("code", "needs_approver"),
    [
        ("LEAVE", True),
        ("LONG_LEAVE", True),
        ("SECONDED", True),
        ("SUSPENDED", True),
        ("NOT_QUOTA", False),
        ("CONFLICT", False),
        ("FORMER_PANEL", False),
        ("CEILING", False),
        ("SHARE_ZERO", False),
        ("LEADER", False),
        ("SPECIALTY", True),
    ],
)
def test_a_reason_decided_by_a_person_names_that_person(code: str, needs_approver: bool) -> None:
    rule = exclusion_reasons().latest(code)
    assert rule.needs_approver is needs_approver
    assert rule.article


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("NONCE_WINDOW", 30),
        ("CHAIN_LENGTH", 20_000),
    ],
)
def test_the_numbers_of_the_protocol(code: str, value: int) -> None:
    assert setting(code) == value


@pytest.mark.parametrize("model", [Pool, Absence])
def test_the_admin_only_shows_who_may_be_drawn(model: Any) -> None:
    """A change there would have no reason, stand on no trail and raise no alert before a draw."""
    shown = admin.site._registry[model]
    parts = [shown, *(inline(model, admin.site) for inline in shown.inlines)]
    for part in parts:
        acts = (part.has_add_permission, part.has_change_permission, part.has_delete_permission)
        assert not any(act(None) for act in acts)
