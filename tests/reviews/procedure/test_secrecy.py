"""Who sees a review at which step, and what of it; everybody else meets a page that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from courts.actors.domain import Role, Viewer
from courts.people.models import Person
from courts.people.selectors import viewer_of
from courts.people.services import appoint
from reviews.procedure.models import Review
from reviews.procedure.selectors import get_visible, visible
from tests.builders import SINCE, machine, today
from tests.reviews.bench import Bench, bench

pytestmark = pytest.mark.django_db
Step = Callable[[Bench, Review], Any]
STEPS: dict[str, Step] = {
    "drawn": lambda court, review: review,
    "assigned": lambda court, review: court.assigned(review),
    "in_review": lambda court, review: court.begun(review),
    "first_opinion": lambda court, review: court.opined(review),
    "told_to_judge": lambda court, review: court.told(review),
    "objection": lambda court, review: court.objected(review),
    "re_review": lambda court, review: court.reviewed_again(review),
    "final": lambda court, review: court.final(review),
}
ALWAYS = {"trial_management", "president", "discipline"}
FROM_ASSIGNMENT = {*ALWAYS, "reviewer1"}
SEEN_BY = {
    "drawn": ALWAYS,
    "assigned": FROM_ASSIGNMENT,
    "in_review": FROM_ASSIGNMENT,
    "first_opinion": FROM_ASSIGNMENT,
    "told_to_judge": {*FROM_ASSIGNMENT, "judge1"},
    "objection": {*FROM_ASSIGNMENT, "judge1"},
    "re_review": {*FROM_ASSIGNMENT, "judge1", "reviewer2"},
    "final": {*FROM_ASSIGNMENT, "judge1"},
}


def everybody(court: Bench) -> dict[str, Person]:
    house = court.house
    named = ("clerk", "assistant", "head", "president", "trial_management", "discipline", "administrator")
    return {
        **{name: getattr(house, name) for name in (*named, "upper_president", "upper_clerk")},
        **{f"judge{number}": judge for number, judge in enumerate(house.judges, start=1)},
        **{f"reviewer{number}": one for number, one in enumerate(court.reviewers, start=1)},
    }


@pytest.mark.parametrize("step", STEPS)
def test_who_sees_it_at_each_step(step: str) -> None:
    court = bench(day=today())
    review = court.review()
    STEPS[step](court, review)
    assert court.stored(review.pk).status == step
    seen, opened = set(), set()
    for name, person in everybody(court).items():
        if visible(viewer_of(person, court.day)).filter(pk=review.pk).exists():
            seen.add(name)
        client = Client()
        client.force_login(person)
        answer = client.get(f"/reviews/{review.pk}/")
        assert answer.status_code in (200, 404), name
        if answer.status_code == 200:
            opened.add(name)
    assert seen == opened == SEEN_BY[step]


def test_somebody_without_a_post_and_a_visitor_see_nothing() -> None:
    court = bench(day=today())
    review = court.final(court.review())
    assert not visible(Viewer(None)).exists()
    court.house.president.posts.update(to_on=court.day.replace(year=court.day.year - 1))
    assert not visible(viewer_of(court.house.president, court.day)).exists()
    assert Client().get(f"/reviews/{review.pk}/").status_code == 302


@pytest.mark.parametrize(
    "path", ["", "plans/new/", "plans/{plan}/", "plans/{plan}/draws/{draw}/", "queue/", "mine/", "standard/"]
)
def test_who_opens_the_other_pages(path: str) -> None:
    court = bench(day=today())
    review = court.review()
    made = path.format(plan=review.plan_id, draw=review.sample.draw_id)
    opened = set()
    for name, person in everybody(court).items():
        client = Client()
        client.force_login(person)
        if client.get(f"/reviews/{made}").status_code == 200:
            opened.add(name)
    judges, reviewers = {"judge1", "judge2", "judge3"}, {"reviewer1", "reviewer2"}
    wanted = {
        "": {*ALWAYS, "upper_president"},
        "plans/new/": {"trial_management"},
        "queue/": reviewers,
        "mine/": judges,
        "standard/": set(everybody(court)),
    }.get(path, ALWAYS)
    assert opened == wanted


def page(person: Person, review: Review) -> str:
    client = Client()
    client.force_login(person)
    return client.get(f"/reviews/{review.pk}/").content.decode()


def test_the_judge_never_reads_a_reviewers_name() -> None:
    court = bench(day=today())
    review = court.reviewed_again(court.review())
    text = page(court.house.judge, review)
    assert "判决书第 7 页" in text
    for reviewer in court.reviewers:
        assert reviewer.name not in text
    assert court.reviewers[0].name in page(court.house.president, review)
    case_page = Client()
    case_page.force_login(court.house.judge)
    for tab in ("", "trail/", "timeline/"):
        shown = case_page.get(f"/cases/{review.case_id}/{tab}").content.decode()
        assert court.reviewers[0].name not in shown and court.reviewers[1].name not in shown


def test_the_second_opinion_is_shown_to_the_judge_once_all_is_final() -> None:
    court = bench(day=today())
    again = {"Q2": {"score": "0.5", "place": "立案登记表第 2 页", "reason": "漏填"}}
    review = court.reviewed_again(court.review(), again)
    assert "立案登记表第 2 页" not in page(court.house.judge, review)
    from reviews.procedure.services import finalise

    finalise(review_id=review.pk, note_text="按复评意见定级。", actor=court.office)
    assert "立案登记表第 2 页" in page(court.house.judge, review)


def test_reviewers_do_not_read_each_others_opinions() -> None:
    court = bench(day=today())
    again = {"Q2": {"score": "0.5", "place": "立案登记表第 2 页", "reason": "漏填"}}
    review = court.reviewed_again(court.review(), again)
    first, second = (page(reviewer, review) for reviewer in court.reviewers)
    assert "判决书第 7 页" in first and "立案登记表第 2 页" not in first
    assert "立案登记表第 2 页" in second and "判决书第 8 页已回应" in second
    assert "质量抗辩只列未答" not in second and "判决书第 8 页已回应" not in first


def test_a_draft_is_seen_by_its_reviewer_alone() -> None:
    from reviews.procedure.services import save_sheet

    court = bench(day=today())
    review = court.review()
    court.begun(review)
    typed = {"Q32": {"score": "3", "place": "草稿里的位置", "reason": "草稿"}}
    save_sheet(review_id=review.pk, typed=typed, comment="", actor=court.of(court.reviewers[0]))
    assert "草稿里的位置" in page(court.reviewers[0], review)
    for person in (court.house.trial_management, court.house.president):
        assert "草稿里的位置" not in page(person, review)


def test_an_overseer_is_the_judge_of_the_own_case() -> None:
    court = bench(day=today())
    review = court.review()
    post = {"court": court.house.court, "from_on": SINCE, "actor": machine(), "role": Role.PRESIDENT}
    appoint(person=court.house.judge, **post)
    viewer = viewer_of(court.house.judge, court.day)
    assert not visible(viewer).filter(pk=review.pk).exists()
    court.told(review)
    assert get_visible(viewer, review.pk) == review
    assert court.reviewers[0].name not in page(court.house.judge, review)


def test_the_panel_of_the_case_page_is_for_those_who_may_know() -> None:
    court = bench(day=today())
    review = court.told(court.review())
    for person, known in (
        (court.house.president, True),
        (court.house.judge, True),
        (court.house.clerk, False),
        (court.house.head, False),
    ):
        client = Client()
        client.force_login(person)
        shown = client.get(f"/cases/{review.case_id}/").content.decode()
        assert (f"/reviews/{review.pk}/" in shown) is known, person


def test_the_work_list_tells_each_his_own() -> None:
    court = bench(day=today())
    review = court.told(court.review())
    wanted = {
        court.house.judge: f"/reviews/{review.pk}/",
        court.house.judges[1]: "",
        court.house.clerk: "",
    }
    for person, link in wanted.items():
        client = Client()
        client.force_login(person)
        shown = client.get("/").content.decode()
        assert (link in shown) if link else ("/reviews/0" not in shown and str(review.pk) not in shown)
