"""Nothing on the trail is changed or removed: not by the running role, not by the owner of the tables.

The owner's one lawful way is the erasure procedure. What somebody does who turns
the triggers off is found by the check.
"""

from __future__ import annotations

import json
from typing import Any

import psycopg2
import pytest
from django.db import ProgrammingError, connection
from psycopg2.errors import InsufficientPrivilege, RaiseException

from courts.places.models import Court
from courts.trail.domain import Fault
from courts.trail.models import TrailErasure
from courts.trail.selectors import case_trail, check_chain
from courts.trail.services import erase_payload, record, recorded
from tests.courts.trail.conftest import ACTOR, events, head, write

Session = psycopg2.extensions.connection
TABLES = ("courts_trailhead", "courts_trailevent", "courts_trailpayload")

ACTS = [
    "UPDATE courts_trailevent SET actor_label = 'x'",
    "DELETE FROM courts_trailevent",
    "TRUNCATE courts_trailevent CASCADE",
    "UPDATE courts_trailpayload SET body = '{}'",
    "UPDATE courts_trailpayload SET body = '', salt = ''",
    "DELETE FROM courts_trailpayload",
    "TRUNCATE courts_trailpayload",
    "UPDATE courts_trailerasure SET ground = 'x'",
    "DELETE FROM courts_trailerasure",
    "TRUNCATE courts_trailerasure",
    "DELETE FROM courts_trailhead",
    "TRUNCATE courts_trailhead",
]
ERASE = "SELECT court_erase_trail_payload(%s, now(), %s, %s)"


@pytest.fixture
def written(transactional_db: None, court: Court) -> Court:
    """Three events on a court's trail, the second with a person's name in it, the third erased."""
    for name in ("甲", "乙", "丙"):
        write(court.pk, name=name)
    return court


