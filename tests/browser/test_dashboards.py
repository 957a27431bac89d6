"""Every first screen in a real browser: clean, its charts drawn, at a desk and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from oversight.nightly.services import run
from tests.browser.test_main_thread import clean
from tests.builders import CourtHouse, accepted_case, court_with_people, drawn_case, today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DRAWN = "[...document.querySelectorAll('[data-chart]')].every((place) => place.querySelector('canvas'))"


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


@pytest.mark.parametrize(("width", "language"), [(1366, "zh-hans"), (390, "zh-hans"), (1366, "en")])
def test_every_face_is_clean_and_draws_its_charts(
    page: Any, sign_in: Any, house: CourtHouse, width: int, language: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/login/")
    if language == "en":
        page.click("button[name=language][value=en]")
    for who, address, charts in (
        (house.president, "/dashboard/", 7),
        (house.president, "/dashboard/?period=last_year", 6),
        (house.president, "/dashboard/?period=custom&first=2026-99", 7),
        (house.trial_management, "/dashboard/", 0),
        (house.head, "/dashboard/", 5),
        (house.upper_president, "/dashboard/?face=below", 1),
    ):
        sign_in(page, who)
        page.goto(address)
        assert page.locator("[data-chart]").count() == charts, address
        page.wait_for_function(DRAWN)
        clean(page)


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
