"""Each rule of reviews that says no, met through the services; the attempt leaves the case's trail alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cases.docket.models import Case
from courts.actors.domain import Role
from courts.people.services import appoint
from courts.refusals.domain import InvalidInput, NotVisible
from reviews.plans.models import Sample
from reviews.procedure.domain import Said
from reviews.procedure.models import Review
from reviews.procedure.services import (
    ask_replacement,
    assign,
    assign_proposed,
    finalise,
    open_review,
    save_sheet,
    say,
    start,
    submit_opinion,
    tell,
)
from tests.builders import DAY, accepted_case, instant, machine, person_of
from tests.kit.refusing import check_refused
from tests.reviews.bench import FLAW, Bench, bench

pytestmark = pytest.mark.django_db
Act = Callable[[], Any]
Prepare = Callable[[Bench], Act]


def handler_as_reviewer(court: Bench) -> Act:
    review = court.review()
    post = {"court": court.house.court, "from_on": DAY, "actor": machine(), "role": Role.REVIEWER}
    appoint(person=review.judge, **post)
    return lambda: assign(review_id=review.pk, reviewer_id=review.judge_id, actor=court.office)


def clerk_as_reviewer(court: Bench) -> Act:
    review = court.review()
    post = {"court": court.house.court, "from_on": DAY, "actor": machine(), "role": Role.REVIEWER}
    appoint(person=court.house.clerk, **post)
    return lambda: assign(review_id=review.pk, reviewer_id=court.house.clerk.pk, actor=court.office)


def colleague_as_reviewer(court: Bench) -> Act:
    review = court.review()
    other = person_of(
        court.house.court, Role.REVIEWER, division=court.house.civil, username="220621-reviewer9"
    )
    return lambda: assign(review_id=review.pk, reviewer_id=other.pk, actor=court.office)


def same_reviewer_again(court: Bench) -> Act:
    review = court.objected(court.review())
    return lambda: assign(review_id=review.pk, reviewer_id=court.reviewers[0].pk, actor=court.office)


def somebody_else(court: Bench) -> Act:
    review = court.review()
    return lambda: assign(review_id=review.pk, reviewer_id=court.house.head.pk, actor=court.office)


def nobody_free(court: Bench) -> Act:
    review = court.review()
    for reviewer in court.reviewers:
        reviewer.posts.update(division=court.house.civil)
    return lambda: assign_proposed(plan_id=review.plan_id, actor=court.office)


def own_case(court: Bench) -> Act:
    review = court.told(court.review())
    post = {"court": court.house.court, "from_on": DAY, "actor": machine(), "role": Role.TRIAL_MANAGEMENT}
    appoint(person=review.judge, **post)
    return lambda: finalise(review_id=review.pk, note_text="", actor=court.of(review.judge))


def not_mine(court: Bench) -> Act:
    review = court.review()
    court.begun(review)
    return lambda: submit_opinion(review_id=review.pk, actor=court.office)


def sheet_before_the_beginning(court: Bench) -> Act:
    review = court.review()
    court.assigned(review)
    who = court.of(court.reviewers[0])
    return lambda: save_sheet(review_id=review.pk, typed=FLAW, comment="", actor=who)


def no_place(court: Bench) -> Act:
    review = court.review()
    court.begun(review)
    who = court.of(court.reviewers[0])
    save_sheet(review_id=review.pk, typed={"Q32": {"score": "3", "reason": "漏"}}, comment="", actor=who)
    return lambda: submit_opinion(review_id=review.pk, actor=who)


def no_ground(court: Bench) -> Act:
    review = court.review()
    court.begun(review)
    who = court.of(court.reviewers[0])
    typed = {"Q32": {"score": "3", "place": "判决书第 7 页"}, "Q2": {"score": "0.5", "place": "登记表"}}
    save_sheet(review_id=review.pk, typed=typed, comment="", actor=who)
    return lambda: submit_opinion(review_id=review.pk, actor=who)


def tell_before_the_opinion(court: Bench) -> Act:
    review = court.review()
    court.begun(review)
    return lambda: tell(review_id=review.pk, actor=court.office)


def object_twice(court: Bench) -> Act:
    review = court.objected(court.review())
    judge = court.of(review.judge)
    return lambda: say(review_id=review.pk, said=Said.ACCEPTANCE, text="", actor=judge)


def object_late(court: Bench) -> Act:
    review = court.told(court.review())
    judge = court.of(review.judge, DAY + timedelta(days=11))
    return lambda: say(review_id=review.pk, said=Said.OBJECTION, text="不同意第 32 项扣分。", actor=judge)


def final_while_the_term_runs(court: Bench) -> Act:
    review = court.told(court.review())
    return lambda: finalise(review_id=review.pk, note_text="", actor=court.office)


def final_without_the_second(court: Bench) -> Act:
    review = court.objected(court.review())
    court.assigned(review, court.reviewers[1])
    return lambda: finalise(review_id=review.pk, note_text="已复评。", actor=court.office)


def final_twice(court: Bench) -> Act:
    review = court.final(court.review())
    return lambda: finalise(review_id=review.pk, note_text="更改。", actor=court.office)


def final_of_what_is_drawn(court: Bench) -> Act:
    review = court.review()
    return lambda: finalise(review_id=review.pk, note_text="", actor=court.office)


def assign_after_the_end(court: Bench) -> Act:
    review = court.final(court.review())
    return lambda: assign(review_id=review.pk, reviewer_id=court.reviewers[1].pk, actor=court.office)


def assigned_by_the_president(court: Bench) -> Act:
    review = court.review()
    return lambda: assign(review_id=review.pk, reviewer_id=court.reviewers[0].pk, actor=court.president)


REFUSALS: list[tuple[str, Prepare]] = [
    ("REVIEW-CONFLICT", handler_as_reviewer),
    ("REVIEW-CONFLICT", clerk_as_reviewer),
    ("REVIEW-CONFLICT", colleague_as_reviewer),
    ("REVIEW-CONFLICT", same_reviewer_again),
    ("REVIEW-NOT-REVIEWER", somebody_else),
    ("REVIEW-NO-REVIEWER", nobody_free),
    ("REVIEW-OWN-CASE", own_case),
    ("REVIEW-NOT-ASSIGNED", not_mine),
    ("REVIEW-STEP", sheet_before_the_beginning),
    ("REVIEW-NO-PLACE", no_place),
    ("REVIEW-NO-GROUND", no_ground),
    ("REVIEW-STEP", tell_before_the_opinion),
    ("REVIEW-SAID", object_twice),
    ("REVIEW-OBJECTION-LATE", object_late),
    ("REVIEW-TERM-RUNS", final_while_the_term_runs),
    ("REVIEW-NO-SECOND", final_without_the_second),
    ("REVIEW-FINAL", final_twice),
    ("REVIEW-STEP", final_of_what_is_drawn),
    ("REVIEW-FINAL", assign_after_the_end),
    ("PEOPLE-RIGHT", assigned_by_the_president),
]


@pytest.mark.parametrize(("code", "prepare"), REFUSALS, ids=[entry[1].__name__ for entry in REFUSALS])
def test_it_is_refused_and_nothing_happens(code: str, prepare: Prepare) -> None:
    refused = check_refused(prepare(bench()), code)
    assert "case_id" not in refused.params, "the case's own trail must not tell of the review"


def test_a_sheet_is_submitted_once() -> None:
    court = bench()
    review = court.opined(court.review())
    sheet = review.assignments.get().sheet_id
    from reviews.sheets.services import submit_sheet

    refused = check_refused(
        lambda: submit_sheet(sheet, actor=court.of(court.reviewers[0])), "REVIEW-SHEET-SUBMITTED"
    )
    assert refused.params["at"].startswith("2026-03-10")


def test_a_review_of_an_open_case_is_not_opened() -> None:
    court = bench()
    review = court.review()
    sample = Sample.objects.get(review=review)
    sample.case = accepted_case(court.house)
    check_refused(lambda: open_review(sample, machine()), "REVIEW-CASE-OPEN")


def test_words_that_are_missing_are_named() -> None:
    court = bench()
    review = court.reviewed_again(court.review())
    with pytest.raises(InvalidInput) as told:
        finalise(review_id=review.pk, note_text=" ", actor=court.office)
    assert set(told.value.errors) == {"note_text"}
    judge = court.of(review.judge)
    with pytest.raises(InvalidInput) as told:
        say(review_id=review.pk, said=Said.STATEMENT, text=" ", actor=judge)
    assert set(told.value.errors) == {"text"}


def test_a_reviewer_says_why_he_must_be_replaced() -> None:
    court = bench()
    review = court.review()
    court.begun(review)
    who = court.of(court.reviewers[0])
    with pytest.raises(InvalidInput) as told:
        ask_replacement(review_id=review.pk, reason="", actor=who)
    assert set(told.value.errors) == {"reason"}
    with pytest.raises(InvalidInput) as told:
        save_sheet(review_id=review.pk, typed={"Q32": {"score": "many"}}, comment="", actor=who)
        submit_opinion(review_id=review.pk, actor=who)
    assert set(told.value.errors) == {"Q32"}


def test_nobody_answers_for_the_judge_and_nobody_acts_on_what_does_not_exist() -> None:
    court = bench()
    review = court.told(court.review())
    for person in (court.house.president, court.house.trial_management, court.house.judges[1]):
        with pytest.raises(NotVisible):
            say(review_id=review.pk, said=Said.OBJECTION, text="不同意。", actor=court.of(person))
    with pytest.raises(NotVisible):
        start(review_id=uuid4(), actor=court.of(court.reviewers[0]))
    with pytest.raises(NotVisible):
        start(review_id="not a review", actor=court.of(court.reviewers[0]))
    assert Review.objects.count() == 1 and Case.objects.count() == 1
    assert instant(DAY).date() == DAY
