"""Keeping the rosters of draws in narrow form, written with each draw, and made again from the snapshots."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import structlog
from django.db import connection

from assignment.draws.domain import Purpose
from assignment.draws.models import Draw
from assignment.draws.registry import Locked
from assignment.fairness.models import DrawRoster
from courts.actors.domain import COURT_TIME

log = structlog.get_logger(__name__)

SUNDAY = 7

# What stands in the snapshots, in the form of the table. The pool is found by its name, which draws keep.
_FROM_SNAPSHOTS = """
    INSERT INTO assignment_drawroster (draw_id, court_id, pool_id, drawn_on, attempt, total, judges, weights,
                                       reasons, status, winner_id, changed)
    SELECT draw.id, draw.court_id,
           (SELECT min(pool.id) FROM assignment_pool pool
            WHERE pool.court_id = draw.court_id AND pool.name = said.snapshot ->> 'pool'),
           (draw.committed_at AT TIME ZONE 'Asia/Shanghai')::date, draw.attempt,
           listed.total, listed.judges, listed.weights, listed.reasons, draw.status, draw.winner_id, false
    FROM assignment_draw draw
    CROSS JOIN LATERAL (SELECT draw.snapshot::jsonb AS snapshot) said
    CROSS JOIN LATERAL (
        SELECT coalesce(sum((entry ->> 'weight')::integer)
                        FILTER (WHERE (entry ->> 'eligible')::boolean), 0) AS total,
               array_agg((entry ->> 'id')::uuid ORDER BY place) AS judges,
               array_agg((entry ->> 'weight')::integer ORDER BY place) AS weights,
               array_agg(entry ->> 'reason' ORDER BY place) AS reasons
        FROM jsonb_array_elements(said.snapshot -> 'roster') WITH ORDINALITY AS rows (entry, place)
    ) listed
    WHERE draw.purpose = 'handler' AND draw.court_id = %s
      AND NOT EXISTS (SELECT 1 FROM assignment_drawroster kept WHERE kept.draw_id = draw.id)
"""
_LEFT_BEHIND = """
    UPDATE assignment_drawroster kept SET status = draw.status, winner_id = draw.winner_id
    FROM assignment_draw draw
    WHERE draw.id = kept.draw_id AND kept.court_id = %s
      AND (kept.status, kept.winner_id) IS DISTINCT FROM (draw.status, draw.winner_id)
"""


_KEEP = """
    INSERT INTO assignment_drawroster (draw_id, court_id, pool_id, drawn_on, attempt, total, judges, weights,
                                       reasons, status, changed)
    VALUES (%(draw)s, %(court)s, %(pool)s, %(day)s, %(attempt)s, %(total)s,
            %(judges)s::uuid[], %(weights)s::integer[], %(reasons)s::varchar[], %(status)s, %(changed)s)
"""


def keep_roster(draw: Draw, locked: Locked) -> None:
    """A draw of a handler was committed: in its transaction."""
    if draw.purpose != Purpose.HANDLER.value:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {
                "draw": draw.pk,
                "court": draw.court_id,
                "pool": locked.pool_id,
                "day": draw.committed_at.astimezone(COURT_TIME).date(),
                "attempt": draw.attempt,
                "total": sum(entry.weight for entry in locked.roster),
                "judges": _array(entry.id for entry in locked.roster),
                "weights": _array(entry.weight for entry in locked.roster),
                "reasons": _array(f'"{entry.reason}"' for entry in locked.roster),
                "status": draw.status,
                "changed": locked.changed,
            },
        )


def _array(values: Iterable[object]) -> str:
    """An array as PostgreSQL writes it, of ids, numbers and codes: a roster may have a thousand judges."""
    return f"{{{','.join(map(str, values))}}}"


def keep_end(draw: Draw) -> None:
    """A draw has its result, or is void: in its transaction."""
    if draw.purpose == Purpose.HANDLER.value:
        DrawRoster.objects.filter(pk=draw.pk).update(status=draw.status, winner_id=draw.winner_id)


def fill_rosters(court_id: int) -> int:
    """Write what is missing of a court's draws, or has another end than the draw; returns how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(_FROM_SNAPSHOTS, [court_id])
        found = int(cursor.rowcount)
        cursor.execute(_LEFT_BEHIND, [court_id])
        return found + int(cursor.rowcount)


def check_nightly(day: date, at: datetime) -> None:
    """The full check, on Sundays: nothing should be missing; what is, is put right."""
    if day.isoweekday() != SUNDAY:
        return
    courts = Draw.objects.filter(purpose=Purpose.HANDLER.value).order_by().values_list("court_id", flat=True)
    for court_id in sorted(set(courts.distinct())):
        if missing := fill_rosters(court_id):
            log.warning("draw_rosters_put_right", court=court_id, draws=missing)
