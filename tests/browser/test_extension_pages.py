"""A request for more time in a real browser: asked, advised on and decided by three people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cases.extensions.models import ExtensionRequest
from cases.limits.models import CaseClock
from tests.builders import court_with_people, drawn_case, today
from tests.cases.documents.files import PDF
from tests.kit.looking import clean

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_asked_advised_on_and_decided(page: Any, phone: Any, sign_in: Any, tmp_path: Path) -> None:
    """The judge asks and adds the paper, the head is for it by keyboard, the president decides by phone."""
    house = court_with_people(judges=1)
    case = drawn_case(house, on=today() - timedelta(days=140), procedure="ordinary")
    before = CaseClock.objects.get(case=case).due_on
    sign_in(page, house.judge)
    page.goto(f"/cases/{case.pk}/")
    page.click("text=申请延长审限")
    clean(page)
    page.fill("[name=reason]", "鉴定尚未完成，预计三个月内宣判。")
    page.click("button:has-text('提交申请')")
    page.wait_for_selector("text=申请已提交。")
    clean(page)
    paper = tmp_path / "审批表.pdf"
    paper.write_bytes(PDF)
    page.set_input_files("[name=file]", str(paper))
    page.click("button:has-text('提交材料')")
    page.wait_for_selector("text=已保存材料")
    with page.expect_download() as got:
        page.click(".papers a")
    assert got.value.suggested_filename == "审批表.pdf"
    address = f"/extensions/{ExtensionRequest.objects.get().pk}/"

    page.context.clear_cookies()
    sign_in(page, house.head)
    page.goto("/")
    assert "对延长审限申请提出意见" in page.inner_text("main")
    page.click(f"main a[href='{address}']")
    page.wait_for_url(f"**{address}")
    clean(page)
    page.focus("#id_agreed_0")
    page.keyboard.press("Space")
    page.focus("form[action$='advise/'] button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=意见已提交。")

    sign_in(phone, house.president)
    phone.goto(address)
    clean(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.tap("#id_agreed_1")
    phone.tap("button:has-text('确认决定')")
    phone.wait_for_selector("text=不同意的，请写明理由。")
    clean(phone)
    phone.tap("#id_agreed_0")
    phone.tap("button:has-text('确认决定')")
    phone.wait_for_selector("text=已批准")
    clean(phone)
    assert CaseClock.objects.get(case=case).due_on != before
    assert ExtensionRequest.objects.get().state == "granted"
