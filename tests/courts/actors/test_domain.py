"""Who looks and who acts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from courts.actors.domain import COURT_TIME, Actor, Right, Viewer


@pytest.mark.parametrize(
    ("at", "business_day"),
    [
        (datetime(2026, 3, 9, 15, 59, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 3, 9, 16, 0, tzinfo=UTC), date(2026, 3, 10)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 3, 10, 0, 0, tzinfo=COURT_TIME), date(2026, 3, 10)),
    ],
)
def test_the_business_day_is_that_of_the_court(at: datetime, business_day: date) -> None:
    """The day turns at midnight in Shanghai, which is 16:00 UTC."""
    assert Actor(at=at, label="x").today == business_day


def test_rights_hold_for_their_court_alone() -> None:
    viewer = Viewer(uuid4(), court_rights=frozenset({(1, Right.FILE), (2, Right.ACCEPT), (3, Right.FILE)}))
    assert viewer.may(Right.FILE, 1) and not viewer.may(Right.FILE, 2) and not viewer.may(Right.ACCEPT, 1)
    assert viewer.may_anywhere(Right.ACCEPT) and not viewer.may_anywhere(Right.DRAW)
    assert viewer.courts_with(Right.FILE) == {1, 3}


def test_nobody_may_nothing() -> None:
    nobody = Viewer(None)
    assert not any(nobody.may_anywhere(right) for right in Right)
    assert nobody.read_courts == nobody.read_divisions == nobody.roles == nobody.scopes == frozenset()


def test_an_actor_without_a_viewer_has_no_rights() -> None:
    assert not Actor(at=datetime(2026, 3, 10, tzinfo=UTC), label="x").viewer.may_anywhere(Right.FILE)
