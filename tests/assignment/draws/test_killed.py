"""A process killed between commitment and reveal: the sweeper finishes the draw as it was determined."""

from __future__ import annotations

import multiprocessing
import time
from datetime import timedelta
from multiprocessing.synchronize import Event
from uuid import UUID

import pytest
from django.db import connections

from assignment.draws.domain import result_bundle
from assignment.draws.models import Draw
from assignment.draws.selectors import bundle_of, check_chains
from assignment.draws.services import commit_draw, ensure_chain, give_nonce, sweep_draws
from assignment.draws.services.chains import secret_of
from courts.people.models import Person
from tests.assignment.draws.bench import clerk
from tests.builders import accepted_case, actor_of, court_with_people, instant, machine

pytestmark = pytest.mark.django_db(transaction=True)


def half_a_draw(case_id: UUID, clerk_id: UUID, ready: Event) -> None:
    """Committed and numbered, in a process that waits for its end."""
    actor = actor_of(Person.objects.get(pk=clerk_id), instant())
    draw = commit_draw(case_id=case_id, actor=actor)
    give_nonce(draw_id=draw.pk, nonce="31415926", actor=actor)
    ready.set()
    time.sleep(60)


def test_killed_after_the_number_the_result_is_the_one_determined() -> None:
    house = court_with_people()
    case = accepted_case(house)
    ensure_chain(house.court, year=2026, actor=clerk(house))
    connections.close_all()  # a copy of this process opens sessions of its own
    copies = multiprocessing.get_context("fork")
    ready = copies.Event()
    process = copies.Process(target=half_a_draw, args=(case.pk, house.clerk.pk, ready))
    process.start()
    assert ready.wait(60)
    process.kill()
    process.join()
    left = Draw.objects.select_related("chain").get(case=case)
    assert (left.status, left.reveal) == ("nonce_fixed", "")
    determined = result_bundle(
        bundle_of(left)["snapshot"],
        anchor=left.chain.anchor,
        reveal=secret_of(left.chain, 1),
        nonce="31415926",
    )
    assert sweep_draws(actor=machine(instant() + timedelta(minutes=10))) == 1
    left.refresh_from_db()
    assert (left.status, str(left.winner_id)) == ("result", determined["winner"])
    case.handling.refresh_from_db()
    assert case.handling.handler == left.winner
    assert [report.problems for report in check_chains(house.court.pk, house.court.code)] == [()]
