"""Recomputations on the queue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from celery import shared_task
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from cases.recomputations import services

BATCHES = 100
"""A task ends after so many, well within its time limit."""


@shared_task(
    name="cases.recomputations.go_on",
    ignore_result=True,
    autoretry_for=(OperationalError, InterfaceError),
    max_retries=5,
    retry_backoff=30,
)
def go_on(recomputation_id: str) -> bool:
    """Work for a while; what is left is a task of its own. Returns whether something is."""
    left = services.go_on(recomputation_id, at=timezone.now(), batches=BATCHES)
    if left:
        go_on.apply_async((recomputation_id,))
    return left


def start(body: dict[str, Any], at: datetime) -> None:
    """Receiver of what was asked for: the task is put on the queue, the message is then delivered."""
    go_on.apply_async((body["recomputation"],), retry=False)
