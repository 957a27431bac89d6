"""Many writers at once: no gap, no fork, no deadlock."""

from __future__ import annotations

import json
import random
import threading
import time

import pytest
from django.db import connection, transaction

from courts.places.models import Court
from courts.refusals.domain import Refused
from courts.trail.selectors import check_chain
from courts.trail.services import record_refusal, recorded
from tests.courts.trail.conftest import ACTOR, events, head, write
from tests.kit.threads import all_at_once, at_once

THREADS, WRITES = 8, 20

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_threads_write_one_trail_without_a_gap(court: Court) -> None:
    def work(thread: int) -> None:
        for n in range(WRITES):
            write(court.pk, thread=thread, n=n)

    all_at_once(work, THREADS)
    written = events(court.pk)
    assert [event.seq for event in written] == list(range(1, THREADS * WRITES + 1))
    assert check_chain(court.pk, court.code).intact
    data = [json.loads(event.payload.body)["data"] for event in written]
    assert len({(d["thread"], d["n"]) for d in data}) == THREADS * WRITES
    for thread in range(THREADS):
        assert [d["n"] for d in data if d["thread"] == thread] == list(range(WRITES)), "each in its order"


def test_rollbacks_among_the_writers_leave_no_gap(court: Court) -> None:
    def work(thread: int) -> int:
        chance, kept = random.Random(thread), 0
        for _ in range(WRITES):
            try:
                with transaction.atomic():
                    write(court.pk)
                    if chance.random() < 0.4:
                        raise LookupError
                kept += 1
            except LookupError:
                pass
        return kept

    kept = sum(all_at_once(work, THREADS))
    assert 0 < kept < THREADS * WRITES
    assert [event.seq for event in events(court.pk)] == list(range(1, kept + 1))
    assert check_chain(court.pk, court.code).intact


def test_transactions_on_several_courts_do_not_block_each_other(court: Court, neighbour: Court) -> None:
    """Half of the threads name the courts in one order, half in the other: heads are locked by id."""
    third = Court.objects.get(number_code="吉06")
    before = head(third.pk)[0]

    def work(thread: int) -> None:
        chance = random.Random(thread)
        for n in range(WRITES):
            places = [court.pk, neighbour.pk, third.pk]
            chance.shuffle(places)
            with recorded():
                for place in places:
                    write(place, thread=thread, n=n)

    all_at_once(work, THREADS)
    for place, start in ((court, 0), (neighbour, 0), (third, before)):
        assert head(place.pk)[0] == start + THREADS * WRITES
        assert check_chain(place.pk, place.code).intact


def test_the_first_events_of_a_court_may_come_at_once(court: Court) -> None:
    all_at_once(lambda _: write(court.pk), THREADS)
    assert [event.seq for event in events(court.pk)] == list(range(1, THREADS + 1))


def test_every_refused_attempt_gets_the_number_of_its_own_event(court: Court) -> None:
    def work(thread: int) -> list[str]:
        return [
            record_refusal(Refused("CASE-STEP"), court_id=court.pk, actor=ACTOR, attempt=f"{thread}/{n}")
            for n in range(10)
        ]

    numbers = all_at_once(work, THREADS)
    told = {number: f"{thread}/{n}" for thread, mine in enumerate(numbers) for n, number in enumerate(mine)}
    kept = {
        f"R-20260310-{event.seq:04d}": json.loads(event.payload.body)["data"]["attempt"]
        for event in events(court.pk)
    }
    assert told == kept


def test_an_event_waits_for_the_one_before_it(court: Court) -> None:
    """While one transaction holds the head, another waits, and then follows it."""
    write(court.pk)
    held = threading.Event()

    def slow() -> bool:
        with transaction.atomic():
            write(court.pk, who="slow")
            held.set()
            return any(_somebody_waits() for _ in range(500))

    def quick() -> None:
        assert held.wait(10)
        write(court.pk, who="quick")

    assert at_once([slow, quick]) == [True, None]
    data = [json.loads(event.payload.body)["data"] for event in events(court.pk)]
    assert [entry.get("who") for entry in data] == [None, "slow", "quick"]
    assert check_chain(court.pk, court.code).intact


def _somebody_waits() -> bool:
    time.sleep(0.01)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return bool(cursor.fetchone()[0])
