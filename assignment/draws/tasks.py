"""Draws that were left are finished on the queue."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from assignment.draws import services
from courts.actors.domain import Actor


@shared_task(name="assignment.draws.sweep", ignore_result=True)
def sweep() -> int:
    return services.sweep_draws(actor=Actor(at=timezone.now(), label="系统"))
