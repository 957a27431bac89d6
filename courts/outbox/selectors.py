"""What waits in the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from courts.outbox.models import OutboxMessage


def undelivered(court_ids: Iterable[int]) -> QuerySet[OutboxMessage]:
    """Messages of courts that no receiver has yet, the oldest first."""
    found = OutboxMessage.objects.filter(court_id__in=list(court_ids), delivered_at=None)
    return found.select_related("court").order_by("next_try_at", "pk")


def overdue(court_ids: Iterable[int], at: datetime) -> bool:
    """Whether a message is due that nobody has tried: no worker is taking work."""
    return undelivered(court_ids).filter(next_try_at__lt=at, attempts=0).exists()
