"""Raising alerts: set-based, by what crossed a line between two days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cases.docket.models import Case
from courts.actors.domain import Actor
from courts.outbox.services import post_all
from courts.places.models import Court
from courts.trail.services import record, recorded
from oversight.alerts.domain import LASTING, AlertLevel, Kind
from oversight.alerts.selectors import levels
from oversight.alerts.services.crossing import Crossing, crossed_by, crossings

BATCH = 2000
"""Alerts of a level in one transaction: their trail is written together at its end, court by court."""

SYSTEM = "审限预警"
Progress = Callable[[Mapping[str, int]], None]

_RAISE = """
    INSERT INTO oversight_alert (id, court_id, case_id, kind, level, status, due_on, months, raised_on,
                                 raised_at, acknowledged_label, note, reason, escalated)
    SELECT (%(stamp)s || substr(gen_random_uuid()::text, 16))::uuid, {court}, {case},
           %(kind)s, %(level)s, 'open', {due}, %(months)s, {raised}, %(at)s, '', '', '', 0
    FROM {table}
    WHERE {court} = ANY(%(courts)s) AND {crossed} {one_case}
      AND NOT EXISTS (SELECT 1 FROM oversight_alert seen
                      WHERE seen.case_id = {case} AND seen.kind = %(kind)s AND seen.level = %(level)s)
    ORDER BY {raised}, {case}
    LIMIT %(batch)s
    FOR SHARE OF {row}
    ON CONFLICT (case_id, kind, level) DO NOTHING
    RETURNING id, court_id, case_id, due_on, raised_on
"""
_RAISE_AGAIN = """
    UPDATE oversight_alert alert
    SET status = 'open', due_on = {due}, months = %(months)s, raised_on = {raised}, raised_at = %(at)s,
        closed_at = NULL, note = '', reason = '', planned_on = NULL, escalated = 0,
        acknowledged_by_id = NULL, acknowledged_label = '', acknowledged_at = NULL
    FROM {table}
    WHERE {court} = ANY(%(courts)s) AND {crossed} {one_case}
      AND alert.case_id = {case} AND alert.kind = %(kind)s AND alert.level = %(level)s
      AND alert.status = 'closed'
    RETURNING alert.id, alert.court_id, alert.case_id, alert.due_on, alert.raised_on
"""
_COURTS = """
    SELECT {court}, count(*) FROM {table} WHERE {court} = ANY(%(courts)s) AND {crossed} GROUP BY 1
"""


@dataclass(frozen=True)
class _Sweep:
    """Lines crossed after ``after`` and up to ``until``; one case only when ``case_id`` is given."""

    levels: tuple[AlertLevel, ...]
    after: date
    until: date
    actor: Actor
    case_id: UUID | None = None
    raised: Counter[str] = field(default_factory=Counter)

    def crossings(self, courts: Sequence[int]) -> Iterator[Crossing]:
        return crossings(self.levels, courts, self.after, self.until)

    def run(self, statement: str, crossing: Crossing) -> list[tuple[Any, ...]]:
        source, level = crossing.source, crossing.level
        stamp = f"{int(self.actor.at.timestamp() * 1000):012x}"
        text = statement.format(
            table=source.table,
            row=source.row,
            case=source.case,
            court=source.court,
            due=source.due,
            raised=source.raised,
            crossed=source.crossed,
            one_case=f"AND {source.case} = %(case)s" if self.case_id else "",
        )
        values: dict[str, Any] = {
            **crossing.values,
            "at": self.actor.at,
            "courts": list(crossing.courts),
            "case": self.case_id,
            "kind": level.kind.value,
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
    """Raise an alert for every line of a clock crossed after ``after`` (None: ever) and up to ``until``.

    One alert a case, kind and level, however often this runs; an alert that closed
    because its line moved is opened again when the moved line is crossed. Every
    batch is a transaction with its own trail: of one court, or of several that have
    little to raise. ``progress`` is called inside it with what was raised, so that a
    sweep cut short has counted what it kept. Returns the number raised by level.
    """
    return _raise(levels(Kind.LIMIT), court_ids, after, until, at, progress)


def raise_lasting_alerts(
    *,
    court_ids: Collection[int] | None,
    after: date | None,
    until: date,
    at: datetime,
    progress: Progress | None = None,
) -> dict[str, int]:
    """The same for long pending cases and prolonged custody: calendar time, stopped or not."""
    return _raise([row for kind in LASTING for row in levels(kind)], court_ids, after, until, at, progress)


def _raise(
    wanted: Sequence[AlertLevel],
    court_ids: Collection[int] | None,
    after: date | None,
    until: date,
    at: datetime,
    progress: Progress | None,
) -> dict[str, int]:
    sweep = _Sweep(tuple(wanted), after or date.min, until, Actor(at=at, label=SYSTEM))
    for group in _groups(_courts(sweep, court_ids)):
        _sweep(sweep, group, progress)
    return {level.code: sweep.raised[level.code] for level in wanted}


def raise_for_case(*, case: Case, until: date, actor: Actor) -> None:
    """Raise what a case has crossed already: for a clock or custody that began or moved behind the sweep."""
    crossed = crossed_by(case, until)
    if crossed:
        _sweep(_Sweep(crossed, date.min, until, actor, case.pk), [case.court_id], None)


def _sweep(sweep: _Sweep, courts: Sequence[int], progress: Progress | None) -> None:
    """Write batch after batch, every level in each, until none comes back full."""
    full = True
    while full:
        with recorded():
            found: Counter[str] = Counter()
            told: dict[int, list[UUID]] = defaultdict(list)
            full = False
            for crossing in sweep.crossings(courts):
                new = sweep.run(_RAISE, crossing)
                again = sweep.run(_RAISE_AGAIN, crossing)
                note_raised(new, crossing.level, sweep.actor, again=False)
                note_raised(again, crossing.level, sweep.actor, again=True)
                for row in (*new, *again):
                    told[row[1]].append(row[0])
                found[crossing.level.code] += len(new) + len(again)
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


def note_raised(rows: list[tuple[Any, ...]], level: AlertLevel, actor: Actor, *, again: bool) -> None:
    """Put raised alerts on the trail: id, court, case, the day counted by, the day of raising."""
    for alert_id, court_id, case_id, due_on, raised_on in rows:
        record(
            "alert_raised",
            court_id=court_id,
            actor=actor,
            noun="alert",
            object_id=alert_id,
            case_id=case_id,
            data={
                "kind": level.kind.value,
                "level": level.code,
                "raised_on": raised_on,
                "due_on": due_on,
                "again": again,
            },
        )


def _courts(sweep: _Sweep, wanted: Collection[int] | None) -> dict[int, int]:
    """Courts where anything crossed a line, and how much at most; only the ``wanted`` ones unless None."""
    found: Counter[int] = Counter()
    courts = list(Court.objects.values_list("pk", flat=True)) if wanted is None else list(wanted)
    for crossing in sweep.crossings(courts):
        for court_id, number in sweep.run(_COURTS, crossing):
            found[court_id] += number
    return dict(found)
