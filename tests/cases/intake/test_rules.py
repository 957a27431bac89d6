"""The rules of intake as data: how long a review may take, on which grounds a filing may be refused."""

from __future__ import annotations

from datetime import date

import pytest

from cases.intake.domain import review_ends_on
from cases.intake.selectors import refusal_grounds, review_term

CIVIL, CRIMINAL, ADMINISTRATIVE = "civil", "criminal", "administrative"
COMPENSATION, ENFORCEMENT = "compensation", "enforcement"
FIVE = (CIVIL, CRIMINAL, ADMINISTRATIVE, COMPENSATION, ENFORCEMENT)


@pytest.mark.parametrize(
    ("category", "code", "last_day"),
    [
        (CIVIL, "REVIEW-CIVIL", date(2026, 3, 10)),
        (ADMINISTRATIVE, "REVIEW-ADMINISTRATIVE", date(2026, 3, 10)),
        (ENFORCEMENT, "REVIEW-REGISTERED", date(2026, 3, 10)),
        (CRIMINAL, "REVIEW-CRIMINAL", date(2026, 3, 10)),
        ("unheard of", "REVIEW-REGISTERED", date(2026, 3, 10)),
    ],
)
def test_the_review_of_a_filing_received_on_3_march_ends_on_the_tenth(
    category: str, code: str, last_day: date
) -> None:
    """Seven days; the day of receipt is not counted (民事诉讼法第八十五条)."""
    term = review_term(category)
    assert term.code == code
    assert review_ends_on(date(2026, 3, 3), term.days) == last_day


@pytest.mark.parametrize(
    ("ground", "categories"),
    [
        ("not_accepted_kind", {CIVIL, ADMINISTRATIVE, COMPENSATION}),
        ("no_standing", {CIVIL, ADMINISTRATIVE, COMPENSATION}),
        ("no_defendant", {CIVIL, ADMINISTRATIVE, COMPENSATION}),
        ("other_court", set(FIVE)),
        ("repeated", {CIVIL, ADMINISTRATIVE}),
        ("returned_to_prosecutor", {CRIMINAL}),
        ("enforcement_conditions", {ENFORCEMENT}),
    ],
)
def test_a_ground_for_refusing_a_filing_fits_its_categories(ground: str, categories: set[str]) -> None:
    rule = refusal_grounds().latest(ground)
    assert {category for category in FIVE if category in rule.categories} == categories
    assert rule.article and rule.remedy_zh.endswith("。") and rule.remedy_en.endswith(".")


def test_the_table_of_this_file_is_whole() -> None:
    assert len(refusal_grounds()) == 7
