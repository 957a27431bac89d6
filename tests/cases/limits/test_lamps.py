"""The ladder: which lamp on which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cases.limits.domain import Lamp, LedgerEntry, LedgerKind, LimitResult, lamp_on

Compute = Callable[..., LimitResult]
CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("code", "base", "detained", "firsts"),
    [
        (
            "CIV1_ORD",  # 184 days, due Sunday 14 September, lawful until Monday
            "2025-03-14",
            False,
            "blue 2025-07-15, yellow 2025-08-15, orange 2025-08-30, red 2025-09-11, black 2025-09-16",
        ),
        (
            "ADM1_SUM",  # 45 days: near at a sixth, 7 days; no extension, so no orange
            "2025-08-18",
            False,
            "blue 2025-09-18, yellow 2025-09-25, red 2025-09-29, black 2025-10-10",
        ),
        (
            "CIV2_RULE",  # 30 days: near at 5; the last day to ask, 31 January, comes first
            "2026-01-16",
            False,
            "orange 2026-01-31, red 2026-02-12, black 2026-02-25",
        ),
        (
            "CRIM1_SUM",  # 20 days in custody: near at 5 days, red at 3, over the day after
            "2025-09-15",
            True,
            "blue 2025-09-29, yellow 2025-09-30, red 2025-10-02, black 2025-10-06",
        ),
        ("CRIM1_FAST", "2026-02-09", True, "yellow 2026-02-14, red 2026-02-16, black 2026-02-20"),
        ("EXEC_OBJ", "2025-03-14", False, "yellow 2025-03-24, red 2025-03-26, black 2025-04-01"),
        ("CIV_RECUSAL", "2025-03-14", False, "red 2025-03-14, black 2025-03-18"),
        ("CIV_SP_VOTER", "2025-03-14", False, "yellow 2025-02-11, red 2025-03-10, black 2025-03-14"),
        (
            "CRIM1_PUB",  # two months: the next step is the statute's, nobody is asked
            "2025-03-10",
            True,
            "yellow 2025-04-10, red 2025-05-07, black 2025-05-11",
        ),
    ],
)
def test_first_day_of_each_lamp(limit: Compute, code: str, base: str, detained: bool, firsts: str) -> None:
    result = limit(code, base, detained=detained)
    start = date.fromisoformat(base) - timedelta(days=40)
    seen: list[str] = []
    lamp = Lamp.NORMAL
    for offset in range(300):
        day = start + timedelta(days=offset)
        if lamp_on(result, day) is not lamp:
            lamp = lamp_on(result, day)
            seen.append(f"{lamp.value} {day}")
    assert ", ".join(seen) == firsts


def test_a_stopped_clock_is_in_no_other_list(limit: Compute) -> None:
    stop = LedgerEntry(kind=LedgerKind.SUSPENSION, starts_on=date(2025, 4, 22))
    result = limit("CIV1_ORD", "2025-03-14", stop)
    assert (result.due_on, result.near_on, result.over_on, result.last_request_on) == (None,) * 4
    assert result.latest_lawful_on is None
    assert result.stopped_since == date(2025, 4, 22)
    assert result.lamp(date(2025, 4, 21)) is Lamp.NORMAL
    assert {result.lamp(date(2025, 4, 22)), result.lamp(date(2035, 1, 1))} == {Lamp.STOPPED}
    assert (result.clock(date(2025, 4, 21)), result.clock(date(2025, 4, 22))) == ("running", "stopped")


def test_what_is_left_is_frozen_while_stopped(limit: Compute) -> None:
    stop = LedgerEntry(kind=LedgerKind.EXCLUSION, ground="X02", starts_on=date(2025, 4, 22))
    result = limit("CIV1_ORD", "2025-03-14", stop)
    assert result.days_total == 184
    assert {result.days_used(date(2025, 4, 22)), result.days_used(date(2026, 4, 22))} == {39}
    assert {result.days_left(date(2025, 5, 1)), result.days_left(date(2026, 5, 1))} == {145}


def test_a_warning_passed_before_the_stop_is_kept(limit: Compute) -> None:
    stop = LedgerEntry(kind=LedgerKind.SUSPENSION, starts_on=date(2025, 8, 1))
    assert limit("CIV1_ORD", "2025-03-14", stop).warn_on == date(2025, 7, 15)
    stop = LedgerEntry(kind=LedgerKind.SUSPENSION, starts_on=date(2025, 7, 14))
    assert limit("CIV1_ORD", "2025-03-14", stop).warn_on is None


def test_hours_run_by_the_clock_and_holidays_do_not_move_them(limit: Compute) -> None:
    """72 hours from Wednesday 30 April 2025, 16:20: Saturday of the Labour Day holiday, 16:20."""
    base_at = datetime(2025, 4, 30, 8, 20, tzinfo=UTC)
    result = limit("CIV_PROTECT", "2025-04-30", base_at=base_at)
    assert result.due_at == datetime(2025, 5, 3, 16, 20, tzinfo=CHINA)
    assert result.due_on == result.latest_lawful_on == date(2025, 5, 3)
    assert lamp_on(result, date(2025, 5, 3)) is Lamp.RED
    assert lamp_on(result, date(2025, 5, 3), at=datetime(2025, 5, 3, 16, 20, tzinfo=CHINA)) is Lamp.RED
    assert lamp_on(result, date(2025, 5, 3), at=datetime(2025, 5, 3, 16, 21, tzinfo=CHINA)) is Lamp.BLACK
    assert limit("CIV_PROTECT", "2025-04-30").due_at is None
