"""The Celery application. Its settings are the CELERY_… names of the Django settings."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init

from settings.services import bring_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.dev")

app = Celery("court")
app.config_from_object("django.conf:settings", namespace="CELERY")


@celeryd_init.connect
def prepare_worker(conf: Any, **_signal: Any) -> None:
    """A worker holds the embedded servers like any other process, and waits longer for the broker.

    Who publishes in a request gives up after a second (the outbox has it); a worker has time.
    """
    bring_up()
    conf.broker_transport_options = {**conf.broker_transport_options, "socket_timeout": 15}
