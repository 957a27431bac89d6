"""The office's pages: clean at a desk, on a phone and in English; a night asked for shows its progress."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assignment.pools.services.leave import enter_leave
from courts.clients.models import ApiClient
from courts.clients.services import create_api_client, disable_client
from courts.options.services import set_option
from courts.outbox.models import OutboxMessage
from courts.outbox.services import post
from oversight.nightly.services import run
from tests.browser.test_main_thread import clean
from tests.builders import CourtHouse, actor_of, court_with_people, today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WHY = "院务会纪要第7号"
NOTICE = "元旦：1月1日放假，共1天。\n春节：2月30日放假。"


def addresses(house: CourtHouse) -> list[str]:
    """Every page of the office, with something on it."""
    actor = actor_of(house.administrator, timezone.now())
    court = house.court
    set_option(court_id=court.pk, code="POOL-MIN", value=2, reason=WHY, actor=actor)
    absence = enter_leave(
        court_id=court.pk,
        judge=house.judges[0].pk,
        kind="leave",
        from_on=today(),
        to_on=today() + timedelta(days=3),
        approver=house.president.pk,
        reason=WHY,
        actor=actor,
    )
    made = create_api_client(name="旧系统", court=court.code, scopes="cases:read", reason=WHY, actor=actor)
    client = ApiClient.objects.get(client_id=made.client_id)
    disable_client(client_pk=client.pk, disabled_on=today(), reason=WHY, actor=actor)
    run(business_date=today(), at=timezone.now())
    post("nobody_listens", {}, court_id=court.pk, at=timezone.now())
    OutboxMessage.objects.update(attempts=2, last_error="ValueError: no")
    member = house.pool.members.order_by("pk")[0]
    return [
        "/office/options/",
        "/office/options/POOL-MIN/",
        "/office/pools/",
        "/office/pools/new/",
        f"/office/pools/{house.pool.pk}/",
        f"/office/pools/members/{member.pk}/",
        "/office/leave/",
        f"/office/leave/{absence.pk}/",
        "/office/clients/",
        "/office/clients/new/",
        f"/office/clients/{client.pk}/",
        "/office/jobs/",
        "/office/jobs/tasks/nightly/",
        "/office/history/",
        "/calendar/",
    ]


@pytest.mark.parametrize(("width", "language"), [(1366, "zh-hans"), (390, "zh-hans"), (390, "en")])
def test_the_pages_of_the_office_are_clean(page: Any, sign_in: Any, width: int, language: str) -> None:
    house = court_with_people()
    opened = addresses(house)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/login/")
    if language == "en":
        page.click("button[name=language][value=en]")
    sign_in(page, house.administrator)
    for address in opened:
        page.goto(address)
        clean(page)
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
    page.goto("/office/jobs/")
    page.click("#nights form button")
    page.wait_for_selector("#night-rows")
    assert "等待工作进程" in page.locator("#night-rows").inner_text()
    page.focus("[name=business_date]")
    OutboxMessage.objects.update(delivered_at=timezone.now())
    run(business_date=today(), at=timezone.now())
    page.locator("#night-rows", has_text="已完成").wait_for(timeout=15_000)
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
