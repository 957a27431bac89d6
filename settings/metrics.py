"""``/metrics`` for Prometheus: how the processes do, and how the court's own work stands.

Closed unless METRICS_TOKEN is set; then it answers whoever bears that token
(``Authorization: Bearer …``) and nobody else. Figures of the work are read from the
database when asked, so they are the same from whichever process answers.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from hmac import compare_digest
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Count, Min, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from settings.celery import app as celery_app


class CourtFigures(Collector):
    """The work itself, read at ``now``: what waits, what is late, how far the trail has come."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._outbox()
        yield from self._nightly()
        yield self._counted("court_alerts_open", "Alerts not closed, by level", "level", self._open_alerts())
        yield self._counted(
            "court_draws_unfinished", "Draws locked and not revealed", "status", self._draws()
        )
        yield self._trail()
        yield self._queue()

    def _outbox(self) -> Iterator[GaugeMetricFamily]:
        waiting = _rows("courts", "OutboxMessage").filter(delivered_at=None)
        found = waiting.aggregate(count=Count("pk"), oldest=Min("posted_at"))
        yield GaugeMetricFamily(
            "court_outbox_waiting", "Messages not delivered yet", value=float(found["count"])
        )
        yield GaugeMetricFamily(
            "court_outbox_oldest_seconds",
            "Age of the oldest message not delivered",
            value=self._age(found["oldest"]),
        )

    def _nightly(self) -> Iterator[GaugeMetricFamily]:
        runs = _rows("oversight", "NightlyRun")
        last = runs.exclude(finished_at=None).order_by("-business_date").first()
        yield GaugeMetricFamily(
            "court_nightly_last_finished_seconds",
            "Time since the last nightly run finished; -1 when there was none",
            value=self._age(getattr(last, "finished_at", None), never=-1.0),
        )
        failed = runs.filter(finished_at=None).exclude(error="").count()
        yield GaugeMetricFamily("court_nightly_failed", "Nights that ended in an error", value=float(failed))

    def _open_alerts(self) -> QuerySet[Model]:
        return _rows("oversight", "Alert").exclude(status="closed")

    def _draws(self) -> QuerySet[Model]:
        return _rows("assignment", "Draw").filter(status__in=["committed", "nonce_fixed"])

    def _trail(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily("court_trail_seq", "Last number of a court's trail", labels=["court"])
        codes = dict(_rows("courts", "Court").values_list("pk", "code"))
        for court_id, seq in _rows("courts", "TrailHead").values_list("court_id", "seq").order_by("court_id"):
            family.add_metric([codes[court_id]], float(seq))
        return family

    def _queue(self) -> GaugeMetricFamily:
        """Tasks that no worker has taken; -1 when the broker does not answer."""
        name = settings.CELERY_TASK_DEFAULT_QUEUE
        try:
            with celery_app.connection_for_write() as connection:
                connection.ensure_connection(max_retries=0, timeout=1)
                channel: Any = connection.default_channel
                waiting = float(channel.client.llen(name))
        except (OperationalError, OSError):
            waiting = -1.0
        return GaugeMetricFamily("court_queue_waiting", "Tasks no worker has taken", value=waiting)

    def _counted(self, name: str, said: str, label: str, rows: QuerySet[Model]) -> GaugeMetricFamily:
        family = GaugeMetricFamily(name, said, labels=[label])
        for value, count in rows.order_by().values_list(label).annotate(Count("pk")).order_by(label):
            family.add_metric([str(value)], float(count))
        return family

    def _age(self, since: datetime | None, never: float = 0.0) -> float:
        return never if since is None else max(0.0, (self.now - since).total_seconds())


def _rows(app: str, model: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model(app, model)._default_manager.all()
    return rows


def _processes() -> CollectorRegistry:
    """This process's own counters, or with several web processes those of all of them."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


def _may_read(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return bool(token) and compare_digest(given.encode(), token.encode())


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format; 404 for everybody without the token."""
    if not _may_read(request):
        raise Http404
    work = CollectorRegistry()
    work.register(CourtFigures(timezone.now()))
    return HttpResponse(
        generate_latest(_processes()) + generate_latest(work), content_type=CONTENT_TYPE_LATEST
    )
