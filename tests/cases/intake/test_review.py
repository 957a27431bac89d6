"""Accepting and refusing filings: days, order of steps, lateness, and next year's calendar missing."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from cases.docket.models import Case
from cases.intake.domain import review_ends_on
from cases.intake.selectors import lawful_grounds, review_term, waiting
from cases.intake.services.review import accept_case, refuse_case
from cases.limits.models import CaseClock
from cases.limits.services import clock_for
from cases.numbers.selectors import case_types
from courts.calendar.selectors import work_calendar, year_is_confirmed
from courts.people.selectors import viewer_of
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.selectors import case_trail
from tests.builders import (
    DAY,
    accepted_case,
    actor_of,
    court_with_people,
    filed_case,
    filed_criminal_case,
    raw_filing,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401

RECEIVED = DAY - timedelta(days=3)
DECEMBER = date(2026, 12, 10)


def make() -> Any:
    people = court_with_people()
    return SimpleNamespace(
        people=people,
        clerk=actor_of(people.clerk),
        civil=filed_case(people),
        criminal=filed_criminal_case(people),
    )


house = kept(make)


def refuse(house: Any, kind: str = "civil", **over: Any) -> Case:
    given = {"ground": "other_court", "reason": "应由白山中院管辖", "refused_on": DAY, **over}
    return refuse_case(case_id=getattr(house, kind).pk, actor=house.clerk, **given)


def test_acceptance_gives_number_day_and_clock_in_one_step(house: Any) -> None:
    case = accept_case(case_id=house.civil.pk, accepted_on=DAY, actor=house.clerk)
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.number, case.filed_on) == ("open", "（2026）吉0621民初1号", DAY)
    assert (case.number_year, case.number_serial, case.number_suffix) == (2026, 1, "")
    assert case.clock.base_on == DAY
    assert case.node_events.get().node == "filing"
    assert [event["verb"] for event in case_trail(case.pk)] == [
        "case_filed",
        "case_accepted",
        "clock_started",
    ]


@pytest.mark.parametrize("kind", ["accept", "refuse"])
@pytest.mark.parametrize("day", [DAY + timedelta(days=1), RECEIVED - timedelta(days=1)])
def test_neither_in_the_future_nor_before_receipt(house: Any, kind: str, day: date) -> None:
    with pytest.raises(InvalidInput) as invalid:
        if kind == "accept":
            accept_case(case_id=house.civil.pk, accepted_on=day, actor=house.clerk)
        else:
            refuse(house, refused_on=day)
    assert list(invalid.value.errors) == ["accepted_on" if kind == "accept" else "refused_on"]
    assert Case.objects.get(pk=house.civil.pk).status == "received"


@pytest.mark.parametrize("day", [RECEIVED, DAY])
def test_the_first_and_the_last_lawful_day(house: Any, day: date) -> None:
    assert accept_case(case_id=house.civil.pk, accepted_on=day, actor=house.clerk).filed_on == day


@pytest.mark.parametrize(("days", "late"), [(6, False), (7, False), (8, True), (30, True)])
def test_lateness_warns_and_does_not_stop(house: Any, days: int, late: bool) -> None:
    """Seven days from the day after receipt (民事诉讼法第一百二十六条)."""
    day = RECEIVED + timedelta(days=days)
    case = accept_case(case_id=house.civil.pk, accepted_on=day, actor=actor_of(house.people.clerk, day))
    assert case.number
    warnings = [event["data"] for event in case_trail(case.pk) if event["verb"] == "warned"]
    assert bool(warnings) == late
    if late:
        last_day = str(RECEIVED + timedelta(days=7))
        assert warnings[0] == {
            "rule": "INTAKE-LATE",
            "received_on": str(RECEIVED),
            "last_day": last_day,
            "accepted_on": str(day),
        }


def test_every_category_has_a_review_term() -> None:
    assert review_ends_on(date(2026, 3, 1), 7) == date(2026, 3, 8)
    for rule in case_types():
        assert review_term(rule.category).days == 7


def test_a_refusal_keeps_ground_and_reason(house: Any) -> None:
    case = Case.objects.get(pk=refuse(house, reason="  应由白山中院管辖 ").pk)
    assert (case.status, case.refused_on, case.number) == ("refused", DAY, None)
    assert (case.refusal_ground, case.refusal_reason) == ("other_court", "应由白山中院管辖")
    assert case_trail(case.pk)[-1]["data"]["ground"] == "other_court"
    assert not CaseClock.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    ("over", "field"),
    [({"ground": "no"}, "ground"), ({"ground": ""}, "ground"), ({"reason": " \n "}, "reason")],
)
def test_a_refusal_wants_a_listed_ground_and_a_reason(house: Any, over: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as invalid:
        refuse(house, **over)
    assert list(invalid.value.errors) == [field]


@pytest.mark.parametrize(
    ("kind", "ground"), [("civil", "returned_to_prosecutor"), ("criminal", "no_standing")]
)
def test_a_ground_of_another_category_is_refused(house: Any, kind: str, ground: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse(house, kind, ground=ground)
    assert refused.value.code == "INTAKE-GROUND"
    lawful = {rule.code for rule in refused.value.params["lawful"]}
    assert "other_court" in lawful and ground not in lawful


@pytest.mark.parametrize("kind", ["civil", "criminal"])
def test_every_ground_of_the_category_refuses(house: Any, kind: str) -> None:
    case = getattr(house, kind)
    for rule in lawful_grounds(case.category, case.type_code, DAY):
        Case.objects.filter(pk=case.pk).update(
            status="received", refused_on=None, refusal_ground="", refusal_reason=""
        )
        assert refuse(house, kind, ground=rule.code).refusal_ground == rule.code


def test_a_decided_filing_is_not_decided_again(house: Any) -> None:
    refuse(house)
    accepted = accept_case(case_id=house.criminal.pk, accepted_on=DAY, actor=house.clerk)
    again = (
        lambda: refuse(house),
        lambda: accept_case(case_id=house.civil.pk, accepted_on=DAY, actor=house.clerk),
        lambda: accept_case(case_id=accepted.pk, accepted_on=DAY, actor=house.clerk),
        lambda: refuse(house, "criminal"),
    )
    for act in again:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "CASE-STEP"
    assert Case.objects.get(pk=accepted.pk).number == accepted.number


def test_only_a_post_that_accepts_decides(house: Any) -> None:
    for person in (house.people.president, house.people.trial_management, house.people.discipline):
        for act in (accept_case, refuse_case):
            more = {"accepted_on": DAY} if act is accept_case else {}
            if act is refuse_case:
                more = {"ground": "other_court", "reason": "x", "refused_on": DAY}
            with pytest.raises(Refused) as refused:
                act(case_id=house.civil.pk, actor=actor_of(person), **more)
            assert refused.value.code == "PEOPLE-RIGHT"
            assert refused.value.params["case_id"] == house.civil.pk


def test_what_waits_for_whom(house: Any) -> None:
    def waits_for(person: Any) -> set[Any]:
        return {case.pk for case in waiting(viewer_of(person, DAY))}

    assert waits_for(house.people.clerk) == {house.civil.pk, house.criminal.pk}
    assert waits_for(house.people.president) == waits_for(house.people.upper_clerk) == set()
    refuse(house)
    assert waits_for(house.people.clerk) == {house.criminal.pk}


def test_filing_and_acceptance_go_on_without_next_years_calendar(house: Any) -> None:
    """limit_rules 12.4: the due date stands, only the latest lawful day waits for the calendar."""
    assert year_is_confirmed(2026) and not year_is_confirmed(2027)
    case = accepted_case(house.people, on=DECEMBER)
    clock = case.clock
    assert (clock.due_on, clock.calendar_confirmed, clock.latest_lawful_on) == (
        date(2027, 6, 10),
        False,
        None,
    )
    assert clock.over_on == date(2027, 6, 11)


def test_no_type_and_procedure_needs_a_calendar_to_be_accepted(house: Any) -> None:
    """Every lawful pair at the end of the year: a clock, no limit, or a choice of rules; never a failure."""
    calendar, seen, day = work_calendar(), 0, date(2026, 12, 31)
    for rule in case_types():
        for procedure in rule.procedures:
            case = Case(
                type_code=rule.code,
                procedure=procedure,
                category=rule.category,
                received_on=day,
                filed_on=day,
            )
            try:
                clock = clock_for(case, calendar)
            except Refused as refused:
                assert refused.code == "LIM-RULE-CHOICE"
                continue
            seen += clock is not None and clock.due_on is not None
    assert seen > 50


def test_filing_in_a_year_without_any_calendar(house: Any) -> None:
    day = date(2027, 1, 5)
    case = accepted_case(house.people, on=day, received_on=str(day))
    assert (case.number, case.clock.due_on) == ("（2027）吉0621民初1号", date(2027, 7, 5))
    assert raw_filing(on=day)["received_on"] == "2027-01-02"
