"""Each rule of plans and their samples that says no, met through the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from courts.actors.domain import Role
from courts.people.services import appoint
from courts.refusals.domain import InvalidInput
from reviews.plans.services import give_number, lock_sample, reveal_sample
from tests.builders import DAY, actor_of, machine
from tests.kit.refusing import check_refused
from tests.reviews.bench import Bench, bench

pytestmark = pytest.mark.django_db
Act = Callable[[], Any]
Prepare = Callable[[Bench], Act]


def late_plan(court: Bench) -> Act:
    court.close(court.house.judge)
    return lambda: court.plan(due_on=DAY + timedelta(days=40))


def empty_plan(court: Bench) -> Act:
    court.close(court.house.judge, criminal=True, sealed="juvenile")
    return court.plan


def plan_of_a_clerk(court: Bench) -> Act:
    court.close(court.house.judge)
    return lambda: court.plan(actor=actor_of(court.house.clerk))


def two_rounds_at_once(court: Bench) -> Act:
    court.close(court.house.judge)
    plan = court.plan()
    lock_sample(plan_id=plan.pk, actor=court.office)
    return lambda: lock_sample(plan_id=plan.pk, actor=court.office)


def a_round_more(court: Bench) -> Act:
    court.close(court.house.judge)
    plan = court.plan()
    court.draw(plan)
    return lambda: lock_sample(plan_id=plan.pk, actor=court.office)


def number_before_the_lists(court: Bench) -> Act:
    court.close(court.house.judge)
    plan = court.plan()
    return lambda: give_number(plan_id=plan.pk, nonce="7", actor=court.president)


def number_by_the_office(court: Bench) -> Act:
    court.close(court.house.judge)
    plan = court.plan()
    lock_sample(plan_id=plan.pk, actor=court.office)
    return lambda: give_number(plan_id=plan.pk, nonce="7", actor=court.office)


def number_by_who_locked(court: Bench) -> Act:
    """One person in both offices is no second department."""
    court.close(court.house.judge)
    both = court.house.trial_management
    appoint(person=both, court=court.house.court, role=Role.DISCIPLINE, from_on=DAY, actor=machine())
    plan = court.plan()
    lock_sample(plan_id=plan.pk, actor=court.office)
    return lambda: give_number(plan_id=plan.pk, nonce="7", actor=court.office)


def reveal_before_the_number(court: Bench) -> Act:
    court.close(court.house.judge)
    plan = court.plan()
    lock_sample(plan_id=plan.pk, actor=court.office)
    return lambda: reveal_sample(plan_id=plan.pk, actor=court.office)


def reveal_while_another_plan_waits(court: Bench) -> Act:
    for _number in range(2):
        court.close(court.house.judge)
    first, second = court.plan(), court.plan()
    for plan in (first, second):
        lock_sample(plan_id=plan.pk, actor=court.office)
    give_number(plan_id=second.pk, nonce="7", actor=court.president)
    return lambda: reveal_sample(plan_id=second.pk, actor=court.office)


REFUSALS: list[tuple[str, Prepare]] = [
    ("REVIEW-PLAN-DUE", late_plan),
    ("REVIEW-PLAN-EMPTY", empty_plan),
    ("PEOPLE-RIGHT", plan_of_a_clerk),
    ("REVIEW-SAMPLE-OPEN", two_rounds_at_once),
    ("REVIEW-SAMPLE-DONE", a_round_more),
    ("REVIEW-SAMPLE-NOT-LOCKED", number_before_the_lists),
    ("REVIEW-WITNESS", number_by_the_office),
    ("REVIEW-WITNESS", number_by_who_locked),
    ("DRAW-NONCE-OPEN", reveal_before_the_number),
    ("DRAW-ORDER", reveal_while_another_plan_waits),
]


@pytest.mark.parametrize(("code", "prepare"), REFUSALS, ids=[entry[1].__name__ for entry in REFUSALS])
def test_it_is_refused_and_nothing_happens(code: str, prepare: Prepare) -> None:
    refused = check_refused(prepare(bench()), code)
    assert "case_id" not in refused.params


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"period_from": DAY, "period_to": DAY - timedelta(days=1)}, "period_to"),
        ({"period_to": DAY + timedelta(days=1)}, "period_to"),
        ({"per_judge": 0}, "per_judge"),
        ({"per_judge": 11}, "per_judge"),
        ({"strata": "season"}, "strata"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_a_plan_that_cannot_be_meant_names_its_field(over: dict[str, Any], field: str) -> None:
    court = bench()
    court.close(court.house.judge)
    with pytest.raises(InvalidInput) as told:
        court.plan(**over)
    assert set(told.value.errors) == {field}
