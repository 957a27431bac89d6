"""The Celery application. Its settings are the CELERY_… names of the Django settings."""

from __future__ import annotations

import os
from typing import Any

import structlog
from celery import Celery
from celery.signals import before_task_publish, celeryd_init, task_postrun, task_prerun

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


@before_task_publish.connect
def send_request_id(headers: dict[str, Any], **_signal: Any) -> None:
    """The request that caused a task is named in the task's log lines too."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    if request_id:
        headers["request_id"] = request_id


@task_prerun.connect
def name_the_request(task_id: str, task: Any, **_signal: Any) -> None:
    structlog.contextvars.clear_contextvars()
    caused_by = getattr(task.request, "request_id", None) or task_id
    structlog.contextvars.bind_contextvars(request_id=caused_by, task=task.name)


@task_postrun.connect
def forget_the_request(**_signal: Any) -> None:
    structlog.contextvars.clear_contextvars()
