"""Outbox delivery on the queue."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from courts.outbox import services


@shared_task(name="courts.outbox.deliver", ignore_result=True)
def deliver(message_id: int) -> bool:
    return services.deliver(message_id, at=timezone.now())


@shared_task(name="courts.outbox.sweep", ignore_result=True)
def sweep() -> int:
    return services.sweep(at=timezone.now())


def start(message_id: int) -> None:
    """Hand a message to the queue without waiting for a queue that is down."""
    deliver.apply_async((message_id,), retry=False)
