"""Draws a second in one pool, beside bare transactions with the same steps and writes."""

from __future__ import annotations

import hashlib
import json
import secrets
import statistics
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from benchmarks import clients
from benchmarks.clients import Tally, Transactions
from benchmarks.filings import MESSAGE, write_event
from benchmarks.results import Figure
from benchmarks.run import Bench
from benchmarks.scale import COURT
from benchmarks.spying import session_of_the_web, spied


@dataclass(frozen=True)
class Drawing:
    """What a client draws: accepted cases that nobody handles."""

    cases: Sequence[str]
    username: str


def measure(bench: Bench) -> Iterator[Figure]:
    """At one client and at four, all steps of a draw each time."""
    from courts.places.models import Court

    court_id = Court.objects.get(code=COURT).pk
    waiting = _waiting(bench)
    clerk = f"scale-{COURT}-clerk"
    chain = _bare_chain(court_id)
    statements, judges = _one(waiting.pop(), clerk)
    for number in bench.clients:
        ours, plain = [], []
        for _round in range(bench.rounds):
            tasks = [Drawing([waiting.pop() for _ in range(bench.draws)], clerk) for _ in range(number)]
            ours.append(clients.rate(clients.at_once(draw_cases, tasks, bench.span)))
            bare = [
                _bare_task(court_id, chain, [waiting.pop() for _ in range(bench.draws)])
                for _ in range(number)
            ]
            plain.append(clients.rate(clients.at_once(clients.transact, bare, bench.span)))
        what = f"draws with all steps, {number} client{'s' if number > 1 else ''}"
        note = f"{judges} judges in the pool, {statements} statements; bare: 3 transactions, 29 statements"
        goal = "ratio ≥ 0.5" if number == 1 else ""
        yield Figure("draws", what, statistics.median(ours), "/s", statistics.median(plain), goal, note)


def _waiting(bench: Bench) -> list[str]:
    """Accepted civil cases without a handler; as many cases of the court as are needed lose theirs."""
    from django.db import connection

    from cases.docket.models import CaseHandling

    wanted = 1 + 2 * bench.rounds * bench.draws * 5
    found = CaseHandling.objects.filter(
        court__code=COURT, case__status="open", case__type_code="民初", case__draws=None
    ).order_by("case_id")
    ids = [str(pk) for pk in found.values_list("pk", flat=True)[:wanted]]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_casehandling SET handler_id = NULL, assigned_on = NULL"
            " WHERE case_id = ANY(%s::uuid[])",
            [ids],
        )
    return ids


def _one(case_id: str, clerk: str) -> tuple[int, int]:
    """How many statements one draw takes, and how many judges stand in its roster."""
    from assignment.draws.services import draw_at_once

    with spied() as spy:
        drawn = draw_at_once(case_id=case_id, nonce="20240601", actor=_actor(clerk))
    return len(spy.statements), len(json.loads(drawn.snapshot)["roster"])


def _actor(username: str) -> Any:
    from django.utils import timezone

    from courts.actors.domain import Actor
    from courts.people.models import Person
    from courts.people.selectors import viewer_of

    now = timezone.now()
    person = Person.objects.get(username=username)
    return Actor(
        at=now, label=person.name, person_id=person.pk, viewer=viewer_of(person, timezone.localdate(now))
    )


def draw_cases(wanted: Drawing, span: float) -> Tally:
    """Draw one case after the other by the service itself."""
    import django

    from settings.services import bring_up

    bring_up()
    django.setup()
    from assignment.draws.services import draw_at_once

    tally = Tally()
    draw_at_once(case_id=wanted.cases[0], nonce="1", actor=_actor(wanted.username))
    began = time.perf_counter()
    for case_id in wanted.cases[1:]:
        if time.perf_counter() - began >= span:
            break
        draw_at_once(case_id=case_id, nonce="20240601", actor=_actor(wanted.username))
        tally.done += 1
    tally.seconds = time.perf_counter() - began
    return tally


def _bare_chain(court_id: int) -> int:
    """A chain of its own for the bare draws."""
    from django.utils import timezone

    from assignment.draws.models import DrawChain

    made = DrawChain.objects.create(
        court_id=court_id,
        purpose="bench",
        year=2000 + DrawChain.objects.count(),
        anchor=secrets.token_hex(32),
        tail_cipher=b"",
        length=10_000_000,
        published_at=timezone.now(),
    )
    return int(made.pk)


def _bare_task(court_id: int, chain: int, cases: list[str]) -> Transactions:
    from assignment.pools.models import Pool, PoolMember

    pool = Pool.objects.get(court_id=court_id, type_code="民初")
    judge = PoolMember.objects.filter(pool=pool).values_list("judge_id", flat=True)[0]
    items = [(court_id, chain, pool.pk, str(judge), case) for case in cases]
    return Transactions(session_of_the_web(), draw_bare, items)


