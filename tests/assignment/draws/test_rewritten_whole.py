"""A draw rewritten whole, so that its bundle is sound in itself, still differs from the trail."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from assignment.draws.domain import result_bundle
from assignment.draws.models import Draw
from assignment.draws.selectors import check_chains
from tests.assignment.draws.bench import finished, stored
from tests.builders import court_with_people

pytestmark = pytest.mark.django_db


def test_another_nonce_with_everything_computed_anew_is_found_by_the_trail_alone() -> None:
    house = court_with_people()
    draw = stored(finished(house, "22"))
    for nonce in map(str, range(1, 500)):
        forged = result_bundle(
            json.loads(draw.snapshot), anchor=draw.chain.anchor, reveal=draw.reveal, nonce=nonce
        )
        if forged["winner"] != str(draw.winner_id):
            break
    Draw.objects.filter(pk=draw.pk).update(
        nonce=nonce,
        seed=forged["seed"],
        total_weight=forged["total_weight"],
        counter=forged["counter"],
        x=forged["x"],
        winner=UUID(forged["winner"]),
    )
    (report,) = check_chains(house.court.pk, house.court.code)
    assert {(problem.code, problem.detail) for problem in report.problems} == {
        ("DRAW-CHECK-TRAIL", "nonce"),
        ("DRAW-CHECK-TRAIL", "winner"),
    }
