"""Which lawful ways of ending a case (结案方式) belong to which category."""

from __future__ import annotations

import pytest

from cases.docket.selectors import disposals

CIVIL, CRIMINAL, ADMINISTRATIVE = "civil", "criminal", "administrative"
COMPENSATION, ENFORCEMENT = "compensation", "enforcement"
FIVE = (CIVIL, CRIMINAL, ADMINISTRATIVE, COMPENSATION, ENFORCEMENT)


@pytest.mark.parametrize(
    ("disposal", "categories"),
    [
        ("judgment", {CIVIL, CRIMINAL, ADMINISTRATIVE, COMPENSATION}),
        ("mediation", {CIVIL, ADMINISTRATIVE, COMPENSATION}),
        ("withdrawal_allowed", {CIVIL, CRIMINAL, ADMINISTRATIVE, COMPENSATION}),
        ("deemed_withdrawn", {CIVIL, ADMINISTRATIVE}),
        ("action_dismissed", {CIVIL, ADMINISTRATIVE}),
        ("transferred", {CIVIL, CRIMINAL, ADMINISTRATIVE, COMPENSATION}),
        ("terminated", {CIVIL, CRIMINAL, ADMINISTRATIVE}),
        ("performed", {ENFORCEMENT}),
        ("round_ended", {ENFORCEMENT}),
        ("enforcement_terminated", {ENFORCEMENT}),
        ("enforcement_rejected", {ENFORCEMENT}),
        ("ruled", set(FIVE)),
    ],
)
def test_a_disposal_fits_its_categories(disposal: str, categories: set[str]) -> None:
    rule = disposals().latest(disposal)
    assert {category for category in FIVE if category in rule.categories} == categories
    assert rule.article


def test_the_table_of_this_file_is_whole() -> None:
    assert len(disposals()) == 12
