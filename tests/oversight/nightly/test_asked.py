"""A night asked for on the page is done by a real worker, whether the page stays open or not."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from courts.outbox.models import OutboxMessage
from oversight.nightly.domain import ASKED
from oversight.nightly.models import NightlyRun
from tests.builders import court_with_people, today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_asked_handed_over_and_done(
    celery_worker_process: subprocess.Popen[bytes], eventually: Callable[..., object]
) -> None:
    house = court_with_people(judges=1, types=("民初",))
    client = Client()
    client.force_login(house.administrator)
    asked = client.post("/office/jobs/", {"business_date": today().isoformat()})
    assert asked.status_code == 302
    eventually(lambda: NightlyRun.objects.filter(finished_at__isnull=False).exists(), 60)
    message = OutboxMessage.objects.get(topic=ASKED)
    assert message.delivered_at is not None and message.delivered_at <= timezone.now()
    run = NightlyRun.objects.get(business_date=today())
    assert len(run.steps) == run.steps_total and run.error == ""
    assert client.get("/office/jobs/nights/").status_code == 286