def run(session: Session, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with session.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def test_the_running_role_has_no_permission(written: Court) -> None:
    for act in (*ACTS, "INSERT INTO courts_trailerasure VALUES (1, now(), 'x', 'x')"):
        with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
            cursor.execute(act)
    assert check_chain(written.pk, written.code).intact


def test_the_owner_is_stopped_by_the_triggers(owner_session: Session, written: Court) -> None:
    run(owner_session, ERASE, events(written.pk)[2].pk, "管理员", "依申请删除")
    for act in ACTS:
        with pytest.raises(InsufficientPrivilege, match="the trail is append-only"):
            run(owner_session, act)
    report = check_chain(written.pk, written.code)
    assert (report.events, report.erased, report.faults) == (3, 1, ())


def test_the_running_role_may_not_erase(written: Court) -> None:
    event = events(written.pk)[1]
    with pytest.raises(ProgrammingError, match="permission denied"):
        erase_payload(event.pk, ground="依申请删除", actor=ACTOR)
    assert events(written.pk)[1].payload.body and not TrailErasure.objects.exists()


def test_an_erased_payload_leaves_its_hash(owner_session: Session, written: Court) -> None:
    before = events(written.pk)[1]
    run(owner_session, ERASE, before.pk, "管理员", "依申请删除")
    after = events(written.pk)[1]
    assert (after.payload.salt, after.payload.body) == ("", "")
    assert (after.hash, after.payload_hash) == (before.hash, before.payload_hash)
    erasure = TrailErasure.objects.get()
    assert (erasure.event_id, erasure.by, erasure.ground) == (before.pk, "管理员", "依申请删除")
    report = check_chain(written.pk, written.code)
    assert (report.intact, report.events, report.erased) == (True, 3, 1)


def test_the_erasing_service_is_an_event_itself(owner_session: Session, written: Court) -> None:
    """Run with the owner's rights, as the operator does it."""
    run(owner_session, "GRANT EXECUTE ON FUNCTION court_erase_trail_payload TO court_web")
    run(owner_session, "ALTER FUNCTION court_erase_trail_payload SECURITY DEFINER")
    erased = events(written.pk)[1]
    erase_payload(erased.pk, ground="依申请删除", actor=ACTOR)
    last = events(written.pk)[-1]
    assert (last.seq, last.verb, last.object_id) == (4, "trail_payload_erased", str(erased.pk))
    assert json.loads(last.payload.body)["data"] == {"seq": 2, "ground": "依申请删除"}
    assert check_chain(written.pk, written.code).intact


def test_an_erased_event_shows_no_data(owner_session: Session, written: Court) -> None:
    case = "01890000-0000-7000-8000-000000000001"
    with recorded():
        record("warned", court_id=written.pk, actor=ACTOR, noun="x", object_id=1, case_id=case)  # type: ignore[arg-type]
    run(owner_session, ERASE, events(written.pk)[-1].pk, "管理员", "依申请删除")
    assert [entry["data"] for entry in case_trail(case)] == [None]  # type: ignore[arg-type]


def test_an_erasure_needs_a_ground_and_happens_once(owner_session: Session, written: Court) -> None:
    event = events(written.pk)[0]
    with pytest.raises(RaiseException, match="an erasure needs a ground"):
        run(owner_session, ERASE, event.pk, "管理员", " ")
    run(owner_session, ERASE, event.pk, "管理员", "依申请删除")
    with pytest.raises(psycopg2.errors.UniqueViolation):
        run(owner_session, ERASE, event.pk, "管理员", "依申请删除")


def test_the_permit_of_an_erasure_ends_with_it(owner_session: Session, written: Court) -> None:
    """In the transaction of an erasure nothing else may be emptied, nor the same again."""
    first, second, _ = events(written.pk)
    run(owner_session, "BEGIN")
    run(owner_session, ERASE, first.pk, "管理员", "依申请删除")
    with pytest.raises(InsufficientPrivilege):
        run(
            owner_session,
            "UPDATE courts_trailpayload SET salt = '', body = '' WHERE event_id = %s",
            second.pk,
        )
    run(owner_session, "ROLLBACK")
    assert not TrailErasure.objects.exists()


EVENT = "UPDATE courts_trailevent SET {} WHERE court_id = %s AND seq = 2"
PAYLOAD = (
    "UPDATE courts_trailpayload SET {} WHERE event_id ="
    " (SELECT id FROM courts_trailevent WHERE court_id = %s AND seq = 2)"
)
OTHER_BODY = """body = replace(body, '乙', '丁')"""
TAMPERING: list[tuple[str, str, list[Fault]]] = [
    ("payload", PAYLOAD.format(OTHER_BODY), [Fault(2, "payload")]),
    ("salt", PAYLOAD.format("salt = 'x'"), [Fault(2, "payload")]),
    ("emptied without procedure", PAYLOAD.format("body = '', salt = ''"), [Fault(2, "payload")]),
    ("verb", EVENT.format("verb = 'warned'"), [Fault(2, "columns")]),
    ("time", EVENT.format("at = at + interval '1 second'"), [Fault(2, "columns")]),
    ("actor", EVENT.format("actor_label = '钱某'"), [Fault(2, "columns")]),
    ("person", EVENT.format("actor_id = gen_random_uuid()"), [Fault(2, "columns")]),
    ("case", EVENT.format("case_id = gen_random_uuid()"), [Fault(2, "columns")]),
    ("object", EVENT.format("object_id = '2'"), [Fault(2, "columns")]),
    ("noun", EVENT.format("noun = 'case'"), [Fault(2, "columns")]),
    ("commitment", EVENT.format("payload_hash = repeat('0', 64)"), [Fault(2, "hash"), Fault(2, "payload")]),
    ("hash", EVENT.format("hash = repeat('0', 64)"), [Fault(2, "hash"), Fault(3, "prev")]),
    ("number", EVENT.format("seq = 7"), [Fault(3, "gap"), Fault(3, "prev"), Fault(7, "gap")]),
    (
        "the end cut off",
        "WITH gone AS (SELECT id FROM courts_trailevent WHERE court_id = %s AND seq = 3),"
        " paid AS (DELETE FROM courts_trailpayload WHERE event_id IN (SELECT id FROM gone))"
        " DELETE FROM courts_trailevent WHERE id IN (SELECT id FROM gone)",
        [Fault(3, "head")],
    ),
    ("the head set back", "UPDATE courts_trailhead SET seq = 2 WHERE court_id = %s", [Fault(2, "head")]),
]


def test_tampering_behind_the_triggers_is_found(owner_session: Session, written: Court) -> None:
    """Each way of tampering on a sound chain, which is put back in between."""
    for table in TABLES:
        run(owner_session, f"ALTER TABLE {table} DISABLE TRIGGER USER")
        run(owner_session, f"CREATE TEMPORARY TABLE kept_{table} AS TABLE {table}")
    for name, act, found in TAMPERING:
        run(owner_session, act, written.pk)
        report = check_chain(written.pk, written.code)
        assert set(found) <= set(report.faults), name
        assert all(check_chain(other.pk, other.code).intact for other in _others(written))
        for table in reversed(TABLES):
            run(owner_session, f"DELETE FROM {table}")
        for table in TABLES:
            run(owner_session, f"INSERT INTO {table} TABLE kept_{table}")
        assert check_chain(written.pk, written.code).intact


def _others(court: Court) -> list[Court]:
    return list(Court.objects.exclude(pk=court.pk))


def test_an_untouched_chain_has_no_faults(written: Court) -> None:
    report = check_chain(written.pk, written.code)
    assert (report.intact, report.events, report.erased) == (True, 3, 0)
    assert (report.events, report.head_hash) == head(written.pk)


def test_a_court_without_events_is_intact(db: None, court: Court) -> None:
    assert check_chain(court.pk, court.code).intact
