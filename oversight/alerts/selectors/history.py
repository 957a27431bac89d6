"""The history of one alert, and the weekly dispatch list (周调度)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from courts.actors.domain import Right, Viewer
from courts.trail.selectors import case_trail
from oversight.alerts.models import Alert, Escalation
from oversight.alerts.selectors.reading import columns, leading, shaped, visible

MOST = 500
"""Rows of one dispatch list; a court with more has to choose a division."""


def history_of(alert: Alert) -> list[dict[str, Any]]:
    """What happened to an alert, oldest first, as the trail keeps it: at, actor, verb, data."""
    mine = str(alert.pk)
    return [
        event
        for event in case_trail(alert.case_id)
        if event["noun"] == "alert" and event["object_id"] == mine
    ]


def escalations_of(alert: Alert) -> list[Escalation]:
    """The posts an alert was laid before, in the order in which it was."""
    found = alert.escalations.select_related("division").order_by("escalated_on", "step", "role")
    return list(found)


@dataclass(frozen=True)
class Week:
    """The days of a dispatch list, Monday to Sunday, with the number the calendar gives the week."""

    number: int
    monday: date
    sunday: date


def week_of(day: date) -> Week:
    monday = day - timedelta(days=day.weekday())
    return Week(day.isocalendar().week, monday, monday + timedelta(days=6))


def to_dispatch(user: Viewer, wanted: dict[str, Any]) -> QuerySet[Alert]:
    """The leading alerts, not closed, of the courts and divisions a viewer watches over.

    ``wanted``: ``division`` (id), ``levels`` (codes; empty means all).
    """
    found = leading(visible(user)).filter(court_id__in=user.courts_with(Right.ACKNOWLEDGE))
    found = found.exclude(status=Alert.Status.CLOSED.value)
    if wanted.get("division"):
        found = found.filter(case__handling__division_id=wanted["division"])
    if wanted.get("levels"):
        found = found.filter(level__in=wanted["levels"])
    return found


def dispatch_rows(found: QuerySet[Alert]) -> list[dict[str, Any]]:
    """The rows in institutional order of the divisions, then by the end of the limit; at most ``MOST``.

    Each carries ``escalations``, the posts it lies before now.
    """
    order = (
        F("court__code").asc(),
        F("case__handling__division__order").asc(nulls_first=True),
        F("case__handling__division__name").asc(nulls_first=True),
        F("due_on").asc(),
        F("pk").asc(),
    )
    listed = [shaped(row) for row in columns(found.order_by(*order)[:MOST])]
    waits = Escalation.objects.filter(ended_at=None).order_by("step", "role")
    alerts = Alert.objects.filter(pk__in=[row["id"] for row in listed])
    above = {
        alert.pk: list(alert.escalations.all())
        for alert in alerts.prefetch_related(Prefetch("escalations", waits))
    }
    for row in listed:
        row["escalations"] = above.get(row["id"], [])
    return listed
