"""The outbox: posted with the act that causes it, delivered after the commit, at least once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F

from courts.actors.domain import Actor, Right
from courts.outbox.models import OutboxMessage
from courts.outbox.registry import receivers
from courts.refusals.domain import NotVisible
from courts.trail.services import plain, record, recorded

log = structlog.get_logger(__name__)

FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=6)

_hand_over: list[Callable[[int], None]] = []


def hand_over_with(start: Callable[[int], None]) -> None:
    """Say how a fresh message is started off (the task queue registers itself here)."""
    _hand_over[:] = [start]


def post(topic: str, body: dict[str, Any], *, court_id: int, at: datetime) -> OutboxMessage:
    """Write a message in the running transaction; after the commit it is handed to the queue.

    When the queue cannot be reached the message simply waits: the sweep finds it
    from ``next_try_at`` on.
    """
    return post_all(topic, {court_id: body}, at=at)[0]


def post_all(topic: str, bodies: Mapping[int, dict[str, Any]], *, at: datetime) -> list[OutboxMessage]:
    """The same for several courts (court -> body) at once."""
    messages = OutboxMessage.objects.bulk_create(
        OutboxMessage(
            court_id=court_id, topic=topic, body=plain(body), posted_at=at, next_try_at=at + FIRST_RETRY
        )
        for court_id, body in bodies.items()
    )
    for message in messages:
        transaction.on_commit(partial(_start, message.pk), robust=True)
    return messages


def _start(message_id: int) -> None:
    for start in _hand_over:
        try:
            start(message_id)
        except Exception as error:
            log.warning("outbox_waits", message=message_id, reason=str(error))


def deliver(message_id: int, *, at: datetime) -> bool:
    """Run every receiver of one message. Returns whether it is delivered now.

    A message already delivered, or held by another worker, is left alone. A
    receiver that fails leaves the message for a later try, waiting longer each time.
    """
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(pk=message_id, delivered_at=None)
            .first()
        )
        if message is None:
            return False
        failure = _run_receivers(message, at)
        if failure is None:
            OutboxMessage.objects.filter(pk=message_id).update(
                delivered_at=at, attempts=F("attempts") + 1, last_error=""
            )
            return True
        wait = min(FIRST_RETRY * 2 ** min(message.attempts, 12), LAST_RETRY)
        OutboxMessage.objects.filter(pk=message_id).update(
            attempts=F("attempts") + 1, next_try_at=at + wait, last_error=failure[:2000]
        )
        return False


def _run_receivers(message: OutboxMessage, at: datetime) -> str | None:
    for receiver in receivers(message.topic):
        try:
            with transaction.atomic():
                receiver(message.body, at)
        except Exception as error:
            log.exception("outbox_receiver_failed", topic=message.topic, message=message.pk)
            return f"{type(error).__name__}: {error}"
    return None


def retry(*, message_id: int, actor: Actor) -> OutboxMessage:
    """Try a message that waits again, at once; its earlier tries stay counted.

    Raises NotVisible for a message of another court or one delivered meanwhile.
    """
    with recorded():
        message = OutboxMessage.objects.select_for_update().filter(pk=message_id, delivered_at=None).first()
        if message is None or not actor.viewer.may(Right.ADMINISTER, message.court_id):
            raise NotVisible(f"message {message_id}")
        message.next_try_at = actor.at
        message.save(update_fields=["next_try_at"])
        record(
            "outbox_retried",
            court_id=message.court_id,
            actor=actor,
            noun="outbox",
            object_id=message.pk,
            data={"topic": message.topic},
        )
        transaction.on_commit(lambda: _start(message.pk), robust=True)
    return message


def sweep(*, at: datetime, limit: int = 500) -> int:
    """Deliver what is due and was not delivered yet. Returns how many were delivered."""
    due = OutboxMessage.objects.filter(delivered_at=None, next_try_at__lte=at).order_by("next_try_at")
    return sum(deliver(pk, at=at) for pk in due.values_list("pk", flat=True)[:limit])
