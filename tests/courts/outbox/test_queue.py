"""The outbox on the real queue: a worker delivers, and a queue that is away costs nothing but time."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from courts.outbox.models import OutboxMessage
from courts.outbox.services import post, sweep
from courts.places.models import Court
from courts.places.services import ensure_court
from courts.trail.models import TrailEvent
from courts.trail.services import recorded
from settings.celery import app
from tests.builders import accepted_case, court_with_people, filed_case, instant, machine

LONGEST = 5.0
"""Seconds a filing may take with the queue away; what is promised is about two."""


@pytest.fixture
def court(transactional_db: None) -> Court:
    return ensure_court(number_code="吉0621", actor=machine()).court


@pytest.fixture
def broker_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """``broker_at(url)``: this process's queue is at another address until the test ends."""

    def use(url: str) -> None:
        monkeypatch.setenv("CELERY_BROKER_URL", url)
        _forget_connections()

    yield use
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)
    _forget_connections()


def _forget_connections() -> None:
    app._after_fork()


def publish_timed(court: Court) -> tuple[OutboxMessage, float]:
    begun = time.monotonic()
    with recorded():
        message = post("nobody_receives_this", {"n": 1}, court_id=court.pk, at=timezone.now())
    return message, time.monotonic() - begun


def test_a_committed_message_waits_in_the_queue(court: Court, clean_broker: None) -> None:
    publish_timed(court)
    with app.connection_for_read() as session:
        assert session.default_channel.client.llen("court") == 1


def test_a_worker_delivers_what_was_committed_and_sweeps_what_was_not_handed_over(
    court: Court, celery_worker_process: Any, eventually: Callable[..., Any], broker_at: Callable[[str], None]
) -> None:
    """The queue is there; then it is away while a message is posted; it comes back, the sweep delivers."""
    handed_over, _ = publish_timed(court)
    eventually(lambda: state(handed_over).delivered_at)
    assert state(handed_over).attempts == 1

    broker_at("redis+socket:///nowhere/valkey.sock")
    with recorded():
        left = post("nobody", {}, court_id=court.pk, at=timezone.now() - timedelta(minutes=2))
    assert state(left).delivered_at is None
    broker_at(settings.CELERY_BROKER_URL)
    app.send_task("courts.outbox.sweep")
    eventually(lambda: state(left).delivered_at)


def state(message: OutboxMessage) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message.pk)


@pytest.fixture
def silent_server() -> Iterator[str]:
    """A server that takes the connection and never says a word: worse than none."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_with_nobody_at_the_address_posting_commits_at_once(
    court: Court, broker_at: Callable[[str], None], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    for url in (f"redis://127.0.0.1:{port}/0", f"redis+socket://{tmp_path}/gone.sock"):
        broker_at(url)
        message, took = publish_timed(court)
        assert OutboxMessage.objects.filter(pk=message.pk, delivered_at=None).exists()
        assert took < LONGEST, f"{url} {took:.1f} s"
    assert sweep(at=timezone.now() + timedelta(minutes=2)) >= 2


def test_with_a_silent_server_posting_commits_in_time(
    court: Court, broker_at: Callable[[str], None], silent_server: str
) -> None:
    broker_at(silent_server)
    message, took = publish_timed(court)
    assert OutboxMessage.objects.filter(pk=message.pk, delivered_at=None).exists()
    assert took < LONGEST, f"{took:.1f} s"


def test_a_case_is_filed_and_accepted_with_the_queue_away(
    transactional_db: None, broker_at: Callable[[str], None], tmp_path: Path
) -> None:
    house = court_with_people()
    broker_at(f"redis+socket://{tmp_path}/gone.sock")
    begun = time.monotonic()
    filed = filed_case(house)
    assert time.monotonic() - begun < LONGEST
    accepted = accepted_case(house)
    assert accepted.number
    waiting = OutboxMessage.objects.filter(court=house.court, delivered_at=None)
    assert sorted(waiting.values_list("topic", flat=True)) == ["case_filed", "case_filed"]
    assert TrailEvent.objects.filter(case_id=filed.pk, verb="case_filed").count() == 1
    assert sweep(at=instant() + timedelta(minutes=2)) == 2
    assert not waiting.exists()