def draw_bare(cursor: Any, item: tuple[int, int, int, str, str]) -> None:
    """Committed, nonce fixed, revealed: three transactions with the reads, locks and writes of a draw."""
    court, chain, pool, judge, case = item
    now, draw, kept = datetime.now(UTC), uuid.uuid4(), uuid.UUID(case)
    _read(cursor, case)
    cursor.execute("SELECT id FROM cases_case WHERE id = %s FOR NO KEY UPDATE", [case])
    cursor.execute("SELECT id FROM assignment_pool WHERE id = %s FOR UPDATE", [pool])
    cursor.execute("SELECT last_no FROM assignment_drawchain WHERE id = %s FOR NO KEY UPDATE", [chain])
    number = cursor.fetchone()[0] + 1
    cursor.execute("SELECT judge_id, share FROM assignment_poolmember WHERE pool_id = %s", [pool])
    judges = [row[0] for row in cursor.fetchall()]
    cursor.execute(LOADS, [court, judges])
    roster = json.dumps(
        {"roster": [{"id": row[0], "load": row[2]} for row in cursor.fetchall()]}, default=str
    )
    digest = hashlib.sha256(f"{draw}{roster}".encode()).hexdigest()
    cursor.execute(
        "INSERT INTO assignment_draw (id, court_id, chain_id, draw_no, purpose, case_id, subject, attempt,"
        " status, snapshot, snapshot_hash, receipt, nonce, nonce_source, reveal, seed, picked, operator,"
        " committed_at) VALUES (%s, %s, %s, %s, 'handler', %s, '', 9, 'committed', %s, %s, %s, '', '', '',"
        " '', '', 'b', %s)",
        [draw, court, chain, number, case, roster, digest, digest[:16], now],
    )
    cursor.execute(
        "UPDATE assignment_drawchain SET last_no = %s, last_snapshot_hash = %s WHERE id = %s",
        [number, digest, chain],
    )
    write_event(cursor, court, kept, "draw_committed", now)
    cursor.connection.commit()
    _read(cursor, case)
    cursor.execute("SELECT id FROM assignment_draw WHERE id = %s FOR NO KEY UPDATE", [draw])
    cursor.execute(
        "UPDATE assignment_draw SET status = 'nonce_fixed', nonce = '1', nonce_at = %s WHERE id = %s",
        [now, draw],
    )
    write_event(cursor, court, kept, "draw_nonce_fixed", now)
    cursor.connection.commit()
    _reveal(cursor, court, draw, judge, kept, now)
    cursor.connection.commit()


LOADS = (
    "SELECT h.handler_id, c.type_code, count(*)"
    " FROM cases_casehandling h JOIN cases_case c ON c.id = h.case_id"
    " WHERE h.court_id = %s AND h.handler_id = ANY(%s) AND c.status = 'open' GROUP BY 1, 2"
)


def _read(cursor: Any, case: str) -> None:
    """A case with what hangs on it."""
    cursor.execute(
        "SELECT * FROM cases_case c JOIN courts_court k ON k.id = c.court_id"
        " JOIN cases_casehandling h ON h.case_id = c.id WHERE c.id = %s",
        [case],
    )
    cursor.fetchall()


def _reveal(cursor: Any, court: int, draw: uuid.UUID, judge: str, case: uuid.UUID, now: datetime) -> None:
    _read(cursor, str(case))
    cursor.execute("SELECT id FROM cases_case WHERE id = %s FOR NO KEY UPDATE", [case])
    cursor.execute("SELECT snapshot FROM assignment_draw WHERE id = %s FOR NO KEY UPDATE", [draw])
    cursor.execute(
        "UPDATE assignment_draw SET status = 'result', winner_id = %s, reveal = 'x', seed = 'x',"
        " total_weight = 1, counter = 0, x = 0, revealed_at = %s WHERE id = %s",
        [judge, now, draw],
    )
    cursor.execute(
        "UPDATE cases_casehandling SET handler_id = %s, assigned_on = %s WHERE case_id = %s",
        [judge, now.date(), case],
    )
    cursor.execute(
        "INSERT INTO cases_nodeevent (id, case_id, court_id, node, occurred_on, detail, entered_at,"
        " entered_by) VALUES (%s, %s, %s, 'assignment', %s, 'x', %s, 'b')",
        [uuid.uuid4(), case, court, now.date(), now],
    )
    cursor.execute("INSERT INTO oversight_dirtyday (court_id, day) VALUES (%s, %s)", [court, now.date()])
    cursor.execute(
        MESSAGE,
        [court, now, now],
    )
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    write_event(cursor, court, case, "draw_revealed", now)
