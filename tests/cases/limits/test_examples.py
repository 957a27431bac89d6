"""Worked examples of trial limits: facts, due date, lawful last day, two-thirds warning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cases.limits.domain import (
    RECOMMENDED,
    LedgerEntry,
    LedgerKind,
    LimitLaw,
    LimitResult,
    Readings,
    Unit,
)
from courts.refusals.domain import Refused

Compute = Callable[..., LimitResult]


def day(text: str) -> date:
    return date.fromisoformat(text)


def left_out(ground: str, starts: str, ends: str | None = None) -> LedgerEntry:
    return LedgerEntry(
        kind=LedgerKind.EXCLUSION, ground=ground, starts_on=day(starts), ends_on=day(ends) if ends else None
    )


def extension(
    value: int | Decimal | None = None, unit: Unit | None = None, on: str = "", step: int | None = None
) -> LedgerEntry:
    return LedgerEntry(
        kind=LedgerKind.EXTENSION, value=value, unit=unit, on=day(on) if on else None, step=step
    )


def to(rule: str, on: str) -> LedgerEntry:
    return LedgerEntry(kind=LedgerKind.CONVERSION, to_rule=rule, on=day(on))


def restart(on: str, ground: str = "") -> LedgerEntry:
    return LedgerEntry(kind=LedgerKind.RESTART, on=day(on), ground=ground)


M, D = Unit.MONTHS, Unit.DAYS
SUSPENDED = LedgerEntry(kind=LedgerKind.SUSPENSION, starts_on=date(2025, 3, 3), ends_on=date(2025, 8, 4))
# number: rule, base day, ledger, in custody, due, lawful last day, first day over two thirds
EXAMPLES = {
    "1": ("CIV1_ORD", "2025-03-14", [], False, "2025-09-14", "2025-09-15", "2025-07-15"),
    "2": ("CIV1_SUM", "2025-01-06", [], False, "2025-04-06", "2025-04-07", "2025-03-08"),
    "3": ("CIV1_ORD", "2025-08-31", [], False, "2026-02-28", "2026-02-28", "2025-12-30"),
    "4": ("CIV1_ORD", "2025-02-28", [], False, "2025-08-28", "2025-08-28", "2025-06-29"),
    "5": ("CRIM1_PUB", "2025-02-28", [], True, "2025-04-30", "2025-04-30", "2025-04-10"),
    "5, to three months": (
        *("CRIM1_PUB", "2025-02-28", [extension()], True),
        *("2025-05-31", "2025-05-31", "2025-05-01"),
    ),
    "5, three months more": (
        *("CRIM1_PUB", "2025-02-28", [extension(1, M), extension(3, M)], True),
        *("2025-08-31", "2025-08-31", "2025-07-01"),
    ),
    "6, in custody": ("CRIM1_SUM", "2025-09-15", [], True, "2025-10-05", "2025-10-05", "2025-09-29"),
    "6, on bail": ("CRIM1_SUM", "2025-09-15", [], False, "2025-10-05", "2025-10-09", "2025-09-29"),
    "7": ("CRIM1_SUM", "2025-01-20", [extension()], True, "2025-03-07", "2025-03-07", "2025-02-20"),
    "7, said as 1.5 months": (
        *("CRIM1_SUM", "2025-01-20", [extension(Decimal("1.5"), M)], True),
        *("2025-03-07", "2025-03-07", "2025-02-20"),
    ),
    "8, in custody": ("CRIM1_FAST", "2026-02-09", [], True, "2026-02-19", "2026-02-19", "2026-02-16"),
    "8, on bail": ("CRIM1_FAST", "2026-02-09", [], False, "2026-02-19", "2026-02-24", "2026-02-16"),
    "8, over a year": (
        *("CRIM1_FAST", "2026-02-09", [extension(15, D)], True),
        *("2026-02-24", "2026-02-24", "2026-02-20"),
    ),
    "9": (
        *("CIV1_ORD", "2025-03-03", [left_out("X01", "2025-03-20", "2025-04-19")], False),
        *("2025-10-03", "2025-10-09", "2025-08-03"),
    ),
    "10, overlap": (
        "CIV1_ORD",
        "2025-01-10",
        [left_out("X02", "2025-02-17", "2025-05-06"), left_out("X07", "2025-04-20", "2025-05-20")],
        *(False, "2025-10-10", "2025-10-10", "2025-08-11"),
    ),
    "11": (
        *("CIV1_ORD", "2025-02-05", [left_out("X04", "2025-02-25", "2025-05-12")], False),
        *("2025-10-20", "2025-10-20", "2025-08-21"),
    ),
    "12": (
        *("CIV1_ORD", "2025-03-14", [extension(6, M)], False),
        *("2026-03-14", "2026-03-16", "2025-11-13"),
    ),
    "13": (
        *("CIV1_ORD", "2025-03-14", [extension(6, M), extension(3, M)], False),
        *("2026-06-14", "2026-06-15", "2026-01-13"),
    ),
    "14": (
        *("CIV1_SUM", "2025-04-01", [to("CIV1_ORD", "2025-06-24")], False),
        *("2025-10-01", "2025-10-09", "2025-08-02"),
    ),
    "15": ("CIV1_SMALL", "2025-05-06", [], False, "2025-07-06", "2025-07-07", "2025-06-16"),
    "15, to summary": (
        *("CIV1_SMALL", "2025-05-06", [to("CIV1_SUM", "2025-06-20")], False),
        *("2025-08-06", "2025-08-06", "2025-07-07"),
    ),
    "15, to ordinary": (
        "CIV1_SMALL",
        "2025-05-06",
        [to("CIV1_SUM", "2025-06-20"), to("CIV1_ORD", "2025-07-25")],
        *(False, "2025-11-06", "2025-11-06", "2025-09-06"),
    ),
    "16": (
        *("CRIM1_FAST", "2025-06-03", [to("CRIM1_PUB", "2025-06-11")], True),
        *("2025-08-11", "2025-08-11", "2025-07-22"),
    ),
    "16, to three months": (
        *("CRIM1_FAST", "2025-06-03", [to("CRIM1_PUB", "2025-06-11"), extension()], True),
        *("2025-09-11", "2025-09-11", "2025-08-12"),
    ),
    "17, the return": (
        *("CRIM1_PUB", "2025-03-10", [restart("2025-05-22")], True),
        *("2025-07-22", "2025-07-22", "2025-07-02"),
    ),
    "17, adjourned and back": (
        *("CRIM1_PUB", "2025-03-10", [left_out("X12", "2025-04-22", "2025-05-22")], True),
        *("2025-07-22", "2025-07-22", "2025-07-02"),
    ),
    "17, to three months": (
        *("CRIM1_PUB", "2025-03-10", [restart("2025-05-22"), extension()], True),
        *("2025-08-22", "2025-08-22", "2025-07-23"),
    ),
    "18": ("CIV1_ORD", "2025-01-06", [SUSPENDED], False, "2025-12-07", "2025-12-08", "2025-10-08"),
    "19": (
        *("ADM1_ORD", "2025-05-20", [left_out("X09", "2025-07-01", "2025-08-15")], False),
        *("2026-01-04", "2026-01-04", "2025-11-04"),
    ),
    "20": ("ADM1_SUM", "2025-08-18", [], False, "2025-10-02", "2025-10-09", "2025-09-18"),
    "21": ("CIV2_JUDG", "2025-11-30", [], False, "2026-02-28", "2026-02-28", "2026-01-30"),
    "22": ("CIV2_RULE", "2026-01-16", [], False, "2026-02-15", "2026-02-24", "2026-02-06"),
    "23": (
        *("EXEC_FIRST", "2025-06-10", [left_out("X17", "2025-09-01", "2025-11-10")], False),
        *("2026-02-18", "2026-02-24", "2025-12-20"),
    ),
    "24": (
        *("CRIM2", "2025-07-31", [left_out("X13", "2025-08-11", "2025-09-01")], True),
        *("2025-10-21", "2025-10-21", "2025-10-01"),
    ),
    "25": ("CIV_REMAND1", "2025-10-14", [], False, "2026-04-14", "2026-04-14", "2026-02-13"),
    "26": ("COMP_COMM", "2025-10-10", [], False, "2026-01-10", "2026-01-12", "2025-12-11"),
    "26, corrected": (
        *("COMP_COMM", "2025-09-22", [restart("2025-10-10", "R04")], False),
        *("2026-01-10", "2026-01-12", "2025-12-11"),
    ),
    "27, civil": ("CIV_RETR_REV", "2025-12-31", [], False, "2026-03-31", "2026-03-31", "2026-03-02"),
    "27, administrative": (
        *("ADM_RETR_REV", "2025-12-31", [], False),
        *("2026-06-30", "2026-06-30", "2026-05-01"),
    ),
    "28, sequential": (
        *("CIV1_ORD", "2025-01-31", [left_out("X02", "2025-03-01", "2025-03-31"), extension(6, M)], False),
        *("2026-02-28", "2026-02-28", "2025-10-31"),
    ),
    "28, pooled": (
        *("CIV1_ORD", "2025-01-31", [left_out("X02", "2025-03-01", "2025-03-31"), extension(6, M)], False),
        *("2026-03-02", "2026-03-02", "2025-11-01"),
    ),
    "30, working days": ("NLA_7", "2025-12-24", [], False, "2026-01-05", "2026-01-05", "2025-12-31"),
    "30, changed to 30 days": (
        *("NLA_7", "2025-12-24", [to("NLA_30", "2025-12-30")], False),
        *("2026-01-23", "2026-01-23", "2026-01-14"),
    ),
    "30, from the start": ("NLA_30", "2025-12-24", [], False, "2026-01-23", "2026-01-23", "2026-01-14"),
}


READ_OTHERWISE = {"28, pooled": Readings(pooled=True)}


def test_each_of_the_thirty_is_here() -> None:
    numbers = {int(name.split(",")[0]) for name in EXAMPLES}
    assert numbers | {29} == set(range(1, 31)), "example 29 is about lists, not about the end of a limit"


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_example(limit: Compute, name: str) -> None:
    code, base, ledger, detained, due, lawful, warn = EXAMPLES[name]
    readings = READ_OTHERWISE.get(name, RECOMMENDED)
    result = limit(code, base, *ledger, detained=detained, readings=readings)
    assert (result.due_on, result.latest_lawful_on, result.warn_on) == (day(due), day(lawful), day(warn))
    assert result.calendar_confirmed
    assert result.over_on is not None
    assert (result.over_on - day(lawful)).days == 1


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("1", "2025-08-30"),
        ("5, to three months", "2025-05-16"),
        ("12", "2026-02-27"),
        ("23", "2026-02-13"),
        ("14", "2025-09-16"),
        ("19", "2025-12-25"),
    ],
)
def test_last_day_to_ask_for_an_extension(limit: Compute, name: str, last: str) -> None:
    code, base, ledger, detained, *_ = EXAMPLES[name]
    assert limit(code, base, *ledger, detained=detained).last_request_on == day(last)


@pytest.mark.parametrize("name", ["13", "5", "20", "30, from the start"])
def test_no_last_day_where_nothing_is_left_to_ask_for(limit: Compute, name: str) -> None:
    """All steps used (13); the next step is the statute's own (5); no step at all (20, 30)."""
    code, base, ledger, detained, *_ = EXAMPLES[name]
    result = limit(code, base, *ledger, detained=detained)
    assert (result.last_request_on, result.ask_on) == (None, None)


