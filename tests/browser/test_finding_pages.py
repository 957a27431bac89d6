"""Finding in a real browser: the box by keyboard, filters as chips, a file taken out; clean for axe."""

from __future__ import annotations

from typing import Any

import pytest

from cases.register.services import save_view
from tests.browser.test_main_thread import clean
from tests.builders import accepted_case, actor_of, court_with_people, drawn_case, today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_the_box_is_used_by_keyboard(page: Any, sign_in: Any) -> None:
    house = court_with_people()
    case = accepted_case(house, on=today())
    sign_in(page, house.clerk)
    page.goto("/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "top-search"
    page.keyboard.type("王建")
    page.wait_for_selector("#top-search-list [role=option]")
    clean(page)
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#top-search", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.is_hidden("#top-search-list")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#top-search-list [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{case.pk}/")
    page.keyboard.press("/")
    page.keyboard.type("王建国")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")
    assert "q=" in page.url and page.inner_text("mark") == "王建国"
    clean(page)
    page.click(".in-force .chip a")
    page.wait_for_selector(".case-rows")
    assert "q=" not in page.url


def test_a_list_is_narrowed_kept_and_taken_out(page: Any, sign_in: Any) -> None:
    house = court_with_people()
    drawn_case(house, on=today())
    sign_in(page, house.trial_management)
    page.goto("/cases/")
    page.select_option("#id_status", "open")
    page.click("form.filters >> text=查询 >> nth=0")
    page.wait_for_selector(".in-force .chip")
    page.click("text=保存为视图")
    page.fill(".keep [name=name]", "未结案件")
    page.click(".keep button")
    page.wait_for_selector(".tabs a[aria-current]:has-text('未结案件')")
    page.click("text=导出 Excel")
    page.fill("[name=reason]", "周调度会核对")
    clean(page)
    with page.expect_download() as caught:
        page.click("text=生成并下载")
    assert caught.value.suggested_filename.endswith(f"导出〔{today().year}〕1号.xlsx")


@pytest.mark.parametrize(("width", "language"), [(1366, "zh-hans"), (390, "zh-hans"), (1366, "en")])
def test_the_pages_of_finding_are_clean(page: Any, sign_in: Any, width: int, language: str) -> None:
    house = court_with_people()
    drawn_case(house, on=today())
    actor = actor_of(house.trial_management, today())
    save_view(name="未结", query="status=open", shared=True, court_id=house.court.pk, actor=actor)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/login/")
    if language == "en":
        page.click("button[name=language][value=en]")
    sign_in(page, house.trial_management)
    for address in (
        "/cases/",
        "/cases/?q=王建国&status=open&claim_from=1",
        "/cases/?status=nonsense",
        "/cases/?q=查无此人",
        "/cases/views/",
        "/cases/export/?status=open",
    ):
        page.goto(address)
        clean(page)
    sign_in(page, house.upper_president)
    page.goto("/cases/?order=filed")
    clean(page)
