"""The pages: a plan from its form to the final results, by the people whose work it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courts.people.models import Person
from courts.trail.models import TrailEvent
from oversight.dashboards import registry as dashboards
from reviews.plans.models import ReviewPlan
from reviews.plans.selectors import samples_of
from reviews.plans.services import give_number, lock_sample
from reviews.procedure.models import Review
from tests.builders import today
from tests.reviews.bench import Bench, bench

pytestmark = pytest.mark.django_db


@pytest.fixture
def court() -> Bench:
    return bench(day=today())


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def form_of(court: Bench, **over: Any) -> dict[str, str]:
    from reviews.plans.domain import last_due

    given = {
        "period_from": str(court.day.replace(day=1)),
        "period_to": str(court.day),
        "per_judge": "1",
        "strata": "judge",
        "due_on": str(last_due(court.day, 1)),
        "reason": "常规评查",
        **over,
    }
    return {name: str(value) for name, value in given.items()}


def test_a_plan_from_the_form_to_the_final_result(court: Bench) -> None:
    for judge in court.house.judges:
        court.close(judge)
    office, president = of(court.house.trial_management), of(court.house.president)
    answer = office.post("/reviews/plans/new/", form_of(court))
    plan = ReviewPlan.objects.get()
    page = f"/reviews/plans/{plan.pk}/"
    assert answer.status_code == 302 and answer["Location"] == page
    assert "3 名法官的案件待抽取" in text(office.get(page))
    assert office.post(f"{page}lock/").status_code == 302
    assert "请院长或者监察室的人登录" in text(office.get(page))
    assert "为评查抽样见证报数" in text(president.get("/"))
    assert president.post(f"{page}number/", {"nonce": "20260310", "do": "give"}).status_code == 302
    assert office.post(f"{page}reveal/").status_code == 302
    shown = text(office.get(page))
    assert "有结案的员额法官都已覆盖" in shown and shown.count("已抽中，待分派") == 3
    assert office.post(f"{page}assign/").status_code == 302
    review = Review.objects.get(judge=court.house.judge)
    held = review.assignments.get().reviewer
    _review_by_page(of(held), review)
    one = f"/reviews/{review.pk}/"
    assert office.post(f"{one}tell/").status_code == 302
    judge = of(court.house.judge)
    assert "判决书第 7 页" in text(judge.get(one))
    assert judge.post(f"{one}answer/", {"said": "acceptance"}).status_code == 302
    assert office.post(f"{one}final/", {"note_text": ""}).status_code == 302
    assert "优秀 99" in text(judge.get(one))
    assert "优秀" in text(judge.get("/reviews/mine/"))
    assert "常见扣分项" in text(office.get("/reviews/"))


def _review_by_page(reviewer: Client, review: Review) -> None:
    one = f"/reviews/{review.pk}/"
    assert "开始评查" in text(reviewer.get(one))
    assert reviewer.post(f"{one}begin/").status_code == 302
    typed = {"score-Q32": "3", "place-Q32": "判决书第 7 页", "reason-Q32": "只列未答", "comment": "总体合格"}
    kept = reviewer.post(f"{one}save/", typed, headers={"Accept": "application/json"})
    assert kept.json()["saved_at"]
    assert reviewer.post(f"{one}submit/", typed).status_code == 302


def test_a_form_in_error_keeps_what_was_typed(court: Bench) -> None:
    court.close(court.house.judge)
    office = of(court.house.trial_management)
    answer = office.post("/reviews/plans/new/", form_of(court, reason=" ", per_judge="7"))
    assert answer.status_code == 400 and 'value="7"' in text(answer)
    refused = office.post("/reviews/plans/new/", form_of(court, due_on=court.day))
    assert refused.status_code == 422 and "REVIEW-PLAN-DUE" in text(refused)
    assert not ReviewPlan.objects.exists()


def test_a_number_that_is_none_is_named_on_the_page(court: Bench) -> None:
    court.close(court.house.judge)
    plan = court.plan()
    lock_sample(plan_id=plan.pk, actor=court.office)
    president = of(court.house.president)
    path = f"/reviews/plans/{plan.pk}/number/"
    assert president.post(path, {"nonce": "", "do": "give"}).status_code == 400
    assert president.post(path, {"nonce": "seven", "do": "give"}).status_code == 422
    assert of(court.house.trial_management).post(path, {"nonce": "", "do": "none"}).status_code == 302
    assert samples_of(plan)[0].draw.status == "nonce_fixed"


def test_the_page_says_what_a_round_waits_for(court: Bench) -> None:
    for _number in range(2):
        court.close(court.house.judge)
    first, second = court.plan(), court.plan()
    for plan in (first, second):
        lock_sample(plan_id=plan.pk, actor=court.office)
    give_number(plan_id=second.pk, nonce="7", actor=court.president)
    shown = text(of(court.house.trial_management).get(f"/reviews/plans/{second.pk}/"))
    assert "第 1 号抽取还没有报数" in shown and "reveal/" not in shown


def test_an_incomplete_sheet_is_refused_kept_and_named_at_its_item(court: Bench) -> None:
    review = court.review()
    court.begun(review)
    reviewer, one = of(court.reviewers[0]), f"/reviews/{review.pk}/"
    answer = reviewer.post(f"{one}submit/", {"score-Q32": "3", "reason-Q32": "只列未答"})
    assert answer.status_code == 422
    shown = text(answer)
    assert "REVIEW-NO-PLACE" in shown and "扣分须注明卷内位置" in shown and 'value="只列未答"' in shown
    assert TrailEvent.objects.filter(verb="refused", case_id=None).count() == 1
    answer = reviewer.post(f"{one}submit/", {"score-Q32": "a lot"})
    assert answer.status_code == 400 and "得分须为数字" in text(answer)
    assert court.stored(review.pk).status == "in_review"


def test_an_answer_without_words_and_a_conflict_without_a_ground(court: Bench) -> None:
    review = court.review()
    court.assigned(review)
    one = f"/reviews/{review.pk}/"
    assert of(court.reviewers[0]).post(f"{one}replace/", {"reason": ""}).status_code == 400
    assert of(court.reviewers[0]).post(f"{one}replace/", {"reason": "亲属"}).status_code == 302
    office = of(court.house.trial_management)
    assert "申请回避" in text(office.get(f"/reviews/plans/{review.plan_id}/"))
    assert "亲属" in text(office.get(one))
    other = {"reviewer": str(court.reviewers[1].pk)}
    assert office.post(f"{one}assign/", other).status_code == 302
    assert office.post(f"{one}assign/", {"reviewer": "nobody"}).status_code == 422
    assert of(court.reviewers[0]).get(one).status_code == 404


def test_objection_and_second_opinion_by_page(court: Bench) -> None:
    review = court.told(court.review())
    judge, office, one = of(court.house.judge), of(court.house.trial_management), f"/reviews/{review.pk}/"
    assert judge.post(f"{one}answer/", {"said": "objection", "text": ""}).status_code == 400
    assert judge.post(f"{one}answer/", {"said": "objection", "text": "已回应。"}).status_code == 302
    assert "分派复评的评查员" in text(office.get("/"))
    assert office.post(f"{one}assign/", {"reviewer": str(court.reviewers[1].pk)}).status_code == 302
    _review_by_page(of(court.reviewers[1]), review)
    assert office.post(f"{one}final/", {"note_text": ""}).status_code == 400
    assert office.post(f"{one}final/", {"note_text": "异议不成立。"}).status_code == 302
    assert court.stored(review.pk).status == "final"


def test_a_sample_draw_has_its_page_and_its_bundle(court: Bench) -> None:
    court.close(court.house.judge)
    court.close(court.house.judge, criminal=True, sealed="juvenile")
    plan = court.plan()
    (sample,) = court.draw(plan)
    office = of(court.house.trial_management)
    shown = text(office.get(f"/reviews/plans/{plan.pk}/draws/{sample.draw_id}/"))
    assert court.closed[0].number is not None and court.closed[0].number in shown
    assert court.closed[1].number is not None and court.closed[1].number not in shown
    assert "不公开案件" in shown
    bundle = office.get(f"/draws/{sample.draw_id}/bundle.json").json()
    assert bundle["winner"] == str(court.closed[0].pk)
    assert of(court.house.judge).get(f"/draws/{sample.draw_id}/bundle.json").status_code == 404


def test_whoever_is_not_covered_after_the_draw_is_an_alarm(court: Bench) -> None:
    court.close(court.house.judges[0])
    court.close(court.house.judges[1], criminal=True, sealed="juvenile")
    plan = court.plan()
    court.draw(plan)
    for path in (f"/reviews/plans/{plan.pk}/", "/reviews/"):
        shown = text(of(court.house.president).get(path))
        assert "还有 1 名法官没有被抽中案件" in shown and court.house.judges[1].name in shown
        assert "评查员无权查阅" in shown


def test_the_dashboard_shows_coverage_to_who_watches(court: Bench) -> None:
    for review in court.reviews(court.house.judges[:2]):
        court.final(review)
    court.close(court.house.judges[2])
    shown = text(of(court.house.president).get("/dashboard/"))
    assert "评查覆盖法官" in shown and f"/reviews/?court={court.house.court.code}" in shown
    assert any("coverage" in source.__name__ for source in dashboards._FIGURES)
    assert "评查覆盖法官" not in text(of(court.house.head).get("/dashboard/"))


def test_strangers_may_do_nothing(court: Bench) -> None:
    review = court.told(court.review())
    plan, one = f"/reviews/plans/{review.plan_id}/", f"/reviews/{review.pk}/"
    acts = [f"{plan}{act}/" for act in ("lock", "number", "reveal", "assign")]
    acts += [
        f"{one}{act}/" for act in ("assign", "begin", "save", "submit", "replace", "tell", "answer", "final")
    ]
    for person in (court.house.clerk, court.house.head, court.house.judges[1], court.reviewers[1]):
        client = of(person)
        assert {client.post(path, {"said": "acceptance"}).status_code for path in acts} == {404}, person
    assert {Client().post(path).status_code for path in acts} == {302}
