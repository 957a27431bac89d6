"""Spans cut into months, and percentiles of exact counts."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.rollups.domain import Flow, cut, month_start, next_month, percentile


@pytest.mark.parametrize(
    ("first", "last", "months", "loose"),
    [
        (date(2025, 1, 1), date(2025, 1, 31), 1, []),
        (date(2025, 1, 1), date(2025, 3, 9), 2, [(date(2025, 3, 1), date(2025, 3, 9))]),
        (date(2025, 1, 2), date(2025, 1, 5), 0, [(date(2025, 1, 2), date(2025, 1, 5))]),
        (
            date(2024, 12, 30),
            date(2025, 2, 1),
            1,
            [(date(2024, 12, 30), date(2024, 12, 31)), (date(2025, 2, 1), date(2025, 2, 1))],
        ),
        (date(2025, 1, 5), date(2025, 1, 4), 0, []),
    ],
)
def test_a_span_by_example(first: date, last: date, months: int, loose: list[tuple[date, date]]) -> None:
    found = cut(first, last)
    assert len(found.months) == months
    assert list(found.loose) == loose


DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))


@given(DAYS, st.integers(0, 900))
def test_a_cut_holds_every_day_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = cut(first, last)
    spans = [*found.loose, *((month, next_month(month) - timedelta(days=1)) for month in found.months)]
    days = [begins + timedelta(days=n) for begins, ends in spans for n in range((ends - begins).days + 1)]
    assert sorted(days) == [first + timedelta(days=n) for n in range(length + 1)]
    assert all(month == month_start(month) for month in found.months)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_the_median_is_the_lower_one_of_the_values_themselves(values: list[int]) -> None:
    counts = {value: values.count(value) for value in values}
    assert percentile(counts, 50) == median_low(values)
    ordered = sorted(values)
    assert percentile(counts, 90) == ordered[-(-len(values) * 9 // 10) - 1]
    assert percentile(counts, 100) == ordered[-1]


def test_percentiles_by_example() -> None:
    assert percentile({10: 1, 20: 1, 30: 1, 40: 1}, 50) == 20
    assert percentile({10: 9, 99: 1}, 90) == 10
    assert percentile({10: 8, 99: 2}, 90) == 99
    assert percentile({}, 50) is None


def test_flows_add_up() -> None:
    total = Flow(3, 2, 1, 4, 3, 1) + Flow(1, 0, 0, 2, 2, 2)
    assert (total.filed, total.assigned, total.closed, total.in_time) == (4, 3, 6, 2)
