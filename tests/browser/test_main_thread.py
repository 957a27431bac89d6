"""The main job in a real browser, by keyboard: file, check, hand in, accept, draw, see the judge."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from assignment.draws.models import Draw
from cases.docket.models import Case
from cases.intake.models import FilingDraft
from tests.builders import ID_CARD, PASSWORD, accepted_case, court_with_people, today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def clean(page: Any) -> None:
    """No finding of the accessibility checker, and nothing wider than the window."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def tab_to(page: Any, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    for _press in range(60):
        if page.evaluate("document.activeElement.name || document.activeElement.id") == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} is not reached by Tab")


def typed(page: Any, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def chosen(page: Any, name: str, value: str) -> None:
    """Choose in a select with the arrow keys; what follows from the choice is then on the page."""
    tab_to(page, name)
    for _press in range(80):
        if page.evaluate("document.activeElement.value") == value:
            page.wait_for_load_state("networkidle")
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"{value} is not among the choices of {name}")


def test_a_clerk_takes_a_case_from_the_counter_to_its_judge(page: Any, live_server: Any) -> None:
    house = court_with_people(judges=3)
    page.goto("/filing/new/")
    typed(page, "username", house.clerk.username)
    typed(page, "password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#filing-form")
    clean(page)

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
    assert page.evaluate("document.activeElement.name") == "parties-2-role"
    chosen(page, "parties-2-role", "third_party")
    typed(page, "parties-2-name", "张三")
    typed(page, "facts", "被告借款到期未还。")
    typed(page, "claim_amount", "12.5万")
    assert "人民币壹拾贰万伍仟元整" in page.inner_text("#id_claim_amount_echo")
    page.keyboard.press("Control+s")
    page.wait_for_selector("[data-autosave-status]:has-text('已保存')")
    assert FilingDraft.objects.get().data["parties"][2]["name"] == "张三"
    assert page.url.endswith(f"/filing/{FilingDraft.objects.get().pk}/")

    page.keyboard.press("Enter")
    page.wait_for_selector("[data-error-summary]")
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    assert "有 2 处需要改正" in page.inner_text("[data-error-summary]")
    clean(page)
    page.keyboard.press("Alt+e")
    assert page.evaluate("document.activeElement.name") == "parties-0-id_number"
    page.keyboard.press("Control+a")
    page.keyboard.type(ID_CARD)
    tab_to(page, "four_category")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("#id_four_category_1")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=确认提交")
    assert "220621 19850312 1237" in page.inner_text("main")
    clean(page)

    page.focus("text=确认提交")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=收案登记成功")
    case = Case.objects.get()
    assert page.url.endswith(f"/cases/{case.pk}/")
    page.focus("main >> a.btn:has-text('立案') >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_accepted_on")
    clean(page)
    page.keyboard.press("Tab")
    tab_to(page, "accepted_on")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已立案，案号")
    case.refresh_from_db()
    assert case.number in page.inner_text("h1")

    page.focus("main >> a.btn:has-text('随机分案') >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=锁定名单，取号")
    clean(page)
    page.focus("text=锁定名单，取号")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_nonce")
    clean(page)
    typed(page, "nonce", "620014")
    page.keyboard.press("Enter")
    page.wait_for_selector("button:has-text('揭示结果')")
    clean(page)
    page.focus("button:has-text('揭示结果')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict.passed")
    draw = Draw.objects.get()
    assert draw.winner is not None and draw.nonce == "620014"
    assert draw.winner.name in page.inner_text(".won-name")
    assert "复核通过：8 项全部一致" in page.inner_text("[data-verdict-title]")
    clean(page)
    page.goto(f"/cases/{case.pk}/")
    assert draw.winner.name in page.inner_text(".facts")


@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_of_intake_and_draw_are_clean(page: Any, sign_in: Any, width: int) -> None:
    house = court_with_people(judges=3)
    filed = accepted_case(house, on=today())
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/anchors/")
    clean(page)
    sign_in(page, house.clerk)
    draft = FilingDraft.objects.create(
        court=house.court,
        owner=house.clerk,
        data={"case_type": "民初", "parties": [{"role": "plaintiff", "kind": "person", "name": "王建国"}]},
        saved_at=filed.entered_at,
    )
    addresses = [
        f"/filing/{draft.pk}/",
        "/intake/",
        f"/cases/{filed.pk}/nodes/new/",
        f"/cases/{filed.pk}/accept/",
    ]
    for address in addresses:
        page.goto(address)
        clean(page)
    assert "CASE-STEP" in page.inner_text("main"), "the last one is the page of a refusal"


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
