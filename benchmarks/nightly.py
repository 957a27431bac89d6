"""The night at 100,000 and at 1,000,000 open cases, beside one INSERT … SELECT of the same rows."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from benchmarks.results import Figure
from benchmarks.run import Bench
from benchmarks.spying import spied

LINES = {"over": "over_on", "red": "red_on", "ask": "ask_on", "near": "near_on", "two_thirds": "warn_on"}
_CROSSED = " UNION ALL ".join(
    f"SELECT court_id, case_id, '{level}' AS level, due_on, {line} AS day FROM cases_caseclock k"
    f" WHERE watched AND stopped_since IS NULL AND due_on IS NOT NULL AND {line} = %(day)s"
    f" AND NOT EXISTS (SELECT 1 FROM oversight_alert a WHERE a.case_id = k.case_id AND a.kind = 'limit'"
    f" AND a.level = '{level}')"
    for level, line in LINES.items()
)
BARE = f"""
    WITH crossed AS ({_CROSSED}), raised AS (
        INSERT INTO oversight_alert (id, court_id, case_id, kind, level, status, due_on, raised_on, raised_at,
                                     acknowledged_label, note, reason, escalated)
        SELECT gen_random_uuid(), court_id, case_id, 'limit', level, 'open', due_on, day, %(at)s, '', '', '',
               0
        FROM crossed RETURNING id, court_id, case_id, level, due_on
    ), told AS MATERIALIZED (
        SELECT r.*, h.hash AS head, h.seq + row_number() OVER (PARTITION BY r.court_id ORDER BY r.id) AS seq,
               md5(r.id::text) AS salt,
               json_build_object('verb', 'alert_raised', 'at', %(at)s::text, 'noun', 'alert', 'object', r.id,
                                 'case', r.case_id, 'data', json_build_object(
                                     'kind', 'limit', 'level', r.level, 'due_on', r.due_on))::text AS body
        FROM raised r JOIN courts_trailhead h USING (court_id)
    ), events AS (
        INSERT INTO courts_trailevent (court_id, seq, at, verb, actor_label, noun, object_id, case_id,
                                       payload_hash, prev_hash, hash)
        SELECT court_id, seq, %(at)s, 'alert_raised', 'bench', 'alert', id, case_id,
               encode(sha256((salt || body)::bytea), 'hex'), head, encode(sha256((head || seq)::bytea), 'hex')
        FROM told RETURNING id, court_id, seq
    ), payloads AS (
        INSERT INTO courts_trailpayload (event_id, salt, body)
        SELECT e.id, t.salt, t.body FROM events e JOIN told t USING (court_id, seq) RETURNING event_id
    ), messages AS (
        INSERT INTO courts_outboxmessage (court_id, topic, body, posted_at, next_try_at, attempts, last_error)
        SELECT court_id, 'alerts_raised', json_build_object('alerts', json_agg(id)), %(at)s, %(at)s, 0, ''
        FROM raised GROUP BY court_id, level RETURNING id
    ), heads AS (
        UPDATE courts_trailhead h SET seq = last.seq
        FROM (SELECT court_id, max(seq) AS seq FROM told GROUP BY 1) last
        WHERE h.court_id = last.court_id RETURNING h.court_id
    )
    SELECT (SELECT count(*) FROM payloads), (SELECT count(*) FROM messages), (SELECT count(*) FROM heads)
"""
_ANSWERED = """
    UPDATE oversight_alert alert
    SET status = 'acknowledged', acknowledged_at = %(at)s, acknowledged_by_id = h.handler_id
    FROM cases_casehandling h
    WHERE h.case_id = alert.case_id AND h.handler_id IS NOT NULL AND alert.status = 'open'
"""


def measure(bench: Bench) -> Iterator[Figure]:
    """Nights in a row on each size; the alerts of a night are answered before the next, as in a court."""
    bench.data.ensure_first()
    yield from _nights(bench, bench.data.size.first, bench.data.first_until)
    bench.data.ensure_second()
    yield from _nights(bench, bench.data.size.second, bench.data.second_until)


def _nights(bench: Bench, cases: int, until: date) -> Iterator[Figure]:
    from oversight.nightly.selectors import last_finished

    done = last_finished()
    if done is None or done > until:
        print(f"nightly: the nights of {cases:,} open cases were run on these data before", file=sys.stderr)
        return
    found = [_night(done + timedelta(days=number)) for number in range(1, bench.data.size.nights + 1)]
    ours, bare, database, limits, rows = (statistics.median(column) for column in zip(*found, strict=True))
    share = f"{rows:,.0f} alerts a night, {100 * rows / cases:.1f} %"
    name = f"{cases:,} open"
    yield Figure("nightly", f"alerts of a night, {name}", limits, "s", bare, "ratio ≤ 2", share)
    yield Figure("nightly", f"database time of these alerts, {name}", database, "s", bare, "< 1 s", share)
    yield Figure("nightly", f"whole night with every step, {name}", ours, "s", bare, "", share)


def _night(day: date) -> tuple[float, float, float, float, int]:
    """(whole night, bare, database time of the alerts, the alerts, how many) in seconds."""
    from courts.actors.domain import COURT_TIME
    from oversight.nightly.models import NightlyRun
    from oversight.nightly.services import run

    at = datetime(day.year, day.month, day.day, 0, 30, tzinfo=COURT_TIME) + timedelta(days=1)
    bare = _bare(day, at)
    with spied() as spy:
        began = time.perf_counter()
        run(business_date=day, at=at)
        whole = time.perf_counter() - began
    kept = NightlyRun.objects.get(business_date=day)
    steps = {step["name"]: step["ms"] / 1000 for step in kept.steps}
    rows = sum(kept.raised.get(level, 0) for level in LINES)
    _answer(at)
    return whole, bare, spy.until("lasting_alerts"), steps["limit_alerts"], rows


def _bare(day: date, at: datetime) -> float:
    """The same rows by one statement, up to the commit; taken back, so that the night finds its work."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(BARE, {"day": day, "at": at})
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    return took


def _answer(at: Any) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_ANSWERED, {"at": at})
