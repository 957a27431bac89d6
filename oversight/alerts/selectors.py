"""Reading alerts: whoever may know of a case may know of its alerts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.docket.registry import WorkItem
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Right, Role, Viewer
from courts.refusals.domain import NotVisible
from courts.rulebook.selectors import load
from oversight.alerts.domain import AlertLevel
from oversight.alerts.models import Alert

NOUN = "oversight/alerts"
COUNTED_TO = 999
"""A count on every page stops here."""
WORK_SHOWN = 200
"""As many alerts as a work list looks at; all of them are on the list of alerts."""


def levels() -> list[AlertLevel]:
    """Levels of limit alerts, the most urgent first."""
    return sorted(load(NOUN, "levels", AlertLevel), key=lambda level: level.order)


def visible(user: Viewer) -> QuerySet[Alert]:
    """The alerts of the cases a viewer may know of."""
    return Alert.objects.filter(case__in=visible_cases(user).values("pk"))


def get_visible(user: Viewer, alert_id: UUID | str) -> Alert:
    """One visible alert with its case. Raises NotVisible (404) otherwise."""
    try:
        wanted = UUID(str(alert_id))
    except ValueError:
        raise NotVisible(str(alert_id)) from None
    found = visible(user).select_related("court", "case__handling__handler").filter(pk=wanted).first()
    if found is None:
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


def waiting(user: Viewer) -> QuerySet[Alert]:
    """What waits for this viewer: the leading open alerts of own cases and of courts where they may
    acknowledge."""
    theirs = Q(court_id__in=user.courts_with(Right.ACKNOWLEDGE))
    if user.person_id is not None:
        theirs |= Q(case__handling__handler_id=user.person_id)
    return leading(visible(user)).filter(theirs, status=Alert.Status.OPEN.value)


def concerned(user: Viewer) -> bool:
    """Whether alerts are any business of this viewer: who reads cases, or has some to handle."""
    return bool(user.read_courts or user.read_divisions or Role.JUDGE in user.roles)


def waiting_count(user: Viewer, today: date) -> int:
    """How many wait, counted up to ``COUNTED_TO``."""
    return waiting(user)[:COUNTED_TO].count()


def narrowed(alerts: QuerySet[Alert], wanted: Mapping[str, Any]) -> QuerySet[Alert]:
    """Apply the filters of a list (court code, case id, kind, level, status); empty ones say nothing."""
    lookups = {
        "court": "court__code",
        "case": "case_id",
        "kind": "kind",
        "level": "level",
        "status": "status",
    }
    chosen = {lookup: wanted[name] for name, lookup in lookups.items() if wanted.get(name)}
    return alerts.filter(**chosen)


def counts_by_level(alerts: QuerySet[Alert]) -> dict[str, int]:
    """How many alerts of each level; a level without any is 0."""
    found = dict(alerts.order_by().values_list("level").annotate(n=Count("pk")))
    return {row.code: found.get(row.code, 0) for row in levels()}


_JOINED = {
    "court": "court__code",
    "court_number_code": "court__number_code",
    "case": "case_id",
    "number": "case__number",
    "cause": "case__cause_name",
    "division": "case__handling__division__name",
    "handler_id": "case__handling__handler_id",
    "handler_name": "case__handling__handler__name",
}
_OWN = (
    "id",
    "kind",
    "level",
    "status",
    "due_on",
    "raised_on",
    "raised_at",
    "acknowledged_at",
    "acknowledged_label",
    "note",
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


def may_acknowledge(row: Mapping[str, Any], user: Viewer) -> bool:
    """Whether this viewer may acknowledge the alert of a row as it stands."""
    if row["status"] != Alert.Status.OPEN.value:
        return False
    own = user.person_id is not None and row["handler_id"] == user.person_id
    return own or user.may(Right.ACKNOWLEDGE, row["court_id"])


def by_urgency(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """The earliest end of a limit first."""
    return alerts.order_by("due_on", "pk")


def after(alerts: QuerySet[Alert], due_on: date, alert_id: UUID) -> QuerySet[Alert]:
    """The alerts that follow one in ``by_urgency``."""
    return alerts.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=alert_id))


def work_items(user: Viewer, today: date) -> list[WorkItem]:
    """Work-list source: what waits for the viewer, the earliest end of a limit first."""
    rules = {row.code: row for row in levels()}
    return [_work_item(row, rules[row["level"]]) for row in rows(by_urgency(waiting(user))[:WORK_SHOWN])]


def _work_item(row: Mapping[str, Any], rule: AlertLevel) -> WorkItem:
    language = get_language() or "zh"
    people = [row["handler_name"], row["cause"]]
    return WorkItem(
        title=_("签收预警：%(level)s") % {"level": rule.name(language)},
        basis=f"{rule.action(language)}·{rule.article}",
        url=f"/alerts/?case={row['case']}",
        action=_("签收"),
        due_on=row["due_on"],
        case_label=row["number"],
        case_url=f"/cases/{row['case']}/",
        case_detail="·".join(part for part in people if part),
    )
