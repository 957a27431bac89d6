"""Messages of the outbox: with the act that caused them, delivered at least once, never lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from courts.actors.domain import Actor
from courts.outbox import registry, services
from courts.outbox.models import OutboxMessage
from courts.outbox.services import deliver, post, sweep
from courts.places.models import Court
from courts.places.services import ensure_court
from courts.trail.models import TrailEvent
from courts.trail.services import record, recorded
from tests.builders import instant, machine
from tests.kit.threads import at_once

AT = instant()
MINUTE = timedelta(minutes=1)


class Received(list[tuple[dict[str, Any], datetime]]):
    """A receiver that keeps what it gets; ``failing`` makes it fail after having taken it."""

    failing: str = ""
    __eq__ = object.__eq__
    __hash__ = object.__hash__  # type: ignore[assignment]

    def __call__(self, body: dict[str, Any], at: datetime) -> None:
        self.append((body, at))
        if self.failing:
            raise ConnectionError(self.failing)


@pytest.fixture(autouse=True)
def own_receivers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No receiver but those of the test, and nobody who starts messages off by himself."""
    monkeypatch.setattr(registry, "_RECEIVERS", type(registry._RECEIVERS)(list))
    monkeypatch.setattr(services, "_hand_over", [])


@pytest.fixture
def received() -> Received:
    kept = Received()
    registry.receive("told", kept)
    return kept


@pytest.fixture
def court(db: None) -> Court:
    return ensure_court(number_code="吉0621", actor=machine()).court


def message(court: Court, **body: Any) -> OutboxMessage:
    return post("told", body, court_id=court.pk, at=AT)


def state(sent: OutboxMessage) -> OutboxMessage:
    sent.refresh_from_db()
    return sent


def test_a_message_is_delivered_once(court: Court, received: Received) -> None:
    sent = message(court, on=AT.date(), n=1)
    later = AT + MINUTE
    assert deliver(sent.pk, at=later) is True
    assert list(received) == [({"on": "2026-03-10", "n": 1}, later)]
    assert (state(sent).delivered_at, sent.attempts, sent.last_error) == (later, 1, "")
    assert deliver(sent.pk, at=later) is False
    assert sweep(at=later + timedelta(days=1)) == 0
    assert len(received) == 1


def test_every_receiver_of_the_topic_gets_it_and_no_other(court: Court, received: Received) -> None:
    second, other = Received(), Received()
    registry.receive("told", second)
    registry.receive("told", second)
    registry.receive("something else", other)
    deliver(message(court).pk, at=AT)
    assert (len(received), len(second), len(other)) == (1, 1, 0)


def test_a_message_nobody_wants_is_done(court: Court) -> None:
    sent = post("unknown", {}, court_id=court.pk, at=AT)
    assert deliver(sent.pk, at=AT) is True


def test_a_message_that_is_not_there_is_left_alone(court: Court) -> None:
    assert deliver(10**9, at=AT) is False


def test_a_rollback_takes_the_message_along(court: Court) -> None:
    with pytest.raises(LookupError), transaction.atomic():
        message(court)
        raise LookupError
    assert not OutboxMessage.objects.exists()


def test_a_receiver_that_fails_is_tried_again_later_and_later(court: Court, received: Received) -> None:
    """The wait doubles from a minute to six hours and stays there: attempts so far -> minutes."""
    received.failing = "目标系统不可达"
    sent = message(court)
    for attempts, minutes in {0: 1, 1: 2, 2: 4, 8: 256, 9: 360, 500: 360}.items():
        OutboxMessage.objects.filter(pk=sent.pk).update(attempts=attempts)
        assert deliver(sent.pk, at=AT) is False
        assert (state(sent).attempts, sent.delivered_at) == (attempts + 1, None)
        assert sent.next_try_at - AT == minutes * MINUTE
        assert sent.last_error == "ConnectionError: 目标系统不可达"
    assert sweep(at=AT + 359 * MINUTE) == 0
    received.failing = ""
    assert sweep(at=AT + 360 * MINUTE) == 1
    assert (state(sent).attempts, sent.last_error) == (502, "")


