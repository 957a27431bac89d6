"""A draw by the driver alone: the reads, locks and writes of the system's three transactions. No Django."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from benchmarks.filings import MESSAGE


@dataclass(frozen=True)
class Place:
    """A court whose civil pool is drawn from, and who draws there; bare draws have a chain of their own."""

    court: int
    clerk: str
    pool: int
    judge: str
    chain: int


@dataclass(frozen=True)
class Replay:
    """One bare draw: what the three transactions read, as the system read it once, and what they write."""

    reads: tuple[list[tuple[str, Any]], ...]
    place: Place
    case: str


def draw_bare(cursor: Any, item: Replay) -> None:
    """Committed, nonce fixed, revealed: three transactions with the reads, locks and writes of a draw."""
    place, case, draw = item.place, uuid.UUID(item.case), uuid.uuid4()
    now = datetime.now(UTC)
    read = [_read(cursor, item.reads[0])]
    cursor.execute("SELECT id FROM cases_case WHERE id = %s FOR NO KEY UPDATE", [case])
    cursor.execute("SELECT id FROM assignment_pool WHERE id = %s FOR NO KEY UPDATE", [place.pool])
    cursor.execute("SELECT last_no FROM assignment_drawchain WHERE id = %s FOR NO KEY UPDATE", [place.chain])
    number = cursor.fetchone()[0] + 1
    roster = json.dumps({"roster": read}, default=str)
    digest = hashlib.sha256(f"{draw}{roster}".encode()).hexdigest()
    cursor.execute(
        "INSERT INTO assignment_draw (id, court_id, chain_id, draw_no, purpose, case_id, subject, attempt,"
        " status, snapshot, snapshot_hash, receipt, nonce, nonce_source, nonce_by, reveal, seed, picked,"
        " operator, committed_at) VALUES (%s, %s, %s, %s, 'handler', %s, '', 9, 'committed', %s, %s, %s, '',"
        " '', '', '', '', '', 'b', %s)",
        [draw, place.court, place.chain, number, case, roster, digest, digest[:16], now],
    )
    cursor.execute(
        "UPDATE assignment_drawchain SET last_no = %s, last_snapshot_hash = %s WHERE id = %s",
        [number, digest, place.chain],
    )
    cursor.execute(
        "INSERT INTO assignment_drawroster (draw_id, court_id, pool_id, drawn_on, attempt, total, judges,"
        " weights, reasons, status, changed) VALUES (%s, %s, %s, %s, 1, 1, '{}', '{}', '{}', 'committed',"
        " false)",
        [draw, place.court, place.pool, now.date()],
    )
    _told(cursor, place.court, case, "draw_committed", now)
    _read(cursor, item.reads[1])
    _lock(cursor, case, draw)
    cursor.execute(
        "UPDATE assignment_draw SET status = 'nonce_fixed', nonce = '1', nonce_at = %s WHERE id = %s",
        [now, draw],
    )
    _told(cursor, place.court, case, "draw_nonce_fixed", now)
    _read(cursor, item.reads[2])
    _lock(cursor, case, draw)
    _reveal(cursor, place, draw, case, now)
    _told(cursor, place.court, case, "draw_revealed", now)


def _read(cursor: Any, reads: list[tuple[str, Any]]) -> int:
    rows = 0
    for sql, params in reads:
        cursor.execute(sql, params)
        rows += len(cursor.fetchall())
    return rows


def _lock(cursor: Any, case: uuid.UUID, draw: uuid.UUID) -> None:
    cursor.execute("SELECT id FROM cases_case WHERE id = %s FOR NO KEY UPDATE", [case])
    cursor.execute("SELECT snapshot FROM assignment_draw WHERE id = %s FOR NO KEY UPDATE", [draw])


def _reveal(cursor: Any, place: Place, draw: uuid.UUID, case: uuid.UUID, now: datetime) -> None:
    court, judge, day = place.court, place.judge, now.date()
    cursor.execute(
        "UPDATE assignment_draw SET status = 'result', winner_id = %s, reveal = 'x', seed = 'x',"
        " total_weight = 1, counter = 0, x = 0, revealed_at = %s WHERE id = %s",
        [judge, now, draw],
    )
    cursor.execute(
        "UPDATE cases_casehandling SET handler_id = %s, assigned_on = %s WHERE case_id = %s",
        [judge, day, case],
    )
    cursor.execute(
        "INSERT INTO cases_nodeevent (id, case_id, court_id, node, occurred_on, detail, entered_at,"
        " entered_by) VALUES (%s, %s, %s, 'assignment', %s, 'x', %s, 'b')",
        [uuid.uuid4(), case, court, day, now],
    )
    cursor.execute(
        "INSERT INTO assignment_caseload (case_id, court_id, judge_id, hundredths) VALUES (%s, %s, %s, 100)"
        " ON CONFLICT (case_id) DO UPDATE SET judge_id = excluded.judge_id",
        [case, court, judge],
    )
    cursor.execute("INSERT INTO oversight_dirtyday (court_id, day) VALUES (%s, %s)", [court, day])
    cursor.execute(MESSAGE, [court, now, now])
    cursor.execute("UPDATE assignment_drawroster SET status = 'result' WHERE draw_id = %s", [draw])


def _told(cursor: Any, court: int, case: uuid.UUID, verb: str, now: datetime) -> None:
    """One event at the end of the court's chain, as the system writes it, and the end of the transaction."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SELECT seq, hash FROM courts_trailhead WHERE court_id = %s FOR UPDATE", [court])
    seq, head = cursor.fetchone()
    body, salt = json.dumps({"verb": verb, "case": str(case)}), secrets.token_hex(16)
    payload = hashlib.sha256((salt + body).encode()).hexdigest()
    link = hashlib.sha256(f"{head}{seq + 1}{payload}".encode()).hexdigest()
    cursor.execute(
        "WITH event AS (INSERT INTO courts_trailevent (court_id, seq, at, verb, actor_label, noun, object_id,"
        " case_id, payload_hash, prev_hash, hash)"
        " VALUES (%s, %s, %s, %s, 'bench', 'case', %s, %s, %s, %s, %s)"
        " RETURNING id), kept AS (INSERT INTO courts_trailpayload (event_id, salt, body)"
        " SELECT id, %s, %s FROM event)"
        " UPDATE courts_trailhead SET seq = %s, hash = %s WHERE court_id = %s",
        [court, seq + 1, now, verb, str(case), case, payload, head, link, salt, body, seq + 1, link, court],
    )
    cursor.connection.commit()
