"""The law of the list: age, term, why somebody is not drawn, what the list is told."""

from __future__ import annotations

from datetime import date

import pytest

from assignment.assessors.domain import ListFacts, check_age, check_term, exclusion, years_after
from assignment.assessors.selectors import figure, specialties
from courts.refusals.domain import Refused


def test_twenty_eight_on_the_first_day() -> None:
    check_age(date(1998, 3, 10), date(2026, 3, 10), 28)
    with pytest.raises(Refused, match="ASSESSOR-AGE"):
        check_age(date(1998, 3, 11), date(2026, 3, 10), 28)


def test_five_years_and_no_day_more() -> None:
    check_term(date(2026, 3, 10), date(2031, 3, 9), 5)
    with pytest.raises(Refused, match="ASSESSOR-TERM"):
        check_term(date(2026, 3, 10), date(2031, 3, 10), 5)
    assert years_after(date(2024, 2, 29), 5) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("suspended", "sat", "tags", "wanted", "code"),
    [
        (False, 0, (), "", ""),
        (True, 0, (), "", "ASSESSOR_SUSPENDED"),
        (False, 29, (), "", ""),
        (False, 30, (), "", "ASSESSOR_CEILING"),
        (False, 0, ("medical",), "building", "ASSESSOR_SPECIALTY"),
        (False, 0, ("medical", "building"), "building", ""),
        (True, 30, (), "building", "ASSESSOR_SUSPENDED"),
    ],
)
def test_why_somebody_is_not_drawn(
    suspended: bool, sat: int, tags: tuple[str, ...], wanted: str, code: str
) -> None:
    assert exclusion(suspended=suspended, sat=sat, ceiling=30, tags=tags, wanted=wanted) == code


def test_what_the_list_is_told() -> None:
    facts = ListFacts(assessors=35, judges=12, ratio=3, applied=7, applied_most=5, renewed=0)
    assert facts.wanted == 36
    assert facts.few
    assert not facts.much_applied
    assert ListFacts(36, 12, 3, 8, 5, 0).much_applied
    assert not ListFacts(36, 12, 3, 8, 5, 0).few


@pytest.mark.parametrize(
    ("code", "value"),
    [("NOTICE_DAYS", 7), ("MIN_AGE", 28), ("TERM_YEARS", 5), ("RATIO", 3), ("APPLIED_SHARE", 5)],
)
def test_the_numbers_of_the_law(code: str, value: int) -> None:
    assert figure(code) == value


def test_the_professional_lists() -> None:
    fields = ["medical", "building", "finance", "environment", "food_drug", "technology", "minors"]
    assert [rule.code for rule in specialties()] == fields
    for code in fields:
        assert exclusion(suspended=False, sat=0, ceiling=30, tags=[code], wanted=code) == ""