def test_what_a_failing_receiver_wrote_is_undone(court: Court) -> None:
    """The others keep theirs; they run again with the next try and must not mind."""
    first, failing = Received(), "x"

    def writes_and_fails(body: dict[str, Any], at: datetime) -> None:
        with recorded():
            actor = Actor(at=at, label="system")
            record("warned", court_id=court.pk, actor=actor, noun="x", object_id="outbox-test")
        if failing:
            raise ValueError(failing)

    registry.receive("told", first)
    registry.receive("told", writes_and_fails)
    sent = message(court)
    assert deliver(sent.pk, at=AT) is False
    assert not TrailEvent.objects.filter(object_id="outbox-test").exists()
    failing = ""
    assert deliver(sent.pk, at=state(sent).next_try_at) is True
    assert TrailEvent.objects.filter(object_id="outbox-test").count() == 1
    assert len(first) == 2


def test_the_sweep_takes_what_is_due_the_oldest_first(court: Court, received: Received) -> None:
    for n in range(3):
        post("told", {"n": n}, court_id=court.pk, at=AT - n * MINUTE)
    late = post("told", {"n": "late"}, court_id=court.pk, at=AT + 10 * MINUTE)
    assert sweep(at=AT) == 2, "the freshest is left to the queue for a minute"
    assert sweep(at=AT + MINUTE) == 1
    assert [body["n"] for body, _ in received] == [2, 1, 0]
    assert state(late).delivered_at is None


def test_the_sweep_goes_on_after_a_failure_and_keeps_to_its_limit(court: Court, received: Received) -> None:
    failing = Received()
    failing.failing = "x"
    registry.receive("bad", failing)
    post("bad", {}, court_id=court.pk, at=AT - 9 * MINUTE)
    for n in range(5):
        post("told", {"n": n}, court_id=court.pk, at=AT - 5 * MINUTE)
    assert sweep(at=AT, limit=3) == 2
    assert sweep(at=AT) == 3
    assert (len(received), len(failing)) == (5, 1)


def test_a_message_starts_off_after_the_commit(
    transactional_db: None, court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    services.hand_over_with(started.append)
    with transaction.atomic():
        sent = message(court)
        assert not started
    assert started == [sent.pk]


def test_a_start_that_fails_fails_nothing_else(
    transactional_db: None, court: Court, received: Received
) -> None:
    def broken(message_id: int) -> None:
        raise ConnectionRefusedError

    services.hand_over_with(broken)
    with recorded():
        sent = message(court)
    assert state(sent).delivered_at is None
    assert sweep(at=AT + MINUTE) == 1 and len(received) == 1


@pytest.fixture
def slow(received: Received) -> Iterator[threading.Event]:
    """A receiver that stays in its work until it is let go."""
    let_go = threading.Event()

    def work(body: dict[str, Any], at: datetime) -> None:
        let_go.wait(10)

    registry.receive("told", work)
    yield let_go
    let_go.set()


def test_two_deliverers_do_not_deliver_the_same(
    transactional_db: None, court: Court, received: Received, slow: threading.Event
) -> None:
    """The second finds the message held and leaves it alone at once, without waiting."""
    sent = message(court)

    def second() -> tuple[bool, int, float]:
        while not received:
            time.sleep(0.005)
        begun = time.monotonic()
        answers = deliver(sent.pk, at=AT), sweep(at=AT + MINUTE)
        took = time.monotonic() - begun
        slow.set()
        return (*answers, took)

    first, (delivered, swept, took) = at_once([lambda: deliver(sent.pk, at=AT), second])
    assert (first, delivered, swept) == (True, False, 0)
    assert took < 2
    assert len(received) == 1


def test_many_sweepers_share_the_work(transactional_db: None, court: Court, received: Received) -> None:
    for n in range(40):
        post("told", {"n": n}, court_id=court.pk, at=AT - MINUTE)
    counts = at_once([lambda: sweep(at=AT)] * 4)
    assert sum(counts) == 40
    assert sorted(body["n"] for body, _ in received) == list(range(40))
