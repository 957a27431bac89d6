"""The days that are compared, and the bands of age."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from oversight.dashboards.domain import AgeBand, Frame, months_before
from oversight.dashboards.selectors import age_bands


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2025, 9, 20), 3, date(2025, 6, 20)),
        (date(2025, 5, 31), 3, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 1, 15), 1, date(2024, 12, 15)),
        (date(2025, 1, 15), 36, date(2022, 1, 15)),
    ],
)
def test_months_before(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier


def test_a_frame_compares_the_same_part_of_two_years() -> None:
    frame = Frame(date(2025, 9, 20))
    assert (frame.start, frame.before) == (date(2025, 1, 1), date(2024, 12, 31))
    assert (frame.last_start, frame.same_day, frame.before_last) == (
        date(2024, 1, 1),
        date(2024, 9, 20),
        date(2023, 12, 31),
    )
    assert list(frame.months) == list(range(1, 10))
    assert frame.month_days(2) == (date(2025, 2, 1), date(2025, 2, 28))
    assert frame.month_days(9) == (date(2025, 9, 1), date(2025, 9, 20))


@pytest.mark.parametrize("day", [date(2025, 9, 20), date(2024, 2, 29), date(2025, 5, 31), date(2025, 12, 31)])
def test_the_bands_cover_every_day_once(day: date) -> None:
    bands = age_bands()
    for ago in range(0, 1500):
        filed_on = day - timedelta(days=ago)
        spans = [band.filed(day) for band in bands]
        assert sum((first is None or first <= filed_on) and filed_on <= last for first, last in spans) == 1


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("M0", date(2025, 6, 21), date(2025, 9, 20)),
        ("M3", date(2025, 3, 21), date(2025, 6, 20)),
        ("M6", date(2024, 9, 21), date(2025, 3, 20)),
        ("M12", date(2024, 3, 21), date(2024, 9, 20)),
        ("M18", date(2023, 9, 21), date(2024, 3, 20)),
        ("M24", date(2022, 9, 21), date(2023, 9, 20)),
        ("M36", None, date(2022, 9, 20)),
    ],
)
def test_each_band_by_an_example(code: str, first: date | None, last: date) -> None:
    band: AgeBand = next(row for row in age_bands() if row.code == code)
    assert band.filed(date(2025, 9, 20)) == (first, last)
