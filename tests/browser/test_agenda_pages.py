"""The calendar of limits in a real browser: month by month with the keyboard, on a phone, and its feed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import court_with_people, drawn_case
from tests.kit.looking import clean

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_judge_walks_the_months_and_opens_a_case(page: Any, sign_in: Any) -> None:
    case = drawn_case(court_with_people())
    sign_in(page, case.handling.handler)
    page.goto("/agenda/?month=2026-08")
    clean(page)
    page.focus("a[rel=next]")
    page.keyboard.press("Enter")
    page.wait_for_url("**month=2026-09**")
    clean(page)
    day = page.locator("td", has=page.locator("time[datetime='2026-09-10']"))
    day.locator("a.mark-due").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{case.pk}/")


def test_on_a_phone_only_days_with_something_are_listed(phone: Any, sign_in: Any) -> None:
    case = drawn_case(court_with_people())
    sign_in(phone, case.handling.handler)
    phone.goto("/agenda/?month=2026-09")
    clean(phone)
    seen = phone.locator(".agenda td:visible time")
    assert seen.evaluate_all("every => every.map(one => one.dateTime)") == ["2026-09-07", "2026-09-10"]
    wide = phone.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide


def test_the_address_of_the_feed_is_shown_once_and_works(page: Any, phone: Any, sign_in: Any) -> None:
    case = drawn_case(court_with_people())
    sign_in(page, case.handling.handler)
    page.goto("/agenda/feed/")
    page.click("main form button[type=submit]")
    address = page.locator("#feed-address").inner_text()
    assert page.locator(".feed-code svg").is_visible()
    clean(page)
    fetched = phone.request.get(address)
    assert fetched.status == 200 and case.number in fetched.text().replace("\r\n ", "")
    page.goto("/agenda/feed/")
    assert page.locator("#feed-address").count() == 0
    page.locator("form", has_text="撤销").locator("button").click()
    page.wait_for_load_state()
    assert phone.request.get(address).status == 404
