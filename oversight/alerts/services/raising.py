"""Raising limit alerts: set-based, by what crossed a line between two days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from courts.actors.domain import Actor
from courts.outbox.services import post_all
from courts.trail.services import record, recorded
from oversight.alerts.domain import AlertLevel
from oversight.alerts.models import Alert
from oversight.alerts.selectors import levels

BATCH = 2000
"""Alerts of a level in one transaction: their trail is written together at its end, court by court."""

SYSTEM = "审限预警"
Progress = Callable[[Mapping[str, int]], None]

# A clock counts when it is watched (open, and confirmed when it was imported) and runs. Its row is held
# (FOR SHARE), so that a closing at the same moment is either seen here or sees the alert and closes it.
_CROSSED = """
    clock.watched AND clock.stopped_since IS NULL AND clock.due_on IS NOT NULL
    AND clock.{line} > %(after)s AND clock.{line} <= %(until)s
"""
_RAISE = """
    INSERT INTO oversight_alert (id, court_id, case_id, kind, level, status, due_on, raised_on, raised_at,
                                 acknowledged_label, note, reason, escalated)
    SELECT (%(stamp)s || substr(gen_random_uuid()::text, 16))::uuid, clock.court_id, clock.case_id,
           %(kind)s, %(level)s, 'open', clock.due_on, clock.{line}, %(at)s, '', '', '', 0
    FROM cases_caseclock clock
    WHERE clock.court_id = ANY(%(courts)s) AND {crossed} {one_case}
      AND NOT EXISTS (SELECT 1 FROM oversight_alert seen
                      WHERE seen.case_id = clock.case_id AND seen.kind = %(kind)s AND seen.level = %(level)s)
    ORDER BY clock.{line}, clock.case_id
    LIMIT %(batch)s
    FOR SHARE OF clock
    ON CONFLICT (case_id, kind, level) DO NOTHING
    RETURNING id, court_id, case_id, due_on, raised_on
"""
_RAISE_AGAIN = """
    UPDATE oversight_alert alert
    SET status = 'open', due_on = clock.due_on, raised_on = clock.{line}, raised_at = %(at)s,
        closed_at = NULL, note = '', reason = '', planned_on = NULL, escalated = 0,
        acknowledged_by_id = NULL, acknowledged_label = '', acknowledged_at = NULL
    FROM cases_caseclock clock
    WHERE clock.court_id = ANY(%(courts)s) AND {crossed} {one_case}
      AND alert.case_id = clock.case_id AND alert.kind = %(kind)s AND alert.level = %(level)s
      AND alert.status = 'closed'
    RETURNING alert.id, alert.court_id, alert.case_id, alert.due_on, alert.raised_on
"""
_COURTS = """
    SELECT clock.court_id, count(*) FROM cases_caseclock clock WHERE {crossed} GROUP BY clock.court_id
"""


@dataclass(frozen=True)
class _Sweep:
    """Lines crossed after ``after`` and up to ``until``; one case only when ``case_id`` is given."""

    after: date
    until: date
    actor: Actor
    case_id: UUID | None = None
    raised: Counter[str] = field(default_factory=Counter)

    def run(self, statement: str, level: AlertLevel, courts: Sequence[int]) -> list[tuple[Any, ...]]:
        line = level.line.value
        one_case = "AND clock.case_id = %(case)s" if self.case_id else ""
        text = statement.format(line=line, crossed=_CROSSED.format(line=line), one_case=one_case)
        stamp = f"{int(self.actor.at.timestamp() * 1000):012x}"
        values: dict[str, Any] = {
            "after": self.after,
            "until": self.until,
            "at": self.actor.at,
            "courts": list(courts),
            "case": self.case_id,
            "kind": Alert.Kind.LIMIT.value,
            "level": level.code,
            "batch": BATCH,
            "stamp": f"{stamp[:8]}-{stamp[8:]}-7",
        }
        with connection.cursor() as cursor:
            cursor.execute(text, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def raise_limit_alerts(
    *,
    court_ids: Collection[int] | None,
    after: date | None,
    until: date,
    at: datetime,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Raise an alert for every line crossed after ``after`` (None: ever) and up to ``until``.

    One alert a case, kind and level, however often this runs; an alert that closed
    because its line moved is opened again when the moved line is crossed. Every
    batch is a transaction with its own trail: of one court, or of several that have
    little to raise. ``progress`` is called inside it with what was raised, so that a
    sweep cut short has counted what it kept. Returns the number raised by level.
    """
    sweep = _Sweep(after or date.min, until, Actor(at=at, label=SYSTEM))
    for group in _groups(_courts(sweep, court_ids)):
        _sweep(sweep, group, progress)
    return {level.code: sweep.raised[level.code] for level in levels()}


def raise_for_case(*, case_id: UUID, court_id: int, until: date, actor: Actor) -> None:
    """Raise what the case's clock has crossed already: for a clock that began, or moved, behind the sweep."""
    _sweep(_Sweep(date.min, until, actor, case_id), [court_id], None)


def _sweep(sweep: _Sweep, courts: Sequence[int], progress: Progress | None) -> None:
    """Write batch after batch, every level in each, until none comes back full."""
    full = True
    while full:
        with recorded():
            found: Counter[str] = Counter()
            told: dict[int, list[UUID]] = defaultdict(list)
            full = False
            for level in levels():
                new = sweep.run(_RAISE, level, courts)
                again = sweep.run(_RAISE_AGAIN, level, courts)
                _note(new, level, sweep.actor, again=False)
                _note(again, level, sweep.actor, again=True)
                for row in (*new, *again):
                    told[row[1]].append(row[0])
                found[level.code] += len(new) + len(again)
                full = full or len(new) == BATCH
            if told:
                post_all(
                    "alerts_raised", {pk: {"alerts": ids} for pk, ids in told.items()}, at=sweep.actor.at
                )
            if progress is not None and +found:
                progress(+found)
        sweep.raised.update(found)


def _groups(courts: Mapping[int, int]) -> Iterator[list[int]]:
    """Courts in the order of their ids, as many together as have one batch to raise between them."""
    group: list[int] = []
    filled = 0
    for court_id, number in sorted(courts.items()):
        if group and filled + number > BATCH:
            yield group
            group, filled = [], 0
        group.append(court_id)
        filled += number
    if group:
        yield group


def _note(rows: list[tuple[Any, ...]], level: AlertLevel, actor: Actor, *, again: bool) -> None:
    for alert_id, court_id, case_id, due_on, raised_on in rows:
        record(
            "alert_raised",
            court_id=court_id,
            actor=actor,
            noun="alert",
            object_id=alert_id,
            case_id=case_id,
            data={
                "kind": Alert.Kind.LIMIT.value,
                "level": level.code,
                "raised_on": raised_on,
                "due_on": due_on,
                "again": again,
            },
        )


def _courts(sweep: _Sweep, wanted: Collection[int] | None) -> dict[int, int]:
    """Courts where anything crossed a line, and how much at most; only the ``wanted`` ones unless None."""
    found: Counter[int] = Counter()
    for level in levels():
        crossed = _CROSSED.format(line=level.line.value)
        with connection.cursor() as cursor:
            cursor.execute(_COURTS.format(crossed=crossed), {"after": sweep.after, "until": sweep.until})
            found.update(dict(cursor.fetchall()))
    return {pk: number for pk, number in found.items() if wanted is None or pk in wanted}
