"""The clocks of real cases: started, stopped, recomputed when the working calendar changes."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from cases.causes.selectors import cause_tree
from cases.docket.models import Case
from cases.docket.services import close_case
from cases.intake.services.review import accept_case
from cases.limits.domain import Lamp
from cases.limits.models import CaseClock
from cases.limits.selectors import lamp_of, limit_of
from cases.limits.selectors.answers import case_limit
from courts.calendar.selectors import special_days
from courts.calendar.services import confirm_year
from courts.trail.selectors import case_trail
from tests.builders import (
    DAY,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    filed_case,
    filed_criminal_case,
    pool_of,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401

NEW_YEAR, DRAGON_BOAT = date(2027, 1, 1), date(2027, 6, 9)
NOTICE = "国办发明电〔2026〕9号"


def make() -> Any:
    people = court_with_people()
    pool_of(people.court, "行审", people.judges)
    return SimpleNamespace(people=people, office=actor_of(people.trial_management, date(2026, 12, 20)))


house = kept(make)


def days(*values: str | None) -> tuple[date | None, ...]:
    return tuple(date.fromisoformat(value) if value else None for value in values)


def dates_of(clock: CaseClock) -> tuple[date | None, ...]:
    return clock.due_on, clock.latest_lawful_on, clock.warn_on, clock.near_on, clock.over_on


CIVIL = [
    # filed, due, latest lawful day, two thirds passed, near, over: examples 1, 3, 4, 27 of the rules
    ("2025-03-14", "2025-09-14", "2025-09-15", "2025-07-15", "2025-08-15", "2025-09-16"),
    ("2025-08-31", "2026-02-28", "2026-02-28", "2025-12-30", "2026-01-29", "2026-03-01"),
    ("2025-02-28", "2025-08-28", "2025-08-28", "2025-06-29", "2025-07-29", "2025-08-29"),
    ("2026-03-10", "2026-09-10", "2026-09-10", "2026-07-11", "2026-08-11", "2026-09-11"),
]
CRIMINAL = [
    # filed, detained, due, latest lawful day, over; example 5, then National Day with and without custody
    ("2025-02-28", True, "2025-04-30", "2025-04-30", "2025-05-01"),
    ("2025-02-28", False, "2025-04-30", "2025-04-30", "2025-05-01"),
    ("2025-08-01", True, "2025-10-01", "2025-10-01", "2025-10-02"),
    ("2025-08-01", False, "2025-10-01", "2025-10-09", "2025-10-10"),
]


@pytest.mark.parametrize("row", CIVIL, ids=lambda row: row[0])
def test_an_accepted_civil_case_has_the_dates_of_the_worked_example(house: Any, row: Any) -> None:
    filed, *expected = days(*row)
    clock = accepted_case(house.people, on=filed).clock
    assert dates_of(clock) == tuple(expected)
    assert (clock.rule_code, clock.base_on, clock.watched, clock.court_id) == (
        "CIV1_ORD",
        filed,
        True,
        house.people.court.pk,
    )


@pytest.mark.parametrize("row", CRIMINAL, ids=lambda row: f"{row[0]} {row[1]}")
def test_an_accepted_criminal_case_in_and_out_of_custody(house: Any, row: Any) -> None:
    filed, due, lawful, over = days(row[0], *row[2:])
    clock = accepted_case(house.people, on=filed, criminal=True, detained=row[1]).clock
    assert (clock.rule_code, clock.due_on, clock.latest_lawful_on, clock.over_on) == (
        "CRIM1_PUB",
        due,
        lawful,
        over,
    )


def test_the_clock_counts_from_acceptance_not_from_receipt_or_entry(house: Any) -> None:
    case = filed_case(house.people, on=date(2025, 3, 20), received_on="2025-03-10")
    clerk = actor_of(house.people.clerk, date(2025, 3, 20))
    clock = accept_case(case_id=case.pk, accepted_on=date(2025, 3, 14), actor=clerk).clock
    assert (clock.base_on, clock.due_on) == days("2025-03-14", "2025-09-14")
    started = case_trail(case.pk)[-1]
    assert (started["verb"], started["data"]["due_on"]) == ("clock_started", "2025-09-14")


def test_an_old_case_stands_under_the_law_of_its_day(house: Any) -> None:
    clock = accepted_case(house.people, on=date(2022, 5, 10), criminal=True).clock
    assert clock.rule_version <= date(2022, 5, 10) and not clock.rule_before_earliest


def test_a_filing_has_no_clock_and_a_closed_case_raises_none(house: Any) -> None:
    assert not CaseClock.objects.filter(case=filed_criminal_case(house.people)).exists()
    case = drawn_case(house.people)
    done = DAY + timedelta(days=200)
    handler = actor_of(case.handling.handler, done)
    assert lamp_of(case.clock, done) is Lamp.BLACK
    close_case(case_id=case.pk, closed_on=done, disposal="judgment", actor=handler)
    clock = CaseClock.objects.get(case=case)
    assert (clock.watched, lamp_of(clock, done)) == (False, Lamp.NONE)
    assert clock.due_on == date(2026, 9, 10), "the dates stay for the record"


def test_a_clock_may_wait_for_its_event(house: Any) -> None:
    """The limit of a voter's case runs back from election day, which is not known at acceptance."""
    case = accepted_case(
        house.people,
        case_type="民特",
        procedure="special",
        cause="申请确定选民资格",
        limit_rule="CIV_SP_VOTER",
        claim_amount=None,
    )
    clock = case.clock
    assert (clock.waiting_for, clock.base_on, clock.due_on) == ("election", None, None)
    assert lamp_of(clock, DAY) is Lamp.NONE
    found = limit_of(case, DAY)
    assert found is not None and (found.result, found.waiting_for) == (None, "election")
    answer = case_limit(case, DAY, "zh-hans")
    assert answer is not None and (answer["clock"], answer["waiting_for"]) == ("none", "election")


