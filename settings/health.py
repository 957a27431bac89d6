"""Whether the system serves: ``/healthz`` for people who wait for it, ``/readyz`` for a load balancer."""

from __future__ import annotations

from django.apps import apps
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from settings.celery import app as celery_app


def _database() -> str:
    """ "ok", or what is wanting: the database itself, its migrations, its first data (the courts)."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "not migrated"
        court = apps.get_model("courts", "Court")
        return "ok" if court._default_manager.exists() else "no data"
    except Error:
        return "away"


def _broker() -> str:
    try:
        with celery_app.connection_for_write() as session:
            session.ensure_connection(max_retries=0, timeout=1)
    except (OperationalError, OSError):
        return "away"
    return "ok"


def _answer(parts: dict[str, str]) -> JsonResponse:
    good = all(state == "ok" for state in parts.values())
    return JsonResponse({"status": "ok" if good else "not ready", **parts}, status=200 if good else 503)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 once the server, its database and its first data are ready."""
    return _answer({"database": _database()})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when this process should be sent requests: the database as above, and the broker answers."""
    return _answer({"database": _database(), "broker": _broker()})
