"""Reading alerts: whoever may know of a case may know of its alerts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models import Case as Choice

from cases.docket.selectors import near
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Role, Viewer
from courts.refusals.domain import NotVisible
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load
from oversight.alerts.domain import AlertLevel, EscalationStep, Kind, Reason, StopSign
from oversight.alerts.models import Alert

NOUN = "oversight/alerts"


def levels(kind: Kind | None = None) -> list[AlertLevel]:
    """Levels of alerts (of one kind), the most urgent first."""
    found = sorted(load(NOUN, "levels", AlertLevel), key=lambda level: level.order)
    return found if kind is None else [level for level in found if level.kind is kind]


def stop_signs() -> list[StopSign]:
    """What speaks against a clock that still stands, the plainest first."""
    return sorted(load(NOUN, "stop_signs", StopSign), key=lambda sign: sign.order)


def reasons() -> RuleTable[Reason]:
    """What a handler may give as the reason for a case's state."""
    return load(NOUN, "reasons", Reason)


def escalation_steps() -> list[EscalationStep]:
    """The ways of an alert that nobody answers, later steps first: one night takes one step of an alert."""
    return sorted(load(NOUN, "escalation", EscalationStep), key=lambda rule: (-rule.step, rule.code))


class _OneOf(Func):
    """``column = ANY(ARRAY(query))``: the query is run once and its keys are looked up by the index.

    ``column IN (query)`` leaves that to what the planner believes of tables it may never have analysed.
    """

    arg_joiner = " = ANY("
    template = "%(expressions)s)"
    output_field = BooleanField()


def one_of(column: str, query: QuerySet[Any, Any]) -> Q:
    """Rows whose ``column`` is among the keys that a query finds."""
    return Q(_OneOf(column, ArraySubquery(query)))


def visible(user: Viewer) -> QuerySet[Alert]:
    """The alerts of the cases a viewer may know of: gathered by indexes first, then each looked at."""
    gathered = Q(court_id__in=user.read_courts)
    if user.person_id is not None:
        gathered |= one_of("case_id", near(user))
    return Alert.objects.filter(gathered, case__in=visible_cases(user).values("pk"))


def get_visible(user: Viewer, alert_id: UUID | str) -> Alert:
    """One visible alert with its case. Raises NotVisible (404) otherwise.

    The alert first, then its case: two reads by key, whatever the planner knows of the tables.
    """
    try:
        wanted = UUID(str(alert_id))
    except ValueError:
        raise NotVisible(str(alert_id)) from None
    found = Alert.objects.select_related("court", "case__handling__handler").filter(pk=wanted).first()
    if found is None or not visible_cases(user).filter(pk=found.case_id).exists():
        raise NotVisible(str(alert_id))
    return found


def leading(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """Only the most urgent alert of each case: one over its limit is on no list of those near it.

    An alert stands back while a more urgent one of its case is open or acknowledged.
    """
    rank = Choice(
        *(When(level=row.code, then=Value(row.order)) for row in levels()), output_field=IntegerField()
    )
    more_urgent = (
        Alert.objects.annotate(rank=rank)
        .filter(case=OuterRef("case"), kind=OuterRef("kind"), rank__lt=OuterRef("rank"))
        .exclude(status=Alert.Status.CLOSED.value)
    )
    return alerts.annotate(rank=rank).filter(~Exists(more_urgent))


def concerned(user: Viewer) -> bool:
    """Whether alerts are any business of this viewer: who reads cases, or has some to handle."""
    return bool(user.read_courts or user.read_divisions or Role.JUDGE in user.roles)


def unanswered(today: date) -> Q:
    """Alerts that wait for an answer: not acknowledged, or the day planned then has passed."""
    passed = Q(status=Alert.Status.ACKNOWLEDGED.value, planned_on__lt=today)
    return Q(status=Alert.Status.OPEN.value) | passed


LOOKUPS = {
    "court": "court__code",
    "case": "case_id",
    "kind": "kind",
    "level": "level",
    "status": "status",
    "division": "case__handling__division_id",
    "handler": "case__handling__handler_id",
    "handler_name": "case__handling__handler__name__contains",
    "raised_from": "raised_on__gte",
    "raised_to": "raised_on__lte",
    "plan_before": "planned_on__lt",
}


def narrowed(alerts: QuerySet[Alert], wanted: Mapping[str, Any]) -> QuerySet[Alert]:
    """Apply the filters of a list; empty ones say nothing.

    Court code, case and handler ids, division id, kind, level, status, first and last
    day of raising, ``plan_before`` (acknowledged with a plan before that day), ``standing``
    (not closed), and ``escalated`` (True: laid before a higher post, False: not).
    """
    chosen = {lookup: wanted[name] for name, lookup in LOOKUPS.items() if wanted.get(name)}
    if wanted.get("plan_before"):
        chosen["status"] = Alert.Status.ACKNOWLEDGED.value
    if wanted.get("standing"):
        alerts = alerts.exclude(status=Alert.Status.CLOSED.value)
    if wanted.get("escalated") is not None:
        chosen["escalated__gt" if wanted["escalated"] else "escalated"] = 0
    return alerts.filter(**chosen)


def counts_by_level(alerts: QuerySet[Alert]) -> dict[str, int]:
    """How many alerts of each level; a level without any is 0."""
    found = dict(alerts.order_by().values_list("level").annotate(n=Count("pk")))
    return {row.code: found.get(row.code, 0) for row in levels()}


def counts_by_kind(alerts: QuerySet[Alert]) -> dict[str, int]:
    """How many alerts of each kind; a kind without any is 0."""
    found = dict(alerts.order_by().values_list("kind").annotate(n=Count("pk")))
    return {kind: found.get(kind, 0) for kind in Alert.Kind.values}


_JOINED = {
    "court": "court__code",
    "court_number_code": "court__number_code",
    "case": "case_id",
    "number": "case__number",
    "cause": "case__cause_name",
    "division": "case__handling__division__name",
    "handler_id": "case__handling__handler_id",
    "handler_name": "case__handling__handler__name",
    "filed_on": "case__filed_on",
    "stopped_since": "case__clock__stopped_since",
    "over_on": "case__clock__over_on",
    "lawful_on": "case__clock__latest_lawful_on",
}
_OWN = (
    "id",
    "kind",
    "level",
    "status",
    "due_on",
    "months",
    "raised_on",
    "raised_at",
    "acknowledged_at",
    "acknowledged_label",
    "note",
    "reason",
    "planned_on",
    "escalated",
    "closed_at",
    "court_id",
)


def columns(alerts: QuerySet[Alert]) -> QuerySet[Alert, dict[str, Any]]:
    """What a row of a list needs, as ``.values()``; ``shaped`` names it."""
    found: QuerySet[Alert, dict[str, Any]] = alerts.values(*_OWN, *_JOINED.values())
    return found


def shaped(found: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``columns`` under the names of the interface."""
    return {name: found[name] for name in _OWN} | {name: found[path] for name, path in _JOINED.items()}


def rows(alerts: QuerySet[Alert]) -> list[dict[str, Any]]:
    """Plain rows of a list, in one query."""
    return [shaped(found) for found in columns(alerts)]


def by_urgency(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """The earliest end of a limit first."""
    return alerts.order_by("due_on", "pk")


def after(alerts: QuerySet[Alert], due_on: date, alert_id: UUID) -> QuerySet[Alert]:
    """The alerts that follow one in ``by_urgency``."""
    return alerts.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=alert_id))
