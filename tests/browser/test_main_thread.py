"""The main job in a real browser, by keyboard: file, check, hand in, accept, draw, see the judge."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from assignment.draws.models import Draw
from cases.docket.models import Case
from cases.intake.models import FilingDraft
from tests.builders import ID_CARD, PASSWORD, court_with_people
from tests.kit.keyboard import at, chosen, pressed, tab_to, typed
from tests.kit.looking import clean

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_clerk_takes_a_case_from_the_counter_to_its_judge(page: Any, live_server: Any) -> None:
    """Login, filing, check, handing in, acceptance, draw and the printed notice, without a mouse."""
    house = court_with_people(judges=3)
    page.goto("/filing/new/")
    typed(page, "username", house.clerk.username)
    typed(page, "password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#filing-form")
    _the_frame_by_keyboard(page)
    _the_filing(page)
    _the_mending(page)

    pressed(page, "确认提交")
    page.wait_for_selector("text=收案登记成功")
    case = Case.objects.get()
    assert page.url.endswith(f"/cases/{case.pk}/")
    pressed(page, "立案")
    page.wait_for_selector("#id_accepted_on")
    tab_to(page, "accepted_on")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已立案，案号")
    case.refresh_from_db()
    assert case.number in page.inner_text("h1")

    pressed(page, "随机分案")
    page.wait_for_selector("text=锁定名单，取号")
    pressed(page, "锁定名单，取号")
    page.wait_for_selector("#id_nonce")
    typed(page, "nonce", "620014")
    page.keyboard.press("Enter")
    page.wait_for_selector("button:has-text('揭示结果')")
    pressed(page, "揭示结果")
    page.wait_for_selector(".verdict.passed")
    draw = Draw.objects.get()
    assert draw.winner is not None and draw.nonce == "620014"
    assert draw.winner.name in page.inner_text(".won-name")
    assert "复核通过：8 项全部一致" in page.inner_text("[data-verdict-title]")

    page.goto(f"/cases/{case.pk}/")
    assert draw.winner.name in page.inner_text(".facts")
    with page.expect_response("**/notice.pdf") as printed:
        pressed(page, "打印受理通知书")
    assert printed.value.headers["content-type"] == "application/pdf"
    notice = PdfReader(BytesIO(page.request.get(printed.value.url).body()))
    words = "".join(sheet.extract_text() for sheet in notice.pages).replace("\n", "")
    assert case.number in words and draw.receipt in words.replace(" ", "")


def _the_frame_by_keyboard(page: Any) -> None:
    """What every page has: past the navigation, to the search box, out of what was opened."""
    page.keyboard.press("Tab")
    assert at(page)["text"] == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    assert at(page)["id"] == "top-search"
    pressed(page, "抚松", key="Space")
    page.wait_for_selector(".drop[open]")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".drop[open]").count() == 0
    assert at(page)["tag"] == "SUMMARY"


def _the_filing(page: Any) -> None:
    chosen(page, "case_type", "民初")
    page.wait_for_selector("#side-limit >> text=民事一审普通程序")
    chosen(page, "procedure", "summary")
    page.wait_for_selector("#side-limit >> text=民事一审简易程序")
    typed(page, "cause", "民间借")
    page.wait_for_selector(".suggest li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#id_cause") == "民间借贷纠纷"
    typed(page, "parties-0-name", "王建国")
    typed(page, "parties-0-id_number", ID_CARD[:-1] + "8")
    typed(page, "parties-1-name", "李四")
    page.keyboard.press("Alt+n")
    assert at(page)["name"] == "parties-2-role"
    chosen(page, "parties-2-role", "third_party")
    typed(page, "parties-2-name", "张三")
    typed(page, "facts", "被告借款到期未还。")
    typed(page, "claim_amount", "12.5万")
    assert "人民币壹拾贰万伍仟元整" in page.inner_text("#id_claim_amount_echo")
    page.keyboard.press("Control+s")
    page.wait_for_selector("[data-autosave-status]:has-text('已保存')")
    assert FilingDraft.objects.get().data["parties"][2]["name"] == "张三"
    assert page.url.endswith(f"/filing/{FilingDraft.objects.get().pk}/")


def _the_mending(page: Any) -> None:
    """Two things are wrong: said above, walked through with Alt+E, and put right."""
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-error-summary]")
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    assert "有 2 处需要改正" in page.inner_text("[data-error-summary]")
    clean(page)
    page.keyboard.press("Alt+e")
    assert at(page)["name"] == "parties-0-id_number"
    page.keyboard.press("Control+a")
    page.keyboard.type(ID_CARD)
    tab_to(page, "four_category")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("#id_four_category_1")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=确认提交")
    assert "220621 19850312 1237" in page.inner_text("main")


def test_filing_works_without_scripts(browser: Any, live_server: Any, sign_in: Any) -> None:
    house = court_with_people()
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, house.clerk)
    page.goto("/filing/new/")
    page.select_option("#id_case_type", "刑初")
    page.click("button[value=refresh]")
    assert page.input_value("#id_parties-0-role") == "prosecutor"
    page.fill("#id_cause", "盗窃罪")
    page.fill("#id_parties-0-name", "抚松县人民检察院")
    page.fill("#id_parties-1-name", "赵某")
    page.click("button[value=add]")
    page.fill("#id_parties-2-name", "钱某")
    page.check("#id_four_category_1")
    page.click("text=检查并进入第 5 步")
    page.click("text=确认提交")
    assert list(Case.objects.get().parties.values_list("name", flat=True)) == [
        "抚松县人民检察院",
        "赵某",
        "钱某",
    ]
    context.close()
