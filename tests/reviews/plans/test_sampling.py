"""The sample of a plan: drawn by cf-draw/1, every judge covered, every draw checkable by anybody."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from assignment.draws.domain import check_bundle, check_series
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import bundle_of, check_chains, get_visible
from assignment.draws.services import draw_at_once, sweep_draws
from courts.people.selectors import viewer_of
from courts.refusals.domain import NotVisible
from courts.trail.models import TrailEvent
from reviews.plans.models import Sample
from reviews.plans.selectors import coverage_of, samples_of, wanted_next
from reviews.plans.services import give_number, lock_sample, reveal_sample
from reviews.procedure.models import Review
from tests.assignment.draws.bench import verify
from tests.builders import DAY, accepted_case, actor_of, instant, machine
from tests.reviews.bench import Bench, bench

pytestmark = pytest.mark.django_db


@pytest.fixture
def court() -> Bench:
    return bench()


def test_one_case_of_every_judge_is_drawn_and_becomes_a_review(court: Bench) -> None:
    for judge in court.house.judges:
        for _number in range(3):
            court.close(judge)
    plan = court.plan()
    samples = court.draw(plan)
    assert [sample.judge for sample in samples] == sorted(court.house.judges, key=lambda j: j.name)
    for sample in samples:
        assert sample.case is not None and sample.case.handling.handler == sample.judge
        assert Review.objects.get(sample=sample).status == "drawn"
    cover = coverage_of(plan)
    assert (cover.covered, cover.judges, cover.uncovered) == (3, 3, ())
    assert wanted_next(plan) == []


def test_the_roster_is_the_whole_of_the_judges_closed_cases_with_equal_chances(court: Bench) -> None:
    judge = court.house.judge
    cases = {str(court.close(judge).pk) for _number in range(4)}
    sealed = court.close(judge, criminal=True, sealed="juvenile")
    before = court.close(judge, on=DAY - timedelta(days=40))
    accepted_case(court.house)
    plan = court.plan()
    (draw,) = lock_sample(plan_id=plan.pk, actor=court.office)
    snapshot = json.loads(draw.snapshot)
    rows = {row["id"]: row for row in snapshot["roster"]}
    assert set(rows) == cases | {str(sealed.pk)}
    assert str(before.pk) not in rows
    assert {row["weight"] for pk, row in rows.items() if pk in cases} == {1}
    assert (rows[str(sealed.pk)]["eligible"], rows[str(sealed.pk)]["reason"]) == (False, "SEALED")
    assert snapshot["chain"] == {"court": "220621", "purpose": "review", "year": 2026}
    assert snapshot["case"] == f"RV1-2026-1/{judge.pk}/1" and snapshot["attempt"] == 1


def test_an_imported_case_that_nobody_confirmed_is_not_drawn(court: Bench) -> None:
    known, unknown = court.close(court.house.judge), court.close(court.house.judge)
    unknown.imported, unknown.open_confirmed = True, False
    unknown.save()
    (draw,) = lock_sample(plan_id=court.plan().pk, actor=court.office)
    reasons = {row["id"]: row["reason"] for row in json.loads(draw.snapshot)["roster"]}
    assert reasons == {str(known.pk): "", str(unknown.pk): "UNCONFIRMED"}


def test_what_was_drawn_in_the_plan_is_not_drawn_again(court: Bench) -> None:
    for _number in range(3):
        court.close(court.house.judge)
    plan = court.plan(per_judge=2)
    court.draw(plan)
    court.draw(plan, nonce="7")
    first, second = samples_of(plan)
    assert first.case_id != second.case_id
    reasons = {row["id"]: row["reason"] for row in json.loads(second.draw.snapshot)["roster"]}
    assert reasons[str(first.case_id)] == "DRAWN"
    assert json.loads(second.draw.snapshot)["case"].endswith("/2")
    assert Review.objects.filter(plan=plan).count() == 2


def test_a_judge_with_fewer_cases_than_wanted_gives_what_there_is(court: Bench) -> None:
    court.close(court.house.judges[0])
    for _number in range(2):
        court.close(court.house.judges[1])
    plan = court.plan(per_judge=2)
    court.draw(plan)
    (draw,) = lock_sample(plan_id=plan.pk, actor=court.office)
    assert draw.sample.judge == court.house.judges[1]


def test_strata_of_judge_and_category(court: Bench) -> None:
    court.close(court.house.judge)
    court.close(court.house.judge, criminal=True)
    plan = court.plan(strata="judge_category")
    samples = court.draw(plan)
    assert {sample.category for sample in samples} == {"civil", "criminal"}
    assert coverage_of(plan).judges == 1


def test_a_judge_whose_cases_are_all_sealed_is_named_as_not_covered(court: Bench) -> None:
    court.close(court.house.judges[0])
    court.close(court.house.judges[1], criminal=True, sealed="juvenile")
    plan = court.plan()
    court.draw(plan)
    cover = coverage_of(plan)
    assert (cover.covered, cover.judges) == (1, 2)
    (missing,) = cover.uncovered
    assert (missing.judge, missing.closed, missing.drawable) == (court.house.judges[1], 1, 0)


def test_a_judge_who_left_the_quota_before_the_period_need_not_be_covered(court: Bench) -> None:
    court.close(court.house.judge)
    court.house.judge.quota_terms.update(to_on=DAY - timedelta(days=60))
    assert coverage_of(court.plan()).judges == 0


def test_a_void_draw_leaves_the_judge_uncovered_and_is_drawn_again(court: Bench) -> None:
    court.close(court.house.judge)
    plan = court.plan()
    (sample,) = court.draw(plan)
    Review.objects.filter(sample=sample).delete()
    Draw.objects.filter(pk=sample.draw_id).update(status="void", picked="", seed="")
    Sample.objects.filter(pk=sample.pk).update(case=None)
    assert [missing.judge for missing in coverage_of(plan).uncovered] == [court.house.judge]
    (again,) = lock_sample(plan_id=plan.pk, actor=court.office)
    assert (again.attempt, again.subject) == (2, sample.draw.subject)
    assert samples_of(plan)[0].draw == again


def test_every_bundle_and_the_whole_series_check_out_everywhere(court: Bench, tmp_path: Path) -> None:
    for judge in court.house.judges:
        court.close(judge)
    court.draw(court.plan())
    bundles = [bundle_of(draw) for draw in Draw.objects.filter(purpose="review").order_by("draw_no")]
    chain = DrawChain.objects.get(purpose="review")
    assert [bundle["draw_no"] for bundle in bundles] == [1, 2, 3]
    assert [problem for bundle in bundles for problem in check_bundle(bundle)] == []
    assert check_series(bundles, chain.anchor) == []
    told = verify(tmp_path / "series.json", bundles, "--anchor", chain.anchor)
    assert told.returncode == 0 and "VERIFIED" in told.stdout, told.stdout
    bundles[1]["winner"] = bundles[0]["winner"]
    assert verify(tmp_path / "forged.json", bundles, "--anchor", chain.anchor).returncode == 1


def test_the_court_checks_its_samples_against_its_trail(court: Bench) -> None:
    court.close(court.house.judge)
    court.close(court.house.judge)
    (sample,) = court.draw(court.plan())
    reports = list(check_chains(court.house.court.pk, court.house.court.code))
    assert [(report.purpose, report.draws, report.problems) for report in reports] == [("review", 1, ())]
    other = next(case for case in court.closed if case.pk != sample.case_id)
    Draw.objects.filter(pk=sample.draw_id).update(picked=str(other.pk))
    (report,) = check_chains(court.house.court.pk, court.house.court.code)
    assert {problem.code for problem in report.problems} == {"DRAW-CHECK-PICK", "DRAW-CHECK-TRAIL"}


def test_numbers_of_handlers_and_of_samples_count_apart(court: Bench) -> None:
    case = accepted_case(court.house)
    draw_at_once(case_id=case.pk, nonce="1", actor=actor_of(court.house.clerk))
    court.close(court.house.judge)
    court.draw(court.plan())
    numbers = Draw.objects.order_by("purpose").values_list("purpose", "draw_no")
    assert list(numbers) == [("handler", 1), ("review", 1)]


def test_the_sweeper_finishes_a_sample_without_its_witness(court: Bench) -> None:
    court.close(court.house.judge)
    plan = court.plan()
    lock_sample(plan_id=plan.pk, actor=court.office)
    assert sweep_draws(actor=machine(instant(hour=9, minute=20))) == 0
    assert sweep_draws(actor=machine(instant(hour=11))) == 1
    (sample,) = samples_of(plan)
    assert (sample.draw.status, sample.draw.nonce, sample.draw.nonce_source) == ("result", "", "none")
    assert Review.objects.get(sample=sample).case_id == sample.case_id


def test_without_a_witness_the_office_goes_on_with_no_number(court: Bench) -> None:
    court.close(court.house.judge)
    plan = court.plan()
    lock_sample(plan_id=plan.pk, actor=court.office)
    give_number(plan_id=plan.pk, nonce="", actor=court.office)
    (sample,) = reveal_sample(plan_id=plan.pk, actor=court.office)
    assert (sample.draw.nonce, sample.draw.nonce_source) == ("", "none")


def test_the_discipline_office_may_be_the_witness(court: Bench) -> None:
    court.close(court.house.judge)
    plan = court.plan()
    lock_sample(plan_id=plan.pk, actor=court.office)
    give_number(plan_id=plan.pk, nonce="３１４", actor=actor_of(court.house.discipline))
    (sample,) = reveal_sample(plan_id=plan.pk, actor=court.office)
    assert (sample.draw.nonce, sample.draw.nonce_source) == ("314", "witness")


def test_a_case_does_not_tell_that_it_was_drawn(court: Bench) -> None:
    case = court.close(court.house.judge)
    court.draw(court.plan())
    told = set(TrailEvent.objects.filter(case_id=case.pk).values_list("verb", flat=True))
    assert not {verb for verb in told if verb.startswith(("review", "draw"))}


def test_a_sample_draw_is_seen_by_those_who_see_the_plan(court: Bench) -> None:
    court.close(court.house.judge)
    (sample,) = court.draw(court.plan())
    for person in (court.house.trial_management, court.house.president, court.house.discipline):
        assert get_visible(viewer_of(person, DAY), sample.draw_id).purpose == "review"
    for person in (court.house.judge, court.house.clerk, court.house.head, court.reviewers[0]):
        with pytest.raises(NotVisible):
            get_visible(viewer_of(person, DAY), sample.draw_id)
