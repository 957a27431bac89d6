"""A transaction's events reach the trail at its end, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from courts.actors.domain import COURT_TIME, Role
from courts.places.models import Court
from courts.refusals.domain import Refused
from courts.trail.domain import GENESIS, link_hash, payload_hash
from courts.trail.models import TrailEvent
from courts.trail.selectors import case_trail, check_chain, verbs
from courts.trail.services import plain, record, record_refusal, recorded
from tests.courts.trail.conftest import ACTOR, events, head, write

CASE = UUID("01890000-0000-7000-8000-000000000001")
PERSON = UUID("01890000-0000-7000-8000-000000000002")


def test_an_event_as_it_is_stored(court: Court) -> None:
    """Every column, the payload's text, and the hashes as the published formula gives them."""
    at = datetime(2026, 3, 10, 9, 0, tzinfo=COURT_TIME)
    actor = replace(ACTOR, person_id=PERSON, client="c-1")
    with recorded():
        record(
            "case_filed",
            court_id=court.pk,
            actor=actor,
            noun="case",
            object_id=CASE,
            case_id=CASE,
            data={"on": date(2026, 3, 9), "parties": [{"name": "王建国"}]},
        )
    (event,) = events(court.pk)
    assert json.loads(event.payload.body) == {
        "verb": "case_filed",
        "at": "2026-03-10T01:00:00+00:00",
        "actor": {
            "id": str(PERSON),
            "label": "赵敏",
            "post": "书记员",
            "client": "c-1",
            "address": "10.0.0.7",
        },
        "noun": "case",
        "object": str(CASE),
        "case": str(CASE),
        "data": {"on": "2026-03-09", "parties": [{"name": "王建国"}]},
    }
    assert (event.seq, event.verb, event.actor_label, event.case_id) == (1, "case_filed", "赵敏", CASE)
    assert event.at == at and event.at.tzinfo == UTC
    assert len(event.payload.salt) == 32
    assert event.payload_hash == payload_hash(event.payload.salt, event.payload.body)
    assert (event.prev_hash, event.hash) == (GENESIS, link_hash(GENESIS, 1, event.payload_hash))
    assert head(court.pk) == (1, event.hash)
    assert case_trail(CASE)[0]["data"] == {"on": "2026-03-09", "parties": [{"name": "王建国"}]}


def test_equal_events_commit_to_different_hashes(court: Court) -> None:
    write(court.pk)
    write(court.pk)
    first, second = events(court.pk)
    assert first.payload.body == second.payload.body
    assert first.payload_hash != second.payload_hash, "the salt keeps a guess from being checked"


def test_events_of_one_transaction_stand_in_their_order_on_each_court(court: Court, neighbour: Court) -> None:
    with recorded():
        for number, place in enumerate((neighbour, court, neighbour, court)):
            write(place.pk, number=number)
        assert not events(court.pk), "nothing is written before the end"
    written = [
        [json.loads(e.payload.body)["data"]["number"] for e in events(c.pk)] for c in (court, neighbour)
    ]
    assert written == [[1, 3], [0, 2]]
    assert [event.seq for event in events(court.pk)] == [1, 2]


def test_a_rollback_leaves_no_event_and_gives_the_number_back(court: Court) -> None:
    write(court.pk)
    before = head(court.pk)
    with pytest.raises(LookupError), recorded():
        write(court.pk)
        raise LookupError
    assert head(court.pk) == before
    write(court.pk)
    assert [event.seq for event in events(court.pk)] == [1, 2]
    assert check_chain(court.pk, court.code).intact


def test_a_rollback_of_what_surrounds_it_takes_the_events_along(court: Court) -> None:
    with pytest.raises(LookupError), transaction.atomic():
        write(court.pk)
        raise LookupError
    assert not events(court.pk)


def test_an_inner_transaction_that_fails_takes_only_its_own_events(court: Court) -> None:
    with recorded():
        write(court.pk, n=1)
        with pytest.raises(IntegrityError), recorded():
            write(court.pk, n=2)
            Court.objects.create(code=court.code, number_code="x", name="x", level="basic")
        with recorded():
            write(court.pk, n=3)
            with pytest.raises(Refused), recorded():
                write(court.pk, n=4)
                raise Refused("CASE-STEP")
        write(court.pk, n=5)
    kept = [json.loads(event.payload.body)["data"]["n"] for event in events(court.pk)]
    assert kept == [1, 3, 5]


def test_outside_a_recorded_transaction_nothing_can_be_recorded(court: Court) -> None:
    with pytest.raises(RuntimeError, match=r"case_filed: a business event outside recorded\(\)"):
        record("case_filed", court_id=court.pk, actor=ACTOR, noun="x", object_id=1)
    with pytest.raises(RuntimeError), transaction.atomic():
        record("case_filed", court_id=court.pk, actor=ACTOR, noun="x", object_id=1)
    write(court.pk)
    with pytest.raises(RuntimeError):
        record("case_filed", court_id=court.pk, actor=ACTOR, noun="x", object_id=1)


def test_what_runs_on_commit_writes_events_of_its_own(transactional_db: None, court: Court) -> None:
    with recorded():
        write(court.pk, n=1)
        transaction.on_commit(lambda: write(court.pk, n=2))
    assert [json.loads(event.payload.body)["data"]["n"] for event in events(court.pk)] == [1, 2]


def test_a_court_that_does_not_exist_has_no_trail(transactional_db: None, court: Court) -> None:
    with pytest.raises(IntegrityError):
        write(10**9)
    assert not TrailEvent.objects.filter(court_id=10**9).exists()


def test_a_refused_attempt_is_kept_after_the_rollback(court: Court) -> None:
    refused = Refused("CASE-STEP", current=verbs().latest("case_closed"), case_id=CASE, court_id=court.pk)
    with pytest.raises(Refused) as told, recorded():
        write(court.pk, lost=True)
        raise refused
    number = record_refusal(
        told.value, court_id=court.pk, actor=ACTOR, attempt="POST /cases/x/accept/", case_id=CASE
    )
    (event,) = events(court.pk)
    assert number == "R-20260310-0001"
    assert (event.verb, event.object_id, event.case_id) == ("refused", "CASE-STEP", CASE)
    assert json.loads(event.payload.body)["data"] == {
        "attempt": "POST /cases/x/accept/",
        "params": {"current": "case_closed", "case_id": str(CASE), "court_id": court.pk},
    }


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (date(2026, 3, 10), "2026-03-10"),
        (datetime(2026, 3, 10, 1, tzinfo=UTC), "2026-03-10T01:00:00+00:00"),
        (Decimal("1268400.00"), "1268400.00"),
        (CASE, str(CASE)),
        (Role.CLERK, "clerk"),
        ({1: (date(2026, 1, 1), None)}, {"1": ["2026-01-01", None]}),
        ([True, 1, "x"], [True, 1, "x"]),
    ],
)
def test_values_in_a_payload(value: Any, kept: Any) -> None:
    assert plain(value) == kept


def test_a_set_is_kept_in_one_order() -> None:
    assert plain({"b", "a", "c"}) == ["a", "b", "c"]


def test_the_trail_is_the_last_thing_locked(transactional_db: None, court: Court) -> None:
    """The head row is not locked while the business part of a transaction still runs."""
    write(court.pk)
    with recorded():
        write(court.pk)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                " WHERE c.relname = 'courts_trailhead' AND l.pid = pg_backend_pid()"
            )
            assert cursor.fetchone() == (0,)
