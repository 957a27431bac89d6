"""People at the same moment: two plans drawn, one sheet submitted twice, one case assigned twice."""

from __future__ import annotations

import pytest

from assignment.draws.domain import check_series
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import bundle_of, check_chains
from assignment.draws.services import sweep_draws
from courts.refusals.domain import Refused
from courts.trail.selectors import check_chain
from reviews.plans.models import ReviewPlan
from reviews.plans.services import give_number, lock_sample, reveal_sample
from reviews.procedure.domain import Said
from reviews.procedure.models import Assignment, Review
from reviews.procedure.services import assign, finalise, save_sheet, say, submit_opinion
from reviews.sheets.models import Deduction
from tests.builders import instant, machine
from tests.kit.threads import at_once, failures
from tests.reviews.bench import FLAW, Bench, bench

pytestmark = pytest.mark.django_db(transaction=True)


def codes(results: list[object]) -> list[str]:
    """What was refused; anything else that failed is a failure of the test."""
    found = failures(results)
    assert all(isinstance(error, Refused) for error in found), found
    return sorted(error.code for error in found if isinstance(error, Refused))


def draw(court: Bench, plan: ReviewPlan) -> object:
    lock_sample(plan_id=plan.pk, actor=court.office)
    give_number(plan_id=plan.pk, nonce="7", actor=court.president)
    return reveal_sample(plan_id=plan.pk, actor=court.office)


def test_two_plans_drawn_at_once_share_the_chain_without_a_gap() -> None:
    court = bench()
    for judge in court.house.judges:
        for _number in range(2):
            court.close(judge)
    plans = [court.plan(), court.plan()]
    assert sorted(plan.serial for plan in plans) == [1, 2]
    refused = codes(at_once([lambda p=plan: draw(court, p) for plan in plans]))  # type: ignore[misc]
    assert set(refused) <= {"DRAW-ORDER"}, "one may have to wait for the other's number"
    sweep_draws(actor=machine(instant(hour=12)))
    draws = Draw.objects.filter(purpose="review").select_related("chain").order_by("draw_no")
    assert [(one.draw_no, one.status) for one in draws] == [(n, "result") for n in range(1, 7)]
    chain = DrawChain.objects.get(purpose="review")
    assert check_series([bundle_of(one) for one in draws], chain.anchor) == []
    assert [report.problems for report in check_chains(court.house.court.pk, "220621")] == [()]
    assert Review.objects.count() == 6
    assert check_chain(court.house.court.pk, "220621").intact


def test_one_round_locked_twice_at_once_is_locked_once() -> None:
    court = bench()
    court.close(court.house.judge)
    plan = court.plan()
    results = at_once([lambda: lock_sample(plan_id=plan.pk, actor=court.office)] * 2)
    assert codes(results) == ["REVIEW-SAMPLE-OPEN"]
    assert Draw.objects.filter(purpose="review").count() == 1


def test_a_round_revealed_twice_at_once_is_revealed_once() -> None:
    court = bench()
    court.close(court.house.judge)
    plan = court.plan()
    lock_sample(plan_id=plan.pk, actor=court.office)
    give_number(plan_id=plan.pk, nonce="7", actor=court.president)
    results = at_once(
        [
            lambda: reveal_sample(plan_id=plan.pk, actor=court.office),
            lambda: sweep_draws(actor=machine(instant(hour=12))),
        ]
    )
    assert set(codes(results)) <= {"REVIEW-SAMPLE-NOT-LOCKED"}
    assert Review.objects.filter(plan=plan).count() == 1


def test_plans_made_at_once_have_different_numbers() -> None:
    court = bench()
    court.close(court.house.judge)
    made = at_once([court.plan] * 4)
    assert not failures(made)
    assert sorted(plan.serial for plan in made) == [1, 2, 3, 4]


def test_a_sheet_submitted_twice_at_once_is_submitted_once() -> None:
    court = bench()
    review = court.review()
    court.begun(review)
    who = court.of(court.reviewers[0])
    save_sheet(review_id=review.pk, typed=FLAW, comment="", actor=who)
    results = at_once([lambda: submit_opinion(review_id=review.pk, actor=who)] * 2)
    assert codes(results) == ["REVIEW-NOT-ASSIGNED"]
    assert Deduction.objects.count() == 1
    assert court.stored(review.pk).status == "first_opinion"


def test_a_case_assigned_twice_at_once_has_one_reviewer() -> None:
    court = bench()
    review = court.review()
    works = [
        lambda one=one: assign(review_id=review.pk, reviewer_id=one.pk, actor=court.office)  # type: ignore[misc]
        for one in court.reviewers
    ]
    assert not failures(at_once(works))
    running = Assignment.objects.filter(review=review, replaced_at=None)
    assert running.count() == 1 and Assignment.objects.filter(review=review).count() == 2


def test_objecting_and_ending_at_once_leave_one_of_the_two() -> None:
    court = bench()
    review = court.told(court.review())
    say(review_id=review.pk, said=Said.STATEMENT, text="请核对第 32 项。", actor=court.of(review.judge))
    judge, office = court.of(review.judge), court.office
    results = at_once(
        [
            lambda: say(review_id=review.pk, said=Said.ACCEPTANCE, text="", actor=judge),
            lambda: say(review_id=review.pk, said=Said.OBJECTION, text="不同意。", actor=judge),
            lambda: finalise(review_id=review.pk, note_text="", actor=office),
        ]
    )
    refused = codes(results)
    assert set(refused) <= {"REVIEW-SAID", "REVIEW-TERM-RUNS", "REVIEW-STEP", "REVIEW-FINAL"}
    stored = court.stored(review.pk)
    said = set(review.statements.values_list("said", flat=True)) - {"statement"}
    assert len(said) == 1
    assert stored.status in ({"objection"} if said == {"objection"} else {"told_to_judge", "final"})
