"""A process killed between commitment and reveal: the sweeper finishes the draw as it was determined."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from assignment.draws.domain import result_bundle
from assignment.draws.models import Draw
from assignment.draws.selectors import bundle_of, check_chains
from assignment.draws.services import ensure_chain, sweep_draws
from assignment.draws.services.chains import secret_of
from tests.assignment.draws.bench import clerk
from tests.builders import accepted_case, court_with_people, instant, machine
from tests.kit.sources import PROJECT

pytestmark = pytest.mark.django_db(transaction=True)
BODY = """
import sys, time
import django
django.setup()
from datetime import datetime
from assignment.draws.services import commit_draw, give_nonce
from courts.people.models import Person
from tests.builders import actor_of, instant
actor = actor_of(Person.objects.get(pk=sys.argv[2]), instant())
draw = commit_draw(case_id=sys.argv[1], actor=actor)
give_nonce(draw_id=draw.pk, nonce="31415926", actor=actor)
print("ready", flush=True)
time.sleep(60)
"""


def test_killed_after_the_number_the_result_is_the_one_determined() -> None:
    house = court_with_people()
    case = accepted_case(house)
    ensure_chain(house.court, year=2026, actor=clerk(house))
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test", "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", BODY, str(case.pk), str(house.clerk.pk)]
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
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
