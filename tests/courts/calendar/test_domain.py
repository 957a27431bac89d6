"""The working calendar: every special day of 2023-2026, and no guessing beyond."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from courts.calendar.domain import (
    CalendarYearRule,
    HolidaySpan,
    WorkCalendar,
    YearNotConfirmed,
    build_calendar,
)
from courts.rulebook.selectors import load

NOUN = "courts/calendar"


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return build_calendar(load(NOUN, "days", HolidaySpan), load(NOUN, "years", CalendarYearRule))


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        ("2025-03-14", True, "an ordinary Friday"),
        ("2025-03-15", False, "an ordinary Saturday"),
        ("2025-01-26", True, "Sunday worked for the Spring Festival"),
        ("2025-02-08", True, "Saturday worked for the Spring Festival"),
        ("2025-02-04", False, "Tuesday of the Spring Festival"),
        ("2025-10-06", False, "Mid-Autumn within National Day"),
        ("2026-01-04", True, "Sunday worked for New Year"),
        ("2026-02-28", True, "Saturday worked for the Spring Festival"),
        ("2026-02-23", False, "Monday of the Spring Festival"),
        ("2023-12-29", True, "the day before the New Year of 2024"),
        ("2023-12-31", False, "New Year of 2024 begins in 2023"),
        ("2024-09-29", True, "Sunday worked for National Day"),
    ],
)
def test_days(calendar: WorkCalendar, day: str, works: bool, why: str) -> None:
    assert calendar.is_workday(date.fromisoformat(day)) is works, why


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-09-14", "2025-09-15"),
        ("2025-10-01", "2025-10-09"),
        ("2026-02-15", "2026-02-24"),
        ("2023-12-30", "2024-01-02"),
        ("2025-10-11", "2025-10-11"),
    ],
)
def test_next_workday(calendar: WorkCalendar, day: str, expected: str) -> None:
    assert calendar.next_workday_on_or_after(date.fromisoformat(day)) == date.fromisoformat(expected)


def test_working_days_are_counted_after_the_day(calendar: WorkCalendar) -> None:
    """Seven after Wednesday 24 December 2025: 25, 26, 29, 30, 31, Sunday 4 January (worked), 5 January."""
    assert calendar.add_workdays(date(2025, 12, 24), 7) == date(2026, 1, 5)
    assert calendar.workdays_between(date(2025, 12, 24), date(2026, 1, 5)) == 7
    assert calendar.add_workdays(date(2025, 12, 24), 0) == date(2025, 12, 24)
    with pytest.raises(ValueError, match="forwards"):
        calendar.add_workdays(date(2025, 12, 24), -1)


def test_a_year_that_is_not_confirmed_is_never_guessed(calendar: WorkCalendar) -> None:
    for ask in (
        lambda: calendar.is_workday(date(2027, 3, 3)),
        lambda: calendar.next_workday_on_or_after(date(2027, 1, 1)),
        lambda: calendar.add_workdays(date(2026, 12, 31), 1),
        lambda: calendar.workdays_between(date(2022, 12, 30), date(2023, 1, 3)),
    ):
        with pytest.raises(YearNotConfirmed) as caught:
            ask()
        assert caught.value.year in (2022, 2027)


def test_presuming_is_asked_for_by_name(calendar: WorkCalendar) -> None:
    provisional = calendar.presuming([2027])
    assert provisional.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert calendar.confirmed_years == frozenset({2023, 2024, 2025, 2026})


def test_the_rule_file_is_sound() -> None:
    """Make-up days are weekends; no day is both; every row cites the notice of its year."""
    years = load(NOUN, "years", CalendarYearRule)
    for span in load(NOUN, "days", HolidaySpan):
        assert not set(span.days_off) & set(span.workdays)
        assert all(day.weekday() >= 5 for day in span.workdays), span.code
        assert span.article == years.latest(span.code[:4]).article
        assert span.valid_from == min(span.days_off + span.workdays)
        off = sorted(span.days_off)
        bridged = [off[0] + timedelta(days=n) for n in range((off[-1] - off[0]).days + 1)]
        assert len(off) == len(bridged) or span.code == "2025-national-day", span.code
    assert all(row.notice_on.year == row.year - 1 for row in years)


def test_days_off_a_year() -> None:
    """Days off listed by the notices, weekends inside holidays included; New Year 2024 begins in 2023."""
    counts: dict[str, int] = {}
    for span in load(NOUN, "days", HolidaySpan):
        counts[span.code[:4]] = counts.get(span.code[:4], 0) + len(span.days_off)
    assert counts == {"2023": 26, "2024": 30, "2025": 28, "2026": 33}


@pytest.mark.parametrize("start", [date(2022, 12, 31), date(2023, 9, 30), date(2024, 2, 16)])
def test_working_days_of_many_years_are_those_counted_one_by_one(calendar: WorkCalendar, start: date) -> None:
    for end in (date(2025, 10, 11), date(2026, 2, 28), date(2026, 12, 31)):
        days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
        assert calendar.workdays_between(start, end) == sum(map(calendar.is_workday, days))
    with pytest.raises(YearNotConfirmed):
        calendar.workdays_between(start, date(2031, 1, 1))
