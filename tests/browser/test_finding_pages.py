"""Finding in a real browser: the box by keyboard, filters as chips, a file taken out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import accepted_case, court_with_people, drawn_case, today
from tests.kit.looking import clean

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
