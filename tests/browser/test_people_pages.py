"""Administration of people and courts in a real browser: clean at a desk, on a phone and in English."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from courts.actors.domain import Right, Role
from courts.people.models import Post
from courts.people.services import appoint, delegate
from tests.browser.test_main_thread import clean
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case, machine, today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def furnished() -> CourtHouse:
    """A court with a delegation in force, a post to come and a judge with a case."""
    house = court_with_people(judges=2)
    drawn_case(house)
    appoint(
        person=house.judge,
        court=house.court,
        role=Role.PRESIDENT,
        from_on=today() + timedelta(days=9),
        document="抚法〔2026〕1号",
        actor=machine(),
    )
    delegate(
        post=Post.objects.select_related("court").get(person=house.president),
        to_person=house.head,
        rights=[Right.ACKNOWLEDGE, Right.DASHBOARD],
        from_on=today(),
        to_on=today() + timedelta(days=6),
        reason="外出学习",
        actor=actor_of(house.president, today()),
    )
    return house


def addresses(house: CourtHouse) -> dict[str, list[str]]:
    """Who opens what."""
    person, court = f"/office/people/{house.judge.pk}/", f"/office/courts/{house.court.code}/"
    post = house.judge.posts.get(role="judge")
    president = Post.objects.get(person=house.president)
    return {
        "administrator": [
            "/office/",
            "/office/courts/",
            court,
            f"{court}divisions/new/",
            f"{court}divisions/{house.civil.pk}/close/",
            "/office/people/",
            "/office/people/?words=nobody",
            "/office/people/new/",
            "/office/people/transfer/",
            person,
            f"{person}posts/new/",
            f"{person}posts/{post.pk}/end/",
            f"{person}state/",
            "/office/delegations/",
            f"/office/delegations/new/?post={president.pk}",
        ],
        "president": ["/me/delegations/", "/me/delegations/new/", "/office/roles/"],
        "head": ["/me/delegations/"],
    }


@pytest.mark.parametrize(("width", "language"), [(1366, "zh-hans"), (390, "zh-hans"), (1366, "en")])
def test_the_pages_about_people_are_clean(page: Any, sign_in: Any, width: int, language: str) -> None:
    house = furnished()
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/login/")
    if language == "en":
        page.click("button[name=language][value=en]")
    for who, pages in addresses(house).items():
        sign_in(page, getattr(house, who))
        for address in pages:
            answer = page.goto(address)
            assert answer.status == 200, address
            clean(page)


def test_somebody_is_entered_and_disabled_by_hand(page: Any, sign_in: Any) -> None:
    """The whole of it with the mouse: an error, the password shown once, a refusal on the page."""
    house = court_with_people(judges=1, calendar=False)
    sign_in(page, house.administrator)
    page.goto("/office/people/")
    page.click("text=录入人员")
    page.fill("#id_username", "f-300")
    page.fill("#id_name", "孙敏")
    page.select_option("#id_role", "assistant")
    page.click("button:has-text('录入并发放临时密码')")
    page.wait_for_selector("[data-error-summary]")
    clean(page)
    page.select_option("#id_division", str(house.civil.pk))
    page.click("button:has-text('录入并发放临时密码')")
    assert len(page.inner_text("#temporary-password")) >= 12
    clean(page)
    page.click("text=打开人员页")
    page.click("text=停用账户")
    page.fill("#id_reason", "误录")
    page.click("button:has-text('停用账户')")
    page.wait_for_selector("text=账户已停用")
    clean(page)
    page.goto(f"/office/people/{house.administrator.pk}/")
    page.click("a:has-text('免职')")
    page.click("button:has-text('登记免职')")
    page.wait_for_selector(".refusal")
    clean(page)


def test_a_delegation_is_taken_back_where_it_stands(page: Any, sign_in: Any) -> None:
    house = furnished()
    sign_in(page, house.president)
    page.goto("/me/delegations/")
    page.click("summary:has-text('撤回')")
    page.fill("textarea[name=reason]", "提前返回")
    page.click("button:has-text('今日起撤回')")
    page.wait_for_selector("text=已撤回授权")
    clean(page)
