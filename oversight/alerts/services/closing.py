"""Closing alerts whose cause is gone: the case is closed, its clock stands, or its line has moved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from cases.docket.models import Case
from courts.actors.domain import Actor
from courts.outbox.services import post
from courts.trail.services import record, recorded
from oversight.alerts.domain import AlertLevel
from oversight.alerts.models import Alert, Escalation
from oversight.alerts.selectors import levels


def close_alerts(case: Case, actor: Actor) -> None:
    """Close every alert of a case that was just closed; runs in the transaction of the closing."""
    _close(Alert.objects.filter(case=case).exclude(status=Alert.Status.CLOSED.value), "case_closed", actor)


def close_moved(case: Case, actor: Actor) -> None:
    """Close the alerts of a case whose changed clock has not reached their line any more."""
    for level in levels():
        _close(_gone(level, actor.today).filter(case=case), "clock_changed", actor)


def close_gone(*, court_ids: Collection[int] | None, today: date, actor: Actor) -> int:
    """The same for whole courts, one transaction a court and level: what a race or a raw change left open."""
    closed = 0
    for level in levels():
        gone = _gone(level, today)
        if court_ids is not None:
            gone = gone.filter(court_id__in=court_ids)
        for court_id in gone.order_by("court_id").values_list("court_id", flat=True).distinct():
            with recorded():
                closed += _close(_gone(level, today).filter(court_id=court_id), "clock_changed", actor)
    return closed


def _close(alerts: QuerySet[Alert], reason: str, actor: Actor) -> int:
    found = list(alerts.select_for_update(of=("self",)).order_by("pk"))
    Alert.objects.filter(pk__in=[alert.pk for alert in found]).update(
        status=Alert.Status.CLOSED.value, closed_at=actor.at
    )
    for alert in found:
        record(
            "alert_closed",
            court_id=alert.court_id,
            actor=actor,
            noun="alert",
            object_id=alert.pk,
            case_id=alert.case_id,
            data={"kind": alert.kind, "level": alert.level, "reason": reason},
        )
    if found:
        Escalation.objects.filter(alert__in=found, ended_at=None).update(ended_at=actor.at)
        body = {"alerts": [alert.pk for alert in found], "by": actor.person_id}
        post("alerts_closed", body, court_id=found[0].court_id, at=actor.at)
    return len(found)


def _gone(level: AlertLevel, today: date) -> QuerySet[Alert]:
    line = f"case__clock__{level.line.value}"
    moved = (
        Q(case__clock__watched=False)
        | Q(case__clock__stopped_since__isnull=False)
        | Q(**{f"{line}__isnull": True})
        | Q(**{f"{line}__gt": today})
    )
    found = Alert.objects.filter(moved, kind=Alert.Kind.LIMIT.value, level=level.code)
    return found.exclude(status=Alert.Status.CLOSED.value)
