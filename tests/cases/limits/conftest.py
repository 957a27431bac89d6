"""The law, the calendar 2023-2026 and a short way to compute a limit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cases.limits.domain import (
    ExclusionGround,
    LimitCategory,
    LimitLaw,
    LimitResult,
    LimitRule,
    compute,
)
from courts.calendar.domain import CalendarYearRule, HolidaySpan, WorkCalendar, build_calendar
from courts.rulebook.selectors import load

Compute = Callable[..., LimitResult]


@pytest.fixture(scope="session")
def limit_law() -> LimitLaw:
    return LimitLaw(
        rules=load("cases/limits", "limit_rules", LimitRule),
        grounds=load("cases/limits", "exclusion_grounds", ExclusionGround),
        categories=load("cases/limits", "limit_categories", LimitCategory),
    )


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    return build_calendar(
        load("courts/calendar", "days", HolidaySpan), load("courts/calendar", "years", CalendarYearRule)
    )


@pytest.fixture(scope="session")
def limit(limit_law: LimitLaw, calendar: WorkCalendar) -> Compute:
    """``limit("CIV1_ORD", "2025-03-14", entry, …, detained=…)``."""

    def run(code: str, base: str, *entries: object, detained: bool = False, **options: object) -> LimitResult:
        base_on = date.fromisoformat(base)
        rule, _ = limit_law.rule(code, base_on)
        return compute(rule, base_on, entries, calendar, law=limit_law, detained=detained, **options)  # type: ignore[arg-type]

    return run
