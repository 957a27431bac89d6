"""Open stops: which clocks stand, since when, how often reminded of, and what speaks against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from cases.docket.selectors import visible as visible_cases
from cases.limits.domain import LedgerKind
from cases.limits.models import LedgerItem
from cases.limits.selectors import law
from courts.actors.domain import Viewer
from oversight.alerts.domain import Kind, SignTest, StopSign
from oversight.alerts.models import Alert, StopReminder
from oversight.alerts.selectors.reading import stop_signs

STOPS = (LedgerKind.EXCLUSION.value, LedgerKind.SUSPENSION.value)

# A stop that stands open on a clock that is watched and stands still.
OPEN_STOP = """
    item.state = 'in_force' AND item.kind IN ('exclusion', 'suspension') AND item.ends_on IS NULL
    AND item.starts_on <= %(day)s AND clock.watched AND clock.stopped_since IS NOT NULL
"""
_STOPS = f"""
    SELECT item.id, item.case_id, item.court_id, item.ground, item.starts_on, item.document
    FROM cases_ledgeritem item JOIN cases_caseclock clock ON clock.case_id = item.case_id
    WHERE {OPEN_STOP} {{narrowed}}
"""
_LONGER = """
    SELECT stop.id,
           (stop.starts_on + make_interval(months => span.months, days => span.days))::date + 1 AS since
    FROM stop JOIN unnest(%(of_{code})s::text[], %(months_{code})s::int[], %(days_{code})s::int[])
                   AS span(ground, months, days) ON span.ground = stop.ground
    WHERE (stop.starts_on + make_interval(months => span.months, days => span.days))::date < %(day)s {grounds}
"""
_TESTS = {
    SignTest.PAPER: """
        SELECT stop.id, stop.starts_on AS since FROM stop WHERE btrim(stop.document) = '' {grounds}
    """,
    SignTest.CAP: """
        {longer}
    """,
    SignTest.USUAL: """
        {longer}
    """,
    SignTest.NODE: """
        SELECT stop.id, min(event.occurred_on) AS since
        FROM stop JOIN cases_nodeevent event ON event.case_id = stop.case_id
        WHERE event.occurred_on > stop.starts_on AND event.occurred_on <= %(day)s
          AND event.node = ANY(%(nodes_{code})s) {grounds}
        GROUP BY stop.id
    """,
    SignTest.RELATED: """
        SELECT stop.id, max(other.closed_on) AS since
        FROM stop JOIN cases_relatedcase link ON link.case_id = stop.case_id
                  JOIN cases_case other ON other.id = link.other_id
        WHERE other.closed_on IS NOT NULL AND other.closed_on >= stop.starts_on
          AND other.closed_on <= %(day)s {grounds}
        GROUP BY stop.id
    """,
}


@dataclass(frozen=True)
class Found:
    """A sign that speaks against an open stop since a day."""

    sign: StopSign
    since: date


@dataclass(frozen=True)
class SignsQuery:
    """The common table expressions ``stop`` and ``sign`` (id of the stop, code, since), with their values."""

    tables: str
    values: dict[str, Any]


def signs_query(day: date, *, narrowed: str = "") -> SignsQuery:
    """The signs that hold against open stops on a day.

    ``narrowed`` adds conditions on ``item``. Open stops are few beside the cases and have an
    index of their own, so every night looks at all of them.
    """
    values: dict[str, Any] = {"day": day}
    parts = []
    for sign in stop_signs():
        grounds = ""
        if sign.grounds:
            grounds = f"AND stop.ground = ANY(%(grounds_{sign.code})s)"
            values[f"grounds_{sign.code}"] = list(sign.grounds)
        if sign.nodes:
            values[f"nodes_{sign.code}"] = list(sign.nodes)
        for ground, (months, days) in _spans(sign).items():
            values.setdefault(f"of_{sign.code}", []).append(ground)
            values.setdefault(f"months_{sign.code}", []).append(months)
            values.setdefault(f"days_{sign.code}", []).append(days)
        longer = _LONGER.format(grounds=grounds, code=sign.code)
        test = _TESTS[sign.test].format(grounds=grounds, code=sign.code, longer=longer)
        parts.append(f"SELECT found.id, '{sign.code}' AS code, found.since FROM ({test}) found")
    stops = _STOPS.format(narrowed=narrowed)
    tables = f"WITH stop AS MATERIALIZED ({stops}), sign AS ({' UNION ALL '.join(parts)})"
    return SignsQuery(tables, values)


def _spans(sign: StopSign) -> dict[str, tuple[int, int]]:
    """Months and days that a stop may last by a sign: its own, else the law's longest or usual time."""
    if sign.months:
        return dict.fromkeys(sign.grounds, (sign.months, 0))
    if sign.test is SignTest.CAP:
        caps = {ground.code: ground.cap for ground in law().grounds if ground.cap is not None}
        return {code: (cap.months, cap.days + 15 * cap.half_months) for code, cap in caps.items()}
    if sign.test is SignTest.USUAL:
        return {ground.code: (0, ground.usual_days) for ground in law().grounds if ground.usual_days}
    return {}


