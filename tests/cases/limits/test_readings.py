"""What a court reads otherwise, by worked example beside the recommended reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cases.limits.domain import Ladder, LedgerEntry, LedgerKind, LimitResult, Readings

Compute = Callable[..., LimitResult]
day = date.fromisoformat


def left_out(ground: str, starts: str, ends: str | None = None) -> LedgerEntry:
    return LedgerEntry(
        kind=LedgerKind.EXCLUSION, ground=ground, starts_on=day(starts), ends_on=day(ends) if ends else None
    )


def extended() -> LedgerEntry:
    return LedgerEntry(kind=LedgerKind.EXTENSION)


NOTICE = left_out("X01", "2025-03-20", "2025-04-19")
READ = left_out("X13", "2025-08-11", "2025-09-21")
BOTH = {"both_ends": True}
CASES: dict[str, tuple[str, str, list[LedgerEntry], str, dict[str, Any], str, str]] = {
    "30 days of notice, or 31 with both ends": (
        *("CIV1_ORD", "2025-03-03", [NOTICE], "due_on", BOTH),
        *("2025-10-03", "2025-10-04"),
    ),
    "stops that touch share no day": (
        *("CIV1_ORD", "2025-03-03", [NOTICE, left_out("X02", "2025-04-19", "2025-04-29")], "due_on", BOTH),
        *("2025-10-13", "2025-10-14"),
    ),
    "a stop from the base day has no day before it": (
        *("CIV1_ORD", "2025-03-03", [left_out("X02", "2025-03-03", "2025-03-13")], "due_on", BOTH),
        *("2025-09-13", "2025-09-13"),
    ),
    "an extension from expiry, or all months at once": (
        *("CIV1_ORD", "2025-01-31", [left_out("X02", "2025-03-01", "2025-03-31"), extended()], "due_on"),
        *({"pooled": True}, "2026-02-28", "2026-03-02"),
    ),
    "two extensions at once": (
        *("CIV1_ORD", "2025-03-31", [extended(), extended()], "due_on", {"pooled": True}),
        *("2026-06-30", "2026-06-30"),
    ),
    "one and a half months, the 15 days first": (
        *("CRIM1_SUM", "2025-01-20", [extended()], "due_on", {"days_first": True}),
        *("2025-03-07", "2025-03-04"),
    ),
    "sixty of ninety days, or one more": (
        *("CIV1_SUM", "2025-01-06", [], "warn_on", {"warn_at_two_thirds": True}),
        *("2025-03-08", "2025-03-07"),
    ),
    "two thirds that fall between days are the same day either way": (
        *("CIV1_ORD", "2025-03-14", [], "warn_on", {"warn_at_two_thirds": True}),
        *("2025-07-15", "2025-07-15"),
    ),
    "a civil limit on a Sunday": (
        *("CIV1_ORD", "2025-03-14", [], "latest_lawful_on", {"shift_civil": False}),
        *("2025-09-15", "2025-09-14"),
    ),
    "an enforcement limit follows the civil reading": (
        *("EXEC_FIRST", "2025-04-14", [], "latest_lawful_on", {"shift_civil": False}),
        *("2025-10-14", "2025-10-14"),
    ),
    "an administrative limit in the National Day holiday": (
        *("ADM1_SUM", "2025-08-18", [], "latest_lawful_on", {"shift_administrative": False}),
        *("2025-10-09", "2025-10-02"),
    ),
    "a criminal limit on bail moves by law": (
        *("CRIM1_SUM", "2025-09-15", [], "latest_lawful_on"),
        *({"shift_civil": False, "shift_administrative": False}, "2025-10-09", "2025-10-09"),
    ),
    "41 days of reading, 31 of them left out": (
        *("CRIM2", "2025-07-31", [READ], "due_on", {"whole_file_reading": True}),
        *("2025-10-31", "2025-11-10"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_recommended_reading_and_the_other(name: str, limit: Compute) -> None:
    code, base, ledger, what, given, recommended, other = CASES[name]
    assert getattr(limit(code, base, *ledger), what) == day(recommended)
    assert getattr(limit(code, base, *ledger, readings=Readings(**given)), what) == day(other)


def test_over_follows_the_reading_of_holidays(limit: Compute) -> None:
    assert limit("CIV1_ORD", "2025-03-14").over_on == day("2025-09-16")
    plain = limit("CIV1_ORD", "2025-03-14", readings=Readings(shift_civil=False))
    assert (plain.due_on, plain.over_on) == (day("2025-09-14"), day("2025-09-15"))
    assert any("遇节假日不顺延" in step.zh and "does not move" in step.en for step in plain.explanation)


def test_the_account_says_what_the_cap_leaves(limit: Compute) -> None:
    told = next(step for step in limit("CRIM2", "2025-07-31", READ).explanation if "X13" in step.zh)
    assert "至多扣除至 2025-09-11" in told.zh and "扣除 31 日" in told.zh
    assert "2025-09-11 at most" in told.en


def test_reading_that_goes_on_stretches_the_limit_by_its_month(limit: Compute) -> None:
    """The procuratorate has a month (刑事诉讼法第二百三十五条); then the clock runs, returned or not."""
    going_on = limit("CRIM2", "2025-07-31", left_out("X13", "2025-08-11"))
    assert (going_on.stopped_since, going_on.due_on) == (None, day("2025-10-31"))
    whole = limit(
        "CRIM2", "2025-07-31", left_out("X13", "2025-08-11"), readings=Readings(whole_file_reading=True)
    )
    assert (whole.stopped_since, whole.due_on) == (day("2025-08-11"), None)


def test_a_court_may_set_its_own_ladder(limit: Compute) -> None:
    readings = Readings(ladder=Ladder(near_days=15, red_days=5, ask_lead_days=3))
    result = limit("CIV1_ORD", "2025-03-14", readings=readings)
    assert (result.near_on, result.ask_on, result.red_on) == (
        day("2025-08-30"),
        day("2025-08-27"),
        day("2025-09-09"),
    )
    assert result.last_request_on == day("2025-08-30")
