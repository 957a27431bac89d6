"""Why a judge may be left out of a draw, and the numbers the law leaves to the court."""

from __future__ import annotations

import pytest

from assignment.pools.selectors import exclusion_reasons, setting


@pytest.mark.parametrize(
    ("code", "needs_approver"),
    [
        ("LEAVE", True),
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


def test_the_tables_of_this_file_are_whole() -> None:
    assert len(exclusion_reasons()) == 9
