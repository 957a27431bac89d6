"""Filings a second over REST, beside a bare transaction that writes the same rows."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from benchmarks import clients, people, place
from benchmarks.clients import Calls, Tally, Transactions
from benchmarks.results import Figure
from benchmarks.run import Bench
from benchmarks.scale import COURT
from benchmarks.spying import session_of_the_web

PER_CLIENT = 4000
MESSAGE = (
    "INSERT INTO courts_outboxmessage (court_id, topic, body, posted_at, next_try_at, attempts, last_error)"
    " VALUES (%s, 'bench', '{}', %s, %s, 0, '') RETURNING id"
)
NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


def measure(bench: Bench) -> Iterator[Figure]:
    """At one client and at four."""
    from courts.places.models import Court

    span = bench.span
    court_id = Court.objects.get(code=COURT).pk
    port, _pid = place.web_server(bench.home)
    headers = people.tokens(port, COURT, max(bench.clients))
    for number in bench.clients:
        tasks = [_calls(bench, port, header, n) for n, header in enumerate(headers[:number])]
        bare = [
            Transactions(session_of_the_web(), file_bare, [(court_id, n, i) for i in range(PER_CLIENT)])
            for n in range(number)
        ]
        _best(clients.ask, tasks, span / 4, 1)
        ours, plain = [], []
        for _round in range(bench.rounds):
            ours.append(clients.rate(clients.at_once(clients.ask, tasks, span)))
            plain.append(clients.rate(clients.at_once(clients.transact, bare, span)))
        what = f"filings over REST, {number} client{'s' if number > 1 else ''}"
        note = "bare: one transaction, the same rows, 12 statements"
        yield Figure("filings", what, _middle(ours), "/s", _middle(plain), "", note)


def _best(work: Any, tasks: list[Any], span: float, rounds: int) -> list[list[Tally]]:
    return [clients.at_once(work, tasks, span) for _ in range(rounds)]


def _middle(found: list[float]) -> float:
    return sorted(found)[len(found) // 2]


def _calls(bench: Bench, port: int, headers: dict[str, str], client: int) -> Calls:
    number = PER_CLIENT if not bench.data.quick else PER_CLIENT // 20
    bodies = [json.dumps(filing(bench, client, n), ensure_ascii=False).encode() for n in range(number)]
    return Calls(port, "POST", "/api/v1/cases/", headers, bodies, wanted=201)


def filing(bench: Bench, client: int, number: int) -> dict[str, Any]:
    """A lawful civil filing; no two alike."""
    first, second = NAMES[number % 20] + NAMES[client % 20], NAMES[number // 20 % 20] + NAMES[number % 7]
    return {
        "court": COURT,
        "case_type": "民初",
        "procedure": "summary",
        "cause": "民间借贷纠纷",
        "claim_amount": f"{1000 + number}.00",
        "received_on": str(bench.data.today),
        "channel": "online",
        "parties": [
            {"role": "plaintiff", "kind": "person", "name": first},
            {"role": "defendant", "kind": "person", "name": second},
        ],
        "facts": f"被告于{2010 + number % 15}年借款{1000 + number}元，到期未还，多次催要未果。",
    }


def file_bare(cursor: Any, item: tuple[int, int, int]) -> None:
    """The rows of one filing: case, handling, text, two parties, message, event with payload, head."""
    court, client, number = item
    case, now = uuid.UUID(bytes=_uuid7()), datetime.now(UTC)
    cursor.execute(
        "INSERT INTO cases_case (id, court_id, status, number_special, number_suffix, type_code, category,"
        " procedure, limit_rule, cause_code, cause_name, title, claim_fen, received_on, disposal,"
        " refusal_ground, refusal_reason, channel, sealed, detained, external_number, series_key, imported,"
        " open_confirmed, entered_at)"
        " VALUES (%s, %s, 'received', '', '', '民初', 'civil', 'summary', '', '', '民间借贷纠纷', '', %s, %s,"
        " '', '', '', 'online', 'none', false, '', '', false, true, %s)",
        [case, court, 100000 + number, now.date(), now],
    )
    cursor.execute("INSERT INTO cases_casehandling (case_id, court_id) VALUES (%s, %s)", [case, court])
    facts = f"被告于{2010 + number % 15}年借款{1000 + number}元，到期未还，多次催要未果。"
    cursor.execute(
        "INSERT INTO cases_casetext (case_id, court_id, facts) VALUES (%s, %s, %s)", [case, court, facts]
    )
    first, second = NAMES[number % 20] + NAMES[client % 20], NAMES[number // 20 % 20] + NAMES[number % 7]
    cursor.execute(
        'INSERT INTO cases_party (id, case_id, court_id, "order", role, kind, name, id_type, id_digest,'
        " id_masked, phone_masked, address)"
        " VALUES (%s, %s, %s, 1, 'plaintiff', 'person', %s, '', '', '', '', ''),"
        " (%s, %s, %s, 2, 'defendant', 'person', %s, '', '', '', '', '')",
        [uuid.UUID(bytes=_uuid7()), case, court, first, uuid.UUID(bytes=_uuid7()), case, court, second],
    )
    cursor.execute(
        MESSAGE,
        [court, now, now],
    )
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    write_event(cursor, court, case, "case_filed", now)
    cursor.connection.commit()


def write_event(cursor: Any, court: int, case: uuid.UUID, verb: str, now: datetime) -> None:
    """One event at the end of a court's chain: five statements."""
    cursor.execute("SELECT seq, hash FROM courts_trailhead WHERE court_id = %s FOR UPDATE", [court])
    seq, head = cursor.fetchone()
    body, salt = json.dumps({"verb": verb, "case": str(case)}), secrets.token_hex(16)
    payload = hashlib.sha256((salt + body).encode()).hexdigest()
    link = hashlib.sha256(f"{head}{seq + 1}{payload}".encode()).hexdigest()
    cursor.execute(
        "INSERT INTO courts_trailevent (court_id, seq, at, verb, actor_label, noun, object_id, case_id,"
        " payload_hash, prev_hash, hash) VALUES (%s, %s, %s, %s, 'bench', 'case', %s, %s, %s, %s, %s)"
        " RETURNING id",
        [court, seq + 1, now, verb, str(case), case, payload, head, link],
    )
    event = cursor.fetchone()[0]
    cursor.execute(
        "INSERT INTO courts_trailpayload (event_id, salt, body) VALUES (%s, %s, %s)", [event, salt, body]
    )
    cursor.execute(
        "UPDATE courts_trailhead SET seq = %s, hash = %s WHERE court_id = %s", [seq + 1, link, court]
    )


def _uuid7() -> bytes:
    stamp = int(datetime.now(UTC).timestamp() * 1000).to_bytes(6, "big")
    rest = bytearray(secrets.token_bytes(10))
    rest[0], rest[2] = 0x70 | rest[0] & 0x0F, 0x80 | rest[2] & 0x3F
    return stamp + bytes(rest)
