"""Hidden over-long cases (隐性超审限): the clock stands although its ground ended, or rests on no paper."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from courts.actors.domain import Actor
from courts.outbox.services import post_all
from courts.trail.services import recorded
from oversight.alerts.domain import AlertLevel, Kind
from oversight.alerts.models import Alert
from oversight.alerts.selectors import levels
from oversight.alerts.selectors.stops import signs_query
from oversight.alerts.services.raising import BATCH, SYSTEM, Progress, note_raised

# One alert a case: of several stops the one that stands longest, from the first sign against it.
_FOUND = """
    found AS (
        SELECT DISTINCT ON (stop.case_id)
               stop.case_id, stop.court_id, stop.starts_on, min(sign.since) AS since
        FROM sign JOIN stop ON stop.id = sign.id
        GROUP BY stop.case_id, stop.court_id, stop.starts_on
        ORDER BY stop.case_id, stop.starts_on
    )
"""
_RAISE = """
    INSERT INTO oversight_alert (id, court_id, case_id, kind, level, status, due_on, raised_on, raised_at,
                                 acknowledged_label, note, reason, escalated)
    SELECT (%(stamp)s || substr(gen_random_uuid()::text, 16))::uuid, found.court_id, found.case_id,
           %(kind)s, %(level)s, 'open', found.starts_on, found.since, %(at)s, '', '', '', 0
    FROM found JOIN cases_caseclock clock ON clock.case_id = found.case_id
    WHERE clock.watched AND clock.stopped_since IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM oversight_alert seen
                      WHERE seen.case_id = found.case_id AND seen.kind = %(kind)s)
    ORDER BY found.since, found.case_id
    LIMIT %(batch)s
    FOR SHARE OF clock
    ON CONFLICT (case_id, kind, level) DO NOTHING
    RETURNING id, court_id, case_id, due_on, raised_on
"""
_RAISE_AGAIN = """
    UPDATE oversight_alert alert
    SET status = 'open', due_on = found.starts_on, raised_on = found.since, raised_at = %(at)s,
        closed_at = NULL, note = '', reason = '', planned_on = NULL, escalated = 0,
        acknowledged_by_id = NULL, acknowledged_label = '', acknowledged_at = NULL
    FROM found
    WHERE alert.case_id = found.case_id AND alert.kind = %(kind)s AND alert.status = 'closed'
    RETURNING alert.id, alert.court_id, alert.case_id, alert.due_on, alert.raised_on
"""


def raise_hidden_alerts(*, until: date, at: datetime, progress: Progress | None = None) -> dict[str, int]:
    """Raise an alert for every case whose stop has a sign against it on a day. Returns how many, by level.

    Safe as often as one likes: a case has one such alert, opened again when a later stop
    shows a sign. A batch is a transaction with its own trail.
    """
    (level,) = levels(Kind.HIDDEN)
    actor, raised = Actor(at=at, label=SYSTEM), 0
    while True:
        with recorded():
            new = _run(_RAISE, level, until, actor)
            again = _run(_RAISE_AGAIN, level, until, actor)
            note_raised(new, level, actor, again=False)
            note_raised(again, level, actor, again=True)
            _post([*new, *again], actor)
            if progress is not None and (new or again):
                progress({level.code: len(new) + len(again)})
        raised += len(new) + len(again)
        if len(new) < BATCH:
            return {level.code: raised}


def _run(statement: str, level: AlertLevel, day: date, actor: Actor) -> list[tuple[Any, ...]]:
    query = signs_query(day)
    stamp = f"{int(actor.at.timestamp() * 1000):012x}"
    values = query.values | {
        "at": actor.at,
        "kind": level.kind.value,
        "level": level.code,
        "batch": BATCH,
        "stamp": f"{stamp[:8]}-{stamp[8:]}-7",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"{query.tables}, {_FOUND} {statement}", values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _post(rows: list[tuple[Any, ...]], actor: Actor) -> None:
    told: dict[int, list[UUID]] = defaultdict(list)
    for row in rows:
        told[row[1]].append(row[0])
    if told:
        post_all("alerts_raised", {pk: {"alerts": ids} for pk, ids in told.items()}, at=actor.at)


def signless(alerts: list[Alert], day: date) -> list[Alert]:
    """Those whose case has no sign any more."""
    if not alerts:
        return []
    query = signs_query(day, narrowed="AND item.case_id = ANY(%(cases)s)")
    values = query.values | {"cases": [alert.case_id for alert in alerts]}
    with connection.cursor() as cursor:
        cursor.execute(
            f"{query.tables} SELECT DISTINCT stop.case_id FROM sign JOIN stop ON stop.id = sign.id", values
        )
        held = {row[0] for row in cursor.fetchall()}
    return [alert for alert in alerts if alert.case_id not in held]