def confirm(house: Any, year: int, *holidays: date, source: str = NOTICE, actor: Any = None) -> None:
    rows = [{"day": day, "kind": "holiday", "name": "放假"} for day in holidays]
    confirm_year(year=year, days=rows, source=source, actor=actor or house.office, reason="更正")


def recomputed(case: Case) -> list[dict[str, Any]]:
    return [event["data"] for event in case_trail(case.pk) if event["verb"] == "clock_recomputed"]


def test_confirming_next_year_moves_what_turned_on_it_and_says_so(house: Any) -> None:
    on_holiday = accepted_case(house.people, on=date(2026, 12, 9))
    plain = accepted_case(house.people, on=date(2026, 12, 10))
    this_year = accepted_case(house.people, on=DAY)
    assert dates_of(on_holiday.clock)[:2] == (DRAGON_BOAT, None)
    assert on_holiday.clock.over_on == date(2027, 6, 10)

    confirm(house, 2027, NEW_YEAR, DRAGON_BOAT)
    moved = CaseClock.objects.get(case=on_holiday)
    assert (moved.due_on, moved.latest_lawful_on, moved.over_on) == days(
        "2027-06-09", "2027-06-10", "2027-06-11"
    )
    assert moved.calendar_confirmed
    (told,) = recomputed(on_holiday)
    assert "2027" in str(told["reason"])
    assert told["changed"] == {
        "over_on": ["2027-06-10", "2027-06-11"],
        "latest_lawful_on": [None, "2027-06-10"],
        "calendar_confirmed": [False, True],
    }
    assert CaseClock.objects.get(case=plain).latest_lawful_on == date(2027, 6, 10)
    assert set(recomputed(plain)[0]["changed"]) == {"latest_lawful_on", "calendar_confirmed"}
    assert recomputed(this_year) == []


def test_confirming_the_same_again_moves_nothing_and_a_correction_moves_back(house: Any) -> None:
    case = accepted_case(house.people, on=date(2026, 12, 9))
    for _ in range(2):
        confirm(house, 2027, NEW_YEAR, DRAGON_BOAT)
    assert len(recomputed(case)) == 1
    confirm(house, 2027, NEW_YEAR, source="更正")
    assert CaseClock.objects.get(case=case).over_on == date(2027, 6, 10)
    assert len(recomputed(case)) == 2


def test_a_closed_case_keeps_the_dates_it_was_judged_by(house: Any) -> None:
    case = drawn_case(house.people, on=date(2026, 12, 9))
    done = date(2026, 12, 15)
    handler = actor_of(case.handling.handler, done)
    close_case(case_id=case.pk, closed_on=done, disposal="mediation", actor=handler)
    confirm(house, 2027, NEW_YEAR, DRAGON_BOAT)
    assert CaseClock.objects.get(case=case).latest_lawful_on is None
    assert recomputed(case) == []


def in_workdays(house: Any, on: date) -> Case:
    """A review of an administrative act for enforcement: seven working days (NLA_7)."""
    return accepted_case(
        house.people,
        on=on,
        case_type="行审",
        procedure="review",
        cause=cause_tree().search("", ("administrative",), 1)[0].code,
        claim_amount=None,
        parties=[{"role": "applicant", "kind": "agency", "name": "抚松县自然资源局"}],
    )


def test_a_limit_in_working_days_waits_for_the_calendar_and_then_runs(house: Any) -> None:
    case = in_workdays(house, date(2026, 12, 24))
    assert (case.clock.rule_code, case.clock.calendar_confirmed) == ("NLA_7", False)
    confirm(house, 2027, NEW_YEAR)
    clock = CaseClock.objects.get(case=case)
    assert (clock.due_on, clock.latest_lawful_on) == days("2027-01-05", "2027-01-05")
    assert clock.calendar_confirmed


def test_a_correction_moves_limits_in_working_days_that_end_the_year_after(house: Any) -> None:
    """Example 29: seven working days from 2025-12-24 end on 2026-01-05; one holiday more, a day later."""
    case = in_workdays(house, date(2025, 12, 24))
    assert case.clock.due_on == date(2026, 1, 5)
    kept_days = [{"day": day.day, "kind": day.kind, "name": day.name} for day in special_days(2025)]
    more = {"day": date(2025, 12, 30), "kind": "holiday", "name": "临时放假"}
    confirm_year(year=2025, days=[*kept_days, more], source="更正", actor=house.office, reason="临时放假通知")
    assert CaseClock.objects.get(case=case).due_on == date(2026, 1, 6)
