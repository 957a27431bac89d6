"""The pages people watch from: clean for everybody, at a desk and on a phone, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from oversight.nightly.services import run
from tests.browser.test_main_thread import clean
from tests.builders import CourtHouse, court_with_people, drawn_case, filed_case, today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def addresses(house: CourtHouse) -> dict[str, list[str]]:
    """Who opens what."""
    case = drawn_case(house)
    waiting = filed_case(house, on=today(), four_category=None)
    run(business_date=today(), at=timezone.now())
    page = f"/cases/{case.pk}/"
    return {
        "handler": ["/", "/cases/?order=due", page, f"{page}close/", "/alerts/"],
        "clerk": ["/", f"/cases/{waiting.pk}/four-category/", f"{page}timeline/", f"{page}limit/"],
        "president": ["/dashboard/", "/alerts/?level=over", "/cases/?lamp=black", f"{page}trail/"],
        "trial_management": ["/calendar/", f"{page}draws/"],
        "administrator": ["/", "/no-such-page/"],
    }


@pytest.mark.parametrize(("width", "language"), [(1366, "zh-hans"), (390, "zh-hans"), (1366, "en")])
def test_the_pages_people_watch_from_are_clean(page: Any, sign_in: Any, width: int, language: str) -> None:
    house = court_with_people()
    opened = addresses(house)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/login/")
    clean(page)
    if language == "en":
        page.click("button[name=language][value=en]")
    handler = next(iter(house.court.cases.exclude(handling__handler=None))).handling.handler
    for who, pages in opened.items():
        sign_in(page, handler if who == "handler" else getattr(house, who))
        for address in pages:
            page.goto(address)
            clean(page)
