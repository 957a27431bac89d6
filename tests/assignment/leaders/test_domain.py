"""The arithmetic of the caseload: integers, pro rata by days, within the range of the law."""

from __future__ import annotations

from datetime import date

import pytest

from assignment.leaders.domain import (
    Tally,
    Target,
    average_hundredths,
    behind,
    both,
    closed_in,
    days,
    months_until,
    percent,
    periods,
    rate_bp,
    wanted_hundredths,
    without,
)
from assignment.leaders.selectors import target_of, targets

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_rate_is_pro_rata_by_itself() -> None:
    # four judges closed 400 in a year: 100 each; a head closed 25 in half a year: 50 a year
    assert rate_bp(25, 182, 400, 4 * 364) == 5000
    assert rate_bp(50, 364, 400, 4 * 364) == 5000
    assert rate_bp(0, 364, 400, 4 * 364) == 0


def test_nothing_to_compare() -> None:
    assert rate_bp(3, 0, 400, 1460) is None
    assert rate_bp(3, 100, 0, 1460) is None
    assert rate_bp(3, 100, 10, 0) is None
    assert not behind(Tally(0, 0, 10, 10), 5000)


def test_what_meets_the_target_is_rounded_up() -> None:
    assert wanted_hundredths(5000, 364, 400, 4 * 364) == 5000
    assert wanted_hundredths(500, 100, 333, 1000) == 167
    assert wanted_hundredths(500, 100, 333, 0) == 0
    assert average_hundredths(400, 4 * 364, 182) == 5000
    assert behind(Tally(49, 364, 400, 4 * 364), 5000)
    assert not behind(Tally(50, 364, 400, 4 * 364), 5000)


def _days(*spans: tuple[date, date]) -> list[tuple[int, int]]:
    return [(begins.toordinal(), ends.toordinal()) for begins, ends in spans]


def test_days_covered_once_whatever_the_spans() -> None:
    spans = [(date(2026, 1, 15), date(2026, 2, 10)), (date(2025, 6, 1), date(2026, 1, 31))]
    assert days(periods(spans, *YEAR)) == 41
    assert days(periods([*spans, (date(2026, 1, 2), date(2026, 1, 3))], *YEAR)) == 41
    assert days(periods([(date(2020, 1, 1), None)], *YEAR)) == 365
    assert periods([(date(2020, 1, 1), date(2025, 12, 31)), (date(2027, 1, 1), None)], *YEAR) == []


def test_both_and_without() -> None:
    year, spring = _days(YEAR), _days((date(2026, 3, 1), date(2026, 5, 31)))
    assert both(year, spring) == spring
    assert both(spring, _days((date(2026, 6, 1), YEAR[1]))) == []
    assert days(without(year, spring)) == 365 - 92
    assert without(spring, year) == []
    assert without(spring, _days((date(2025, 1, 1), date(2026, 2, 28)))) == spring
    two = _days((date(2026, 3, 10), date(2026, 3, 12)), (date(2026, 5, 31), date(2026, 5, 31)))
    assert days(without(spring, two)) == 92 - 3 - 1


def test_cases_count_on_the_days_that_count() -> None:
    march = _days((date(2026, 3, 2), date(2026, 3, 30)))
    closed = [date(2026, 3, day).toordinal() for day in (1, 2, 2, 15, 30, 31)]
    assert closed_in(closed, march) == 4
    assert closed_in([], march) == closed_in(closed, []) == 0


def test_months_until_a_day() -> None:
    months = months_until(2026, date(2026, 2, 10))
    assert months == _days((date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 10)))
    assert len(months_until(2026, YEAR[1])) == 12


def test_rates_in_words() -> None:
    assert [percent(number) for number in (6250, 5, 0, None)] == ["62.50%", "0.05%", "0.00%", "—"]


@pytest.mark.parametrize(
    ("code", "level", "post", "low", "high", "base"),
    [
        ("HEAD", "basic", "division_head", 5000, 7000, "division"),
        ("HEAD", "intermediate", "division_head", 5000, 7000, "division"),
        ("PRESIDENT-BASIC", "basic", "president", 500, 1000, "court"),
        ("OTHER-BASIC", "basic", "other", 3000, 4000, "court"),
        ("PRESIDENT-INTERMEDIATE", "intermediate", "president", 500, 500, "court"),
        ("OTHER-INTERMEDIATE", "intermediate", "other", 2000, 3000, "court"),
        ("HEAD-HIGH", "high", "division_head", 0, 10000, "division"),
        ("PRESIDENT-HIGH", "high", "president", 0, 10000, "court"),
        ("OTHER-HIGH", "supreme", "other", 0, 10000, "court"),
    ],
)
def test_targets_of_2017(code: str, level: str, post: str, low: int, high: int, base: str) -> None:
    found = target_of(post, level, date(2026, 3, 10))
    assert found is not None
    assert (found.code, found.low_bp, found.high_bp, found.base) == (code, low, high, base)
    assert found.of_court(0) == low
    assert found.of_court(100) == high


def test_every_post_has_a_target_and_the_range_is_a_range() -> None:
    assert {rule.post for rule in targets()} == {"president", "other", "division_head"}
    with pytest.raises(ValueError, match="range"):
        Target(
            code="X",
            zh="x",
            en="x",
            valid_from=date(2026, 1, 1),
            levels=("basic",),
            post="president",
            low_bp=2,
            high_bp=1,
            base="court",
            option="X",
        )
