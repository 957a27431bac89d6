"""Two courts and a hand that writes on their trails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from courts.actors.domain import Actor
from courts.places.models import Court
from courts.places.services import ensure_court
from courts.trail.models import TrailEvent, TrailHead
from courts.trail.services import record, recorded
from tests.builders import instant, machine

ACTOR = Actor(at=instant(), label="赵敏", post="书记员", address="10.0.0.7")
Write = Callable[..., None]


def write(court_id: int, verb: str = "refused", actor: Actor = ACTOR, **data: Any) -> None:
    """One event in a transaction of its own (joined to a running one)."""
    with recorded():
        record(verb, court_id=court_id, actor=actor, noun="test", object_id="1", data=data)


def events(court_id: int) -> list[TrailEvent]:
    """The trail of a court from its first event."""
    return list(TrailEvent.objects.filter(court_id=court_id).select_related("payload").order_by("seq"))


def head(court_id: int) -> tuple[int, str]:
    return TrailHead.objects.values_list("seq", "hash").get(court_id=court_id)


def _quiet(number_code: str) -> Court:
    """A court with nothing on its trail yet: it was there before anybody wrote."""
    above = ensure_court(number_code="吉06", actor=machine()).court
    return Court.objects.create(
        code={"吉0621": "220621", "吉0622": "220622"}[number_code],
        number_code=number_code,
        name=number_code,
        level="basic",
        parent=above,
    )


@pytest.fixture
def court(db: None) -> Court:
    return _quiet("吉0621")


@pytest.fixture
def neighbour(court: Court) -> Court:
    return _quiet("吉0622")
