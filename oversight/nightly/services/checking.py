"""The weekly full check of the alerts: it must find nothing; what it finds it puts right and says loudly."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from time import perf_counter

import structlog
from django.utils.translation import gettext_noop

from courts.actors.domain import COURT_TIME, Actor, Role
from courts.people.selectors import holders
from courts.places.models import Court
from courts.trail.services import record, recorded
from oversight.alerts.services.closing import close_gone
from oversight.alerts.services.hiding import raise_hidden_alerts
from oversight.alerts.services.raising import raise_lasting_alerts, raise_limit_alerts
from oversight.alerts.services.sweeping import compare_alerts
from oversight.nightly.models import FullCheck
from oversight.nightly.selectors import last_finished
from oversight.nightly.services.running import alone
from oversight.notices.services import Note, tell

log = structlog.get_logger(__name__)
CHECKER = gettext_noop("全量核对")


def check(*, at: datetime) -> FullCheck | None:
    """Compare all alerts that should stand after the last finished night with those that do.

    None before the first night, and while another job is at work. What the nights had missed is
    raised and closed now, and said on the trail of each court, to the administrators and in the log.
    """
    with alone() as mine:
        until = last_finished()
        if not mine or until is None:
            return None
        began = perf_counter()
        compared = compare_alerts(until)
        missed = compared.missing
        if missed:
            _raise(until, at)
        actor = Actor(at=at, label=CHECKER)
        closed = close_gone(court_ids=None, today=until, actor=actor) if compared.causeless else 0
        found = {level: sum(courts.values()) for level, courts in missed.items()}
        took = round(1000 * (perf_counter() - began))
        row = FullCheck.objects.create(
            until=until, started_at=at, took_ms=took, clocks=compared.due, found=found, closed=closed
        )
        if missed or closed:
            _say(row, missed, actor)
    log.info("alerts_checked", until=until.isoformat(), found=found, closed=closed, ms=took)
    return row


def _raise(until: date, at: datetime) -> None:
    raise_limit_alerts(court_ids=None, after=None, until=until, at=at)
    raise_lasting_alerts(court_ids=None, after=None, until=until, at=at)
    raise_hidden_alerts(until=until, at=at)


def _say(row: FullCheck, missed: dict[str, Counter[int]], actor: Actor) -> None:
    """On the trail of every court concerned and to its administrators; of others to the highest court's."""
    log.error("alerts_missed", until=row.until.isoformat(), found=row.found, closed=row.closed)
    by_court: dict[int, dict[str, int]] = {}
    for level, courts in missed.items():
        for court_id, number in courts.items():
            by_court.setdefault(court_id, {})[level] = number
    if not by_court:
        top = Court.objects.filter(parent=None).order_by("code").values_list("pk", flat=True)
        by_court = {court_id: {} for court_id in top}
    day = actor.at.astimezone(COURT_TIME).date()
    notes = []
    with recorded():
        for court_id, levels in sorted(by_court.items()):
            data = {"business_date": row.until, "missed": sum(levels.values()), "closed": row.closed}
            record(
                "alerts_checked",
                court_id=court_id,
                actor=actor,
                noun="night",
                object_id=str(row.pk),
                data=data,
            )
            words = {"missed": data["missed"], "closed": row.closed}
            notes += [
                Note("alerts_missed", person, court_id, f"alerts_missed:{row.pk}", words=words)
                for person in holders(Role.ADMINISTRATOR, court_id, day).values_list("pk", flat=True)
            ]
        tell(notes, at=actor.at)
