"""The engine against the naive count, on ten thousand random ledgers over every limit of the law."""

from __future__ import annotations

from collections import Counter

import pytest

from cases.limits.domain import LedgerShapeError, LimitLaw, LimitResult, compute
from courts.calendar.domain import CalendarYearRule, HolidaySpan, WorkCalendar
from courts.refusals.domain import Refused
from courts.rulebook.selectors import load
from tests.cases.limits.ledgers import Draw, Drawn
from tests.cases.limits.naive import Answer, Days, count

SEEDS, EACH = range(20), 500
EXPECTED = {
    "lawful",
    "LIM-EVENT-EARLY",
    "LIM-X-00",
    "LIM-X-CATEGORY",
    "LIM-X-CAP",
    "LIM-X-TIMES",
    "LIM-X-AFTER-DUE",
    "LIM-EXT-NONE",
    "LIM-EXT-USED",
    "LIM-EXT-ORDER",
    "LIM-EXT-LONG",
    "LIM-EXT-TOTAL",
    "LIM-EXT-AFTER-DUE",
    "LIM-CONVERT-LATE",
    "LIM-CONVERT-NOT-ALLOWED",
    "LIM-RESTART-GROUND",
}


@pytest.fixture(scope="module")
def days() -> Days:
    return Days.of(
        load("courts/calendar", "days", HolidaySpan), load("courts/calendar", "years", CalendarYearRule)
    )


def engine(drawn: Drawn, law: LimitLaw, calendar: WorkCalendar) -> LimitResult | str:
    try:
        return compute(
            drawn.rule,
            drawn.base_on,
            drawn.entries,
            calendar,
            law=law,
            detained=drawn.detained,
            as_of=drawn.as_of,
            readings=drawn.readings,
        )
    except Refused as refused:
        return refused.code
    except LedgerShapeError:
        return "SHAPE"


def told(result: LimitResult, drawn: Drawn) -> Answer:
    """The engine's answer in the words of the naive one."""
    return Answer(
        rule=result.rule_code,
        base_on=result.starts_on,
        due_on=result.due_on,
        lawful_on=result.latest_lawful_on,
        warn_on=result.warn_on,
        last_request_on=result.last_request_on,
        stopped_since=result.stopped_since,
        total=result.days_total,
        excluded=result.days_excluded,
        next_step=result.next_step,
        used=tuple(result.days_used(day) for day in drawn.on),
    )


def compared(drawn: Drawn, law: LimitLaw, calendar: WorkCalendar, days: Days) -> str:
    """``lawful`` or the code of the refusal. Both refuse or neither does, and for the same reason."""
    result = engine(drawn, law, calendar)
    naive = count(
        drawn.rule,
        drawn.base_on,
        drawn.entries,
        law=law,
        days=days,
        detained=drawn.detained,
        readings=drawn.readings,
        on=drawn.on,
        as_of=drawn.as_of,
    )
    if isinstance(result, str):
        assert isinstance(naive, set), f"refused with {result}, the naive count finds {naive}: {drawn}"
        assert result in naive or "SHAPE" in naive, f"{result} is not among {naive}: {drawn}"
        return result
    assert told(result, drawn) == naive, f"{drawn}"
    return "lawful"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_agrees_with_a_count_day_by_day(
    seed: int, limit_law: LimitLaw, calendar: WorkCalendar, days: Days
) -> None:
    draw = Draw(limit_law, seed)
    for number in range(EACH):
        compared(draw.one(seed * EACH + number), limit_law, calendar, days)


def test_the_random_ledgers_are_a_fair_sample(limit_law: LimitLaw, calendar: WorkCalendar) -> None:
    """Every rule is drawn, most ledgers are lawful, and every refusal of the arithmetic happens."""
    draw = Draw(limit_law, 0)
    drawn = [draw.one(number) for number in range(2500)]
    assert {one.rule.code for one in drawn} == {rule.code for rule in limit_law.rules}
    found = Counter(
        result if isinstance(result, str) else "lawful"
        for result in (engine(one, limit_law, calendar) for one in drawn)
    )
    assert set(found) >= EXPECTED, EXPECTED - set(found)
    assert found["lawful"] > len(drawn) / 2, found
