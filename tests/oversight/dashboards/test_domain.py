"""The days that are compared, the periods that may be chosen, and the bands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from oversight.dashboards.domain import AgeBand, Frame, Period, frame_of, month_end, months_before
from oversight.dashboards.selectors import age_bands, luck_bands, time_bands, wait_bands


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2025, 9, 20), 3, date(2025, 6, 20)),
        (date(2025, 5, 31), 3, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 1, 15), 1, date(2024, 12, 15)),
        (date(2025, 1, 15), 36, date(2022, 1, 15)),
        (date(2025, 11, 1), -2, date(2026, 1, 1)),
    ],
)
def test_months_before(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier


TODAY = date(2025, 9, 20)


@pytest.mark.parametrize(
    ("period", "months", "first", "last", "earlier"),
    [
        (Period.YEAR, None, date(2025, 1, 1), TODAY, (date(2024, 1, 1), date(2024, 9, 20))),
        (Period.MONTH, None, date(2025, 9, 1), TODAY, (date(2024, 9, 1), date(2024, 9, 20))),
        (
            Period.LAST_YEAR,
            None,
            date(2024, 1, 1),
            date(2024, 12, 31),
            (date(2023, 1, 1), date(2023, 12, 31)),
        ),
        (
            Period.CUSTOM,
            (date(2025, 2, 1), date(2025, 2, 1)),
            date(2025, 2, 1),
            date(2025, 2, 28),
            (date(2024, 2, 1), date(2024, 2, 29)),
        ),
        (
            Period.CUSTOM,
            (date(2024, 11, 1), date(2025, 9, 1)),
            date(2024, 11, 1),
            TODAY,
            (date(2023, 11, 1), date(2024, 9, 20)),
        ),
    ],
)
def test_a_period_and_the_same_days_a_year_earlier(
    period: Period,
    months: tuple[date, date] | None,
    first: date,
    last: date,
    earlier: tuple[date, date],
) -> None:
    frame = frame_of(period, TODAY, months)
    assert (frame.first, frame.last) == (first, last)
    assert (frame.year_before.first, frame.year_before.last) == earlier
    assert len(frame.months) == len(frame.year_before.months)
    assert frame.running is (last == TODAY)


@pytest.mark.parametrize(
    "months",
    [
        None,
        (date(2025, 3, 1), date(2025, 2, 1)),
        (date(2025, 3, 1), date(2025, 10, 1)),
        (date(2021, 1, 1), date(2025, 9, 1)),
    ],
)
def test_what_is_no_period(months: tuple[date, date] | None) -> None:
    with pytest.raises(ValueError, match="period"):
        frame_of(Period.CUSTOM, TODAY, months)


def test_the_months_of_a_frame() -> None:
    frame = Frame(date(2024, 12, 1), TODAY, TODAY)
    assert frame.months[:2] == [date(2024, 12, 1), date(2025, 1, 1)]
    assert len(frame.months) == 10
    assert frame.month_days(date(2025, 2, 1)) == (date(2025, 2, 1), date(2025, 2, 28))
    assert frame.month_days(date(2025, 9, 1)) == (date(2025, 9, 1), TODAY)
    assert month_end(date(2024, 2, 3)) == date(2024, 2, 29)


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


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (0, "D30"), (30, "D30"), (31, "D60"), (60, "D60"), (90, "D90"), (91, "D180"), (180, "D180"),
        (365, "D365"), (366, "D366"), (4000, "D366"),
    ],
)  # fmt: skip
def test_each_band_of_time_taken(days: int, code: str) -> None:
    assert [band.code for band in time_bands() if band.holds(days)] == [code]


@pytest.mark.parametrize(
    ("days", "code"), [(0, "W3"), (3, "W3"), (4, "W7"), (8, "W14"), (14, "W14"), (15, "W15"), (400, "W15")]
)
def test_each_band_of_waiting(days: int, code: str) -> None:
    assert [band.code for band in wait_bands() if band.holds(days)] == [code]


@pytest.mark.parametrize(
    ("deviation", "code"),
    [
        (-3.0, "LESS2"), (-2.0, "LESS2"), (-1.9, "LESS1"), (-1.0, "LESS1"), (-0.9, "AROUND"), (0.0, "AROUND"),
        (1.0, "AROUND"), (1.1, "MORE1"), (2.0, "MORE1"), (2.1, "MORE2"),
    ],
)  # fmt: skip
def test_each_band_of_luck(deviation: float, code: str) -> None:
    assert [band.code for band in luck_bands() if band.holds(deviation)] == [code]


def test_chance_puts_every_judge_somewhere() -> None:
    assert sum(band.chance for band in luck_bands()) == 1000
