"""The office in a real browser: a calendar year, a night that shows its progress, an option by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from courts.outbox.models import OutboxMessage
from oversight.nightly.services import run
from tests.builders import court_with_people, today
from tests.kit.looking import clean

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WHY = "院务会纪要第7号"
NOTICE = "元旦：1月1日放假，共1天。\n春节：2月30日放假。"


def test_the_notice_of_a_year_is_read_mended_and_confirmed(page: Any, sign_in: Any) -> None:
    house = court_with_people()
    sign_in(page, house.administrator)
    page.goto("/calendar/")
    page.fill("[name=year]", str(today().year + 1))
    page.fill("[name=text]", NOTICE)
    page.click("main form button[type=submit]")
    assert (
        "2" in page.locator("[data-error-summary]").inner_text() and page.input_value("[name=text]") == NOTICE
    )
    clean(page)
    page.fill("[name=text]", NOTICE.splitlines()[0])
    page.fill("[name=source]", "国办发明电〔2026〕9号")
    page.click("main form button[type=submit]")
    page.wait_for_selector("#plan")
    clean(page)


def test_a_night_asked_for_shows_its_progress_and_leaves_the_focus(page: Any, sign_in: Any) -> None:
    house = court_with_people()
    sign_in(page, house.administrator)
    page.clock.install()
    page.goto("/office/jobs/")
    page.click("#nights form button")
    page.wait_for_selector("#night-rows")
    assert "等待工作进程" in page.locator("#night-rows").inner_text()
    page.focus("[name=business_date]")
    OutboxMessage.objects.update(delivered_at=timezone.now())
    run(business_date=today(), at=timezone.now())
    page.clock.run_for(4_000)
    page.locator("#night-rows", has_text="已完成").wait_for()
    assert page.evaluate("document.activeElement.name") == "business_date"


def test_an_option_is_set_by_keyboard_alone(page: Any, sign_in: Any) -> None:
    house = court_with_people()
    sign_in(page, house.administrator)
    page.goto("/office/options/POOL-MIN/")
    page.focus("[name=value]")
    page.keyboard.press("Control+A")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    page.keyboard.type(WHY)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#confirm")
    page.focus("#confirm button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=变更已留痕")
    assert "4 名" in page.locator(".facts").inner_text()
