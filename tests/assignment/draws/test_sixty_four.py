"""Sixty-four draws at once, in one pool and in eight. The court is made once, the cases as rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from assignment.draws.domain import check_series
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import check_chains
from assignment.draws.services import draw_at_once, sweep_draws
from assignment.pools.models import Pool, PoolMember, PoolRoute
from cases.docket.models import Case, CaseHandling
from courts.trail.selectors import check_chain
from tests.assignment.draws.bench import clerk, series
from tests.builders import SINCE, CourtHouse, accepted_case, court_with_people, instant, machine
from tests.kit.threads import at_once, failures

pytestmark = pytest.mark.django_db(transaction=True)
MANY, POOLS = 64, 8


@pytest.fixture(scope="module")
def house(held_database: None, django_db_blocker: Any) -> Iterator[CourtHouse]:
    with django_db_blocker.unblock():
        yield court_with_people()


def copies(case: Case, amounts: list[int]) -> list[Any]:
    """As many accepted cases like this one, with these claims, and no parties to be related by."""
    facts = {field.attname: getattr(case, field.attname) for field in Case._meta.concrete_fields}
    rows = []
    for fen in amounts:
        serial = 1000 + Case.objects.count() + len(rows)
        number = f"（2026）吉0621民初{serial}号"
        rows.append(
            Case(**{**facts, "id": uuid7(), "number": number, "number_serial": serial, "claim_fen": fen})
        )
    Case.objects.bulk_create(rows)
    CaseHandling.objects.bulk_create(CaseHandling(case=row, court_id=row.court_id) for row in rows)
    return [row.pk for row in rows]


def draw_together(house: CourtHouse, cases: list[Any]) -> None:
    """Each case by a thread of its own; what could not be revealed in its turn the sweeper ends."""
    actor = clerk(house)
    answers = at_once([lambda c=c: draw_at_once(case_id=c, nonce="7", actor=actor) for c in cases])
    assert [error for error in failures(answers) if getattr(error, "code", "") != "DRAW-ORDER"] == []
    sweep_draws(actor=machine(instant() + timedelta(minutes=10)))


def check(house: CourtHouse, cases: list[Any]) -> None:
    """Numbers without a gap, one result a case and its judge, a series and a trail that check out."""
    numbers = list(Draw.objects.order_by("draw_no").values_list("draw_no", "status"))
    assert numbers == [(number, "result") for number in range(1, len(numbers) + 1)]
    won = dict(Draw.objects.filter(case__in=cases).values_list("case_id", "winner_id"))
    assert len(won) == MANY == Draw.objects.filter(case__in=cases).count()
    handled = CaseHandling.objects.filter(case__in=cases)
    assert dict(handled.values_list("case_id", "handler_id")) == won
    assert DrawChain.objects.count() == 1, "the chain of a fresh year is made once"
    (report,) = check_chains(house.court.pk, house.court.code)
    assert (report.draws, report.problems) == (len(numbers), ())
    assert check_chain(house.court.pk, house.court.code).intact


def test_at_once_in_one_pool(house: CourtHouse) -> None:
    cases = copies(accepted_case(house), [100_000_00] * MANY)
    draw_together(house, cases)
    check(house, cases)
    bundles, anchor = series(house)
    assert check_series(bundles, anchor) == []
    assert {bundle["nonce"] for bundle in bundles} == {"7"}


def test_at_once_in_eight_pools(house: CourtHouse) -> None:
    """Pools of their own share the court's chain: no gap, no deadlock."""
    names = [f"第{step}池" for step in range(POOLS)]
    for step, name in enumerate(names):
        pool = Pool.objects.create(court=house.court, name=name, division=house.civil)
        PoolMember.objects.bulk_create(
            PoolMember(pool=pool, judge=judge, from_on=SINCE) for judge in house.judges
        )
        span = {"claim_from_fen": step * 1000, "claim_to_fen": (step + 1) * 1000}
        PoolRoute.objects.create(
            pool=pool, court=house.court, tier=2, type_code="民初", from_on=SINCE, **span
        )
    cases = copies(accepted_case(house), [1000 * (n % POOLS) + 500 for n in range(MANY)])
    draw_together(house, cases)
    check(house, cases)
    drawn = Draw.objects.filter(case__in=cases).values_list("snapshot", flat=True)
    assert {json.loads(text)["pool"] for text in drawn} == set(names)
