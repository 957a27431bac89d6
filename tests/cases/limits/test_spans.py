"""Where months end, half months, and lengths as the law writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.limits.domain import MonthEnd, Span, Unit, add_months

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "civil", "criminal"),
    [
        ("2025-02-28", 2, "2025-04-28", "2025-04-30"),
        ("2025-02-28", 6, "2025-08-28", "2025-08-31"),
        ("2025-01-31", 1, "2025-02-28", "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29", "2024-02-29"),
        ("2024-02-28", 1, "2024-03-28", "2024-03-28"),
        ("2024-02-29", 12, "2025-02-28", "2025-02-28"),
        ("2025-04-30", 1, "2025-05-30", "2025-05-31"),
        ("2025-12-15", 3, "2026-03-15", "2026-03-15"),
        ("2025-07-31", 2, "2025-09-30", "2025-09-30"),
    ],
)
def test_month_end(start: str, months: int, civil: str, criminal: str) -> None:
    day = date.fromisoformat(start)
    assert add_months(day, months, MonthEnd.CIVIL) == date.fromisoformat(civil)
    assert add_months(day, months, MonthEnd.CRIMINAL) == date.fromisoformat(criminal)


def test_one_and_a_half_months_is_a_month_then_fifteen_days() -> None:
    span = Span(months=1, half_months=1)
    assert span.after(date(2025, 1, 20), MonthEnd.CRIMINAL) == date(2025, 3, 7)
    assert Span.of(Decimal("1.5"), Unit.MONTHS) == span
    assert (span.zh, span.en, span.value, span.unit) == ("1.5个月", "1.5 months", Decimal("1.5"), Unit.MONTHS)


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (Span(months=6), "6个月", "6 months"),
        (Span(half_months=1), "1个半月", "1 half month"),
        (Span(days=1), "1日", "1 day"),
        (Span(hours=72), "72小时", "72 hours"),
        (Span(workdays=7), "7个工作日", "7 working days"),
        (Span(days_before=1), "前1日", "1 day before"),
    ],
)
def test_words(span: Span, zh: str, en: str) -> None:
    assert (span.zh, span.en) == (zh, en)


@pytest.mark.parametrize(
    "parts", [{}, {"days": -1}, {"workdays": 7, "days": 1}, {"days_before": 1, "months": 1}]
)
def test_a_span_is_one_or_more_whole_units(parts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"units"):
        Span(**parts)


def test_other_fractions_are_not_lengths_the_law_knows() -> None:
    for value, unit in ((Decimal("1.25"), Unit.MONTHS), (Decimal("0.5"), Unit.DAYS)):
        with pytest.raises(ValueError, match="not a length"):
            Span.of(value, unit)


def test_working_days_need_a_calendar() -> None:
    with pytest.raises(ValueError, match="calendar"):
        Span(workdays=7).after(date(2025, 3, 14), MonthEnd.CIVIL)


@given(DAYS, st.integers(1, 60), st.sampled_from(MonthEnd))
def test_a_month_ends_in_its_month_and_never_past_the_base_number(
    start: date, months: int, rule: MonthEnd
) -> None:
    end = add_months(start, months, rule)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    if rule is MonthEnd.CIVIL:
        assert end.day <= start.day


@given(DAYS, DAYS, st.integers(1, 60), st.sampled_from(MonthEnd))
def test_later_base_days_never_end_earlier(one: date, other: date, months: int, rule: MonthEnd) -> None:
    first, second = sorted([one, other])
    assert add_months(first, months, rule) <= add_months(second, months, rule)
