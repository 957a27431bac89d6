"""A dashboard in a real browser: from a number to its cases, and what one may choose."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from oversight.nightly.services import run
from tests.builders import CourtHouse, accepted_case, court_with_people, drawn_case, today
from tests.kit.looking import clean, easy_to_tap

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DRAWN = "[...document.querySelectorAll('[data-chart]')].every((place) => place.querySelector('canvas'))"
CHARTS = """() => [...document.querySelectorAll("[data-chart] canvas")].map((canvas) => {
  const box = canvas.getBoundingClientRect();
  const table = canvas.closest(".panel").querySelector("table");
  return [box.width, box.height, box.right <= innerWidth, table !== null];
})"""
TOP = "(css) => document.querySelector(css).getBoundingClientRect().top"


@pytest.fixture
def house() -> CourtHouse:
    """A court with an old case over its limit, two of today, and one that waits for a judge."""
    house = court_with_people()
    drawn_case(house)
    for number in range(2):
        drawn_case(house, on=today(), nonce=f"{number:08d}")
    accepted_case(house, on=today())
    run(business_date=today(), at=timezone.now())
    return house


def test_a_president_walks_from_a_number_to_its_cases_by_keyboard(
    page: Any, sign_in: Any, house: CourtHouse
) -> None:
    sign_in(page, house.president)
    page.goto("/dashboard/")
    page.locator("a.kpi").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/?**lamp=black**")
    assert page.locator("a.cno").count() == 1
    page.go_back()
    page.locator("#id_period").select_option("month")
    page.get_by_role("button", name="查看").press("Enter")
    page.wait_for_url("**period=month**")
    assert page.locator(".kpi-v").nth(4).inner_text().startswith("3")


def test_a_president_reads_the_dashboard_on_a_phone(phone: Any, sign_in: Any, house: CourtHouse) -> None:
    sign_in(phone, house.president)
    phone.goto("/dashboard/")
    phone.wait_for_function(DRAWN)
    assert phone.evaluate(TOP, ".kpi") < 844, "the first figures stand on the first screen"
    assert phone.evaluate(TOP, ".kpi") < phone.evaluate(TOP, "[data-chart]")
    for width, height, inside, table in phone.evaluate(CHARTS):
        assert 280 <= width <= 390 and height >= 160 and inside and table
    easy_to_tap(phone)
    clean(phone)

    phone.tap("[data-drawer]")
    phone.wait_for_selector("#nav.open")
    assert phone.locator("#nav :focus-visible, #nav:focus").count() == 1
    easy_to_tap(phone)
    phone.tap("#nav a[href='/alerts/']")
    phone.wait_for_url("**/alerts/")
    phone.go_back()
    phone.locator("a.kpi").first.tap()
    phone.wait_for_url("**/cases/?**lamp=black**")
    phone.locator("a.cno").first.tap()
    phone.wait_for_url("**/cases/*/")
    easy_to_tap(phone)