def signs_of(item_ids: Iterable[UUID], day: date) -> dict[UUID, list[Found]]:
    """What speaks against each of these stops on a day; a stop without signs is not in it."""
    wanted = list(item_ids)
    if not wanted:
        return {}
    query = signs_query(day, narrowed="AND item.id = ANY(%(items)s)")
    rules = {sign.code: sign for sign in stop_signs()}
    found: dict[UUID, list[Found]] = defaultdict(list)
    with connection.cursor() as cursor:
        text = f"{query.tables} SELECT sign.id, sign.code, sign.since FROM sign"
        cursor.execute(text, query.values | {"items": wanted})
        for item_id, code, since in cursor.fetchall():
            found[item_id].append(Found(rules[code], since))
    return {key: sorted(rows, key=lambda row: row.sign.order) for key, rows in found.items()}


def open_stops(user: Viewer, today: date) -> QuerySet[LedgerItem]:
    """The stops that keep the clock of a visible open case still, the longest first."""
    return (
        LedgerItem.objects.filter(
            case__in=visible_cases(user).values("pk"),
            state=LedgerItem.State.IN_FORCE.value,
            kind__in=STOPS,
            ends_on=None,
            starts_on__lte=today,
            case__clock__watched=True,
            case__clock__stopped_since__isnull=False,
        )
        .select_related("court", "case__handling__handler", "case__handling__division")
        .order_by("starts_on", "pk")
    )


def hidden_only(stops: QuerySet[LedgerItem]) -> QuerySet[LedgerItem]:
    """Only the stops of cases on the list of hidden over-long cases."""
    listed = Alert.objects.filter(case=OuterRef("case"), kind=Kind.HIDDEN.value)
    return stops.filter(Exists(listed.exclude(status=Alert.Status.CLOSED.value)))


def after_stop(stops: QuerySet[LedgerItem], starts_on: date, item_id: UUID) -> QuerySet[LedgerItem]:
    """The stops that follow one in the order of ``open_stops``."""
    return stops.filter(Q(starts_on__gt=starts_on) | Q(starts_on=starts_on, pk__gt=item_id))


def with_reminders(stops: QuerySet[LedgerItem]) -> QuerySet[LedgerItem]:
    """Each with the day and the number of its latest reminder (None before the first)."""
    mine = StopReminder.objects.filter(item=OuterRef("pk")).order_by("-reminded_on")
    return stops.annotate(
        reminded_on=Subquery(mine.values("reminded_on")[:1]), reminded=Subquery(mine.values("number")[:1])
    )


def next_reminder(starts_on: date, reminded_on: date | None, days: int) -> date:
    """The day of the next reminder."""
    return (reminded_on or starts_on) + timedelta(days=days)


def shown_stops(stops: Iterable[LedgerItem], today: date) -> list[Mapping[str, Any]]:
    """Rows of the list of open stops, each with its ground, its days and its signs."""
    listed = list(stops)
    signs = signs_of([item.pk for item in listed], today)
    grounds = law().grounds
    return [
        {
            "item": item,
            "case": item.case,
            "handling": item.case.handling,
            "ground": grounds.latest(item.ground) if item.ground in grounds else None,
            "days": (today - item.starts_on).days if item.starts_on else 0,
            "signs": signs.get(item.pk, []),
        }
        for item in listed
    ]


def signs_of_case(alert: Alert, today: date) -> list[Found]:
    """What speaks against the open stops of an alert's case now."""
    items = LedgerItem.objects.filter(case_id=alert.case_id, state=LedgerItem.State.IN_FORCE.value)
    found = signs_of(items.filter(kind__in=STOPS, ends_on=None).values_list("pk", flat=True), today)
    return [row for rows in found.values() for row in rows]
