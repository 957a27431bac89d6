"""A review from the drawn case to its end, and what the database itself keeps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from courts.options.models import CourtOption
from courts.trail.models import TrailEvent
from courts.trail.selectors import check_chain
from reviews.procedure.domain import Said
from reviews.procedure.models import Assignment, Review, Statement
from reviews.procedure.selectors import active, candidates, figures, opinions
from reviews.procedure.services import (
    ask_replacement,
    assign,
    assign_proposed,
    finalise,
    save_sheet,
    say,
    start,
    submit_opinion,
    tell,
)
from reviews.sheets.models import Deduction, ScoreSheet
from tests.builders import DAY, actor_of
from tests.reviews.bench import FLAW, Bench, bench

pytestmark = pytest.mark.django_db


@pytest.fixture
def court() -> Bench:
    return bench()


def test_without_an_objection_the_first_opinion_becomes_final(court: Bench) -> None:
    review = court.final(court.review())
    assert (review.status, review.total, review.grade) == ("final", 990, "excellent")
    assert review.told_on == DAY and review.objection_until == DAY + timedelta(days=10)
    verbs = list(TrailEvent.objects.filter(noun="review").order_by("seq").values_list("verb", flat=True))
    assert verbs == [
        *("review_opened", "reviewer_assigned", "review_started", "review_opinion_given"),
        *("review_told", "review_answered", "review_final"),
    ]
    assert not TrailEvent.objects.filter(noun="review").exclude(case_id=None).exists()
    assert check_chain(court.house.court.pk, "220621").intact


def test_after_an_objection_another_reviewer_decides(court: Bench) -> None:
    review = court.reviewed_again(court.review())
    assert review.status == "re_review"
    done = finalise(review_id=review.pk, note_text="异议成立，按复评意见定级。", actor=court.office)
    assert (done.total, done.grade) == (1000, "excellent")
    parts = [opinion.assignment.part for opinion in opinions(done)]
    assert parts == ["first", "second"]
    assert [opinion.assignment.sheet.total for opinion in opinions(done)] == [990, 1000]
    held = Assignment.objects.filter(review=review).values_list("reviewer_id", flat=True)
    assert len(set(held)) == 2


def test_when_the_term_has_passed_silence_is_enough(court: Bench) -> None:
    review = court.told(court.review())
    late = actor_of(court.house.trial_management, DAY + timedelta(days=11))
    assert finalise(review_id=review.pk, note_text="", actor=late).status == "final"


def test_the_term_and_the_time_are_the_courts_own(court: Bench) -> None:
    for code, value in (("REVIEW-OBJECTION-DAYS", 15), ("REVIEW-MONTHS", 2), ("REVIEW-PER-JUDGE", 3)):
        CourtOption.objects.create(
            court=court.house.court, code=code, value=value, since=court.at(), set_by="t", reason="本院规定"
        )
    from reviews.plans.forms import first_values

    assert first_values(court.house.court, DAY)["per_judge"] == 3
    court.close(court.house.judge)
    plan = court.plan(due_on=DAY + timedelta(days=50))
    court.draw(plan)
    review = Review.objects.get(plan=plan)
    assert court.assigned(review).due_on == DAY + timedelta(days=50)
    start(review_id=review.pk, actor=court.of(court.reviewers[0]))
    submit_opinion(review_id=review.pk, actor=court.of(court.reviewers[0]))
    assert tell(review_id=review.pk, actor=court.office).objection_until == DAY + timedelta(days=15)


@pytest.mark.parametrize(
    ("code", "line", "grade"),
    [
        ("REVIEW-LINE-EXCELLENT", 100, "qualified"),
        ("REVIEW-LINE-QUALIFIED", 84, "excellent"),
        ("REVIEW-LINE-DEFECTIVE", 69, "excellent"),
    ],
)
def test_the_grade_lines_are_the_courts_own_and_are_kept_with_the_sheet(
    court: Bench, code: str, line: int, grade: str
) -> None:
    CourtOption.objects.create(
        court=court.house.court, code=code, value=line, since=court.at(), set_by="t", reason="本院规定"
    )
    review = court.opined(court.review())
    sheet = review.assignments.get().sheet
    assert sheet.grade == grade and line in sheet.lines.values()
    CourtOption.objects.all().delete()
    assert opinions(review)[0].assignment.sheet.grade == grade


def test_a_veto_makes_the_case_unqualified(court: Bench) -> None:
    typed = {"Q18": {"score": "3", "veto": "on", "place": "审限审批表", "reason": "超审限未报批"}}
    review = court.opined(court.review(), typed)
    sheet = review.assignments.get().sheet
    assert (sheet.total, sheet.grade, sheet.veto) == (970, "unqualified", True)


def test_an_enforcement_case_has_its_own_sheet(court: Bench) -> None:
    review = court.review()
    review.case.category = "enforcement"
    review.case.save()
    assert court.begun(review).sheet.sheet == "execution"


def test_a_replaced_reviewer_is_out_and_the_next_begins_anew(court: Bench) -> None:
    review = court.review()
    court.begun(review)
    gone = court.of(court.reviewers[0])
    save_sheet(review_id=review.pk, typed=FLAW, comment="", actor=gone)
    ask_replacement(review_id=review.pk, reason="与当事人有亲属关系", actor=gone)
    fresh = assign(review_id=review.pk, reviewer_id=court.reviewers[1].pk, actor=court.office)
    assert court.stored(review.pk).status == "assigned" and fresh.sheet.draft == {}
    assert active(review) == fresh
    shown = {row.person: row.conflicts for row in candidates(court.stored(review.pk), DAY)}
    assert shown[court.reviewers[0].pk] == ("REVIEWED-BEFORE",)


def test_a_plan_is_assigned_evenly_as_proposed(court: Bench) -> None:
    reviews = court.reviews()
    assert assign_proposed(plan_id=reviews[0].plan_id, actor=court.office) == 3
    loads = sorted(Assignment.objects.filter(reviewer=reviewer).count() for reviewer in court.reviewers)
    assert loads == [1, 2]
    assert {row.due_on for row in Assignment.objects.all()} == {DAY + timedelta(days=28)}


def test_a_draft_keeps_what_was_typed_good_or_bad(court: Bench) -> None:
    review = court.review()
    mine = court.begun(review)
    typed = {"Q32": {"score": "x\x00", "place": "第 7 页"}, "Q99": {"score": "1"}, "Q1": {"score": ""}}
    save_sheet(review_id=review.pk, typed=typed, comment="再看\x00", actor=court.of(court.reviewers[0]))
    sheet = ScoreSheet.objects.get(pk=mine.sheet_id)
    assert sheet.draft == {"Q32": {"score": "x", "place": "第 7 页"}} and sheet.comment == "再看"
    assert not TrailEvent.objects.filter(verb__contains="draft").exists()


def test_figures_count_grades_and_items_and_name_no_judge(court: Bench) -> None:
    for review in court.reviews():
        court.final(review)
    found = figures(court_id=court.house.court.pk, closed=(date(2026, 1, 1), DAY))
    assert (found.reviews, found.final, found.grades) == (3, 3, {"excellent": 3})
    assert found.items == (("Q32", 3, 30),)


# What the database keeps by itself.


def refuses(statement: str, *values: Any) -> None:
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_final_review_cannot_be_changed_even_by_raw_sql(court: Bench) -> None:
    review = court.final(court.review())
    refuses("UPDATE reviews_review SET grade = 'qualified' WHERE id = %s", review.pk)
    refuses("UPDATE reviews_review SET status = 're_review' WHERE id = %s", review.pk)
    with pytest.raises(InternalError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(total=1000)
    assert court.stored(review.pk).total == 990


def test_a_submitted_sheet_and_its_deductions_stay(court: Bench) -> None:
    review = court.opined(court.review())
    sheet = review.assignments.get().sheet
    refuses("UPDATE reviews_scoresheet SET total = 1000 WHERE id = %s", sheet.pk)
    refuses("UPDATE reviews_deduction SET amount = 5 WHERE sheet_id = %s", sheet.pk)
    refuses("DELETE FROM reviews_deduction WHERE sheet_id = %s", sheet.pk)
    one = {"court_id": sheet.court_id, "item": "Q2", "amount": 5, "place": "登记表", "reason": "漏填"}
    with pytest.raises(InternalError), transaction.atomic():
        Deduction.objects.create(sheet=sheet, **one)


def test_a_deduction_without_place_or_ground_is_no_row(court: Bench) -> None:
    sheet = court.begun(court.review()).sheet
    one: dict[str, Any] = {"sheet": sheet, "court_id": sheet.court_id, "item": "Q2", "amount": 5}
    for over in (
        {"place": "", "reason": "漏"},
        {"place": "登记表"},
        {"place": "登记表", "reason": "漏", "amount": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Deduction.objects.create(**{**one, **over})


def test_one_person_never_gives_both_opinions_and_answers_stand_once(court: Bench) -> None:
    review = court.objected(court.review())
    held = Assignment.objects.get(review=review)
    blank = ScoreSheet.objects.create(court=court.house.court, sheet="trial", rules="r")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            review=review,
            court=court.house.court,
            part="second",
            reviewer=held.reviewer,
            sheet=blank,
            assigned_at=court.at(),
            assigned_by="t",
            due_on=DAY,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(
            review=review, court=court.house.court, said="acceptance", text="", at=court.at()
        )
    refuses("UPDATE reviews_statement SET text = '改写' WHERE review_id = %s", review.pk)


def test_a_statement_may_be_made_again_and_changes_no_step(court: Bench) -> None:
    review = court.told(court.review())
    for number in range(2):
        say(review_id=review.pk, said=Said.STATEMENT, text=f"说明 {number}", actor=court.of(review.judge))
    assert court.stored(review.pk).status == "told_to_judge"
    assert review.statements.count() == 2
