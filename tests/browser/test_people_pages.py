"""Administration of people in a real browser: entered and disabled by hand, a delegation taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from courts.actors.domain import Right
from courts.people.models import Post
from courts.people.services import delegate
from tests.builders import actor_of, court_with_people, today
from tests.kit.looking import clean

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


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
    house = court_with_people(judges=1)
    delegate(
        post=Post.objects.select_related("court").get(person=house.president),
        to_person=house.head,
        rights=[Right.ACKNOWLEDGE, Right.DASHBOARD],
        from_on=today(),
        to_on=today() + timedelta(days=6),
        reason="外出学习",
        actor=actor_of(house.president, today()),
    )
    sign_in(page, house.president)
    page.goto("/me/delegations/")
    page.click("summary:has-text('撤回')")
    page.fill("textarea[name=reason]", "提前返回")
    page.click("button:has-text('今日起撤回')")
    page.wait_for_selector("text=已撤回授权")
    clean(page)
