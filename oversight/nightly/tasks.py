"""The night on the queue; beat sends it at 00:30 in the court's time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from celery import shared_task
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.dateparse import parse_date

from oversight.nightly import services


@shared_task(
    name="oversight.nightly.run",
    ignore_result=True,
    autoretry_for=(OperationalError, InterfaceError),
    max_retries=5,
    retry_backoff=30,
)
def run(business_date: str | None = None) -> int:
    """Run the nights due up to the date (today when none is given). Returns how many were run."""
    now = timezone.now()
    day = parse_date(business_date) if business_date else timezone.localdate(now)
    if day is None:
        raise ValueError(f"not a date: {business_date}")
    return len(services.run(business_date=day, at=now).done)


@shared_task(
    name="oversight.nightly.check",
    ignore_result=True,
    autoretry_for=(OperationalError, InterfaceError),
    max_retries=5,
    retry_backoff=300,
)
def check() -> int:
    """Check all alerts against all clocks. Returns how many the nights had missed or not closed."""
    found = services.check(at=timezone.now())
    return sum(found.found.values()) + found.closed if found else 0


def start(body: dict[str, Any], at: datetime) -> None:
    """Receiver of nights asked for by hand: the task is put on the queue, the message is then delivered."""
    run.apply_async((body["business_date"],), retry=False)
