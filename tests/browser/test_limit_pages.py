"""The limit of a case in a real browser: an item entered by keyboard, the calculator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cases.limits.models import CaseClock, LedgerItem
from tests.builders import court_with_people, drawn_case, today
from tests.kit.looking import clean

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_stop_is_tried_entered_and_told_by_keyboard(page: Any, phone: Any, sign_in: Any) -> None:
    house = court_with_people(judges=1)
    case = drawn_case(house, on=today() - timedelta(days=40))
    sign_in(page, case.handling.handler)
    page.goto(f"/cases/{case.pk}/limit/")
    clean(page)
    page.focus("text=登记扣除期间")
    page.keyboard.press("Enter")
    page.wait_for_url("**/limit/enter/exclusion/")
    page.focus("[name=ground][value=X02]")
    page.keyboard.press("Space")
    page.fill("[name=starts_on]", (today() - timedelta(days=3)).isoformat())
    page.fill("[name=document]", "委托鉴定书")
    page.fill("[name=reason]", "当事人申请鉴定")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=办理后的审限")
    clean(page)
    assert not LedgerItem.objects.exists(), "a trial saves nothing"
    page.focus("button[name=confirm][value='1']")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已登记，审限已重新计算。")
    assert CaseClock.objects.get(case=case).stopped_since == today() - timedelta(days=3)
    clean(page)
    sign_in(phone, case.handling.handler)
    phone.goto(f"/cases/{case.pk}/limit/")
    clean(phone)
    phone.goto(f"/cases/{case.pk}/limit/enter/exclusion/")
    clean(phone)


def test_the_calculator_without_a_login(page: Any, phone: Any) -> None:
    court_with_people(judges=1)
    page.goto("/login/")
    page.click("text=审限计算器")
    page.wait_for_url("**/limits/calculator/")
    page.fill("[name=find]", "速裁")
    shown = page.eval_on_selector_all(
        "[name=rule_code] option",
        "found => found.filter(one => !one.hidden && one.value).map(one => one.value)",
    )
    assert "CRIM1_FAST" in shown and "CIV1_ORD" not in shown
    page.fill("[name=find]", "")
    page.select_option("[name=rule_code]", "CIV1_ORD")
    page.fill("[name=starts_on]", "2025-03-14")
    page.click("button[name=add][value=exclusion]")
    page.wait_for_selector("[name=l0-ground]")
    assert page.evaluate("document.activeElement.name") == "l0-ground"
    page.select_option("[name=l0-ground]", "X01")
    page.fill("[name=l0-starts_on]", "2025-03-20")
    page.fill("[name=l0-ends_on]", "2025-04-19")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=2025-10-14")
    clean(page)
    phone.goto(page.url)
    phone.wait_for_selector("text=2025-10-14")
    clean(phone)
