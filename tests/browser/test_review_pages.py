"""Reviews in a real browser: a sheet filled in whose totals follow what is typed, a draw checked again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import today
from tests.reviews.bench import FLAW, bench

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_the_sheet_adds_up_while_it_is_filled_in(page: Any, sign_in: Any) -> None:
    court = bench(day=today())
    review = court.review()
    court.begun(review)
    sign_in(page, court.reviewers[0])
    page.goto(f"/reviews/{review.pk}/")
    total = page.locator("[data-total]")
    assert total.inner_text() == "100"
    page.get_by_role("button", name="文书（30–34）").click()
    page.fill("#score-Q32", "3")
    assert total.inner_text() == "100", "it counts once it has its place and reason"
    page.fill("#place-Q32", FLAW["Q32"]["place"])
    page.fill("#reason-Q32", FLAW["Q32"]["reason"])
    assert total.inner_text() == "99"
    assert page.locator(".grades .on").inner_text().startswith("优秀")
    page.get_by_role("button", name="实体（22–26）").click()
    page.fill("#score-Q25", "6")
    page.fill("#place-Q25", "判决书第 8 页")
    page.fill("#rule-Q25", "民法典第五百八十五条")
    assert total.inner_text() == "98"
    assert page.locator(".grades .on").inner_text().startswith("合格"), "substance bars the best grade"
    page.keyboard.press("Control+s")
    page.wait_for_selector(".autosave[data-state=saved]")
    page.reload()
    assert total.inner_text() == "98" and page.input_value("#place-Q25") == "判决书第 8 页"
    page.get_by_role("button", name="提交初评").first.click()
    page.wait_for_selector("text=评查意见已提交，不能再改。")
    assert court.stored(review.pk).status == "first_opinion"


def test_a_sample_draw_is_checked_in_the_browser(page: Any, sign_in: Any) -> None:
    court = bench(day=today())
    review = court.review()
    sign_in(page, court.house.president)
    page.goto(f"/reviews/plans/{review.plan_id}/draws/{review.sample.draw_id}/")
    page.wait_for_selector("[data-verdict].passed")
    assert page.locator("[data-check].failed").count() == 0
