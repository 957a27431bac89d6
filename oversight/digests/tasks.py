"""The digest on the queue; beat sends it at 07:30 in the court's time."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from oversight.digests import services


@shared_task(name="oversight.digests.post", ignore_result=True)
def post_digests() -> int:
    now = timezone.now()
    return services.post_digests(day=timezone.localdate(now), at=now)