def test_example_1_an_extension_is_decided_five_days_before(limit: Compute, limit_law: LimitLaw) -> None:
    result = limit("CIV1_ORD", "2025-03-14")
    days = limit_law.category(result.rule).decide_days_before
    assert days == 5 and result.due_on is not None
    assert result.due_on - timedelta(days=days) == day("2025-09-09")


def test_example_14_a_conversion_the_day_after_is_late(limit: Compute) -> None:
    assert limit("CIV1_SUM", "2025-04-01", to("CIV1_ORD", "2025-07-01")).due_on == day("2025-10-01")
    with pytest.raises(Refused) as told:
        limit("CIV1_SUM", "2025-04-01", to("CIV1_ORD", "2025-07-02"))
    assert told.value.code == "LIM-CONVERT-LATE"


def test_example_29_long_pending_counts_from_the_base_day(limit: Compute) -> None:
    """Long-pending lists count calendar time from filing: days left out do not move the base day."""
    result = limit("CIV1_ORD", "2024-05-15", left_out("X02", "2024-06-01", "2024-08-01"))
    assert result.starts_on == day("2024-05-15")


def test_counts(limit: Compute) -> None:
    """Example 10: 92 days left out of 273 elapsed; 181 counted, T = 181; ten days past the due date."""
    result = limit("CIV1_ORD", "2025-01-10", *EXAMPLES["10, overlap"][2])
    assert (result.days_total, result.days_excluded) == (181, 92)
    assert result.days_used(day("2025-01-10")) == 0
    assert result.days_used(day("2025-02-17")) == 38
    assert result.days_used(day("2025-05-20")) == 38
    assert result.days_used(day("2025-05-21")) == 39
    assert result.days_used(day("2025-10-10")) == 181
    assert result.days_left(day("2025-10-10")) == 0
    assert result.days_left(day("2025-10-20")) == -10
    assert result.days_used(day("2025-10-20")) == 191


def test_counts_in_working_days(limit: Compute) -> None:
    result = limit("NLA_7", "2025-12-24")
    assert (result.days_total, result.days_used(day("2025-12-28")), result.days_left(day("2025-12-28"))) == (
        7,
        2,
        5,
    )
    assert result.days_left(day("2026-01-07")) == -2
