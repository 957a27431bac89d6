"""Custody: entered when filing, changed later, and what follows for the limit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.custody.domain import Begins, Cancels, Ends
from cases.custody.models import Custody
from cases.custody.selectors import accused_of, endings, held_since
from cases.custody.services import change_custody
from cases.docket.models import Case
from cases.intake.services.filing import file_case
from cases.limits.models import CaseClock
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from tests.builders import (
    DAY,
    accepted_case,
    actor_of,
    court_with_people,
    filed_criminal_case,
    raw_criminal_filing,
    raw_filing,
)
from tests.kit.threads import at_once

SINCE = date(2025, 11, 3)


@pytest.fixture
def house(db: Any) -> Any:
    return court_with_people()


@pytest.fixture
def case(house: Any) -> Case:
    return accepted_case(house, criminal=True)


def begin(house: Any, case: Case, since: date = SINCE, accused: str = "") -> Custody:
    begins = Begins(since=since, accused=accused, document="逮捕证〔2025〕12号")
    return change_custody(case_id=case.pk, change=begins, actor=actor_of(house.clerk))


def end(house: Any, case: Case, stay: Custody, on: date = DAY, **over: Any) -> Custody:
    said = {"ending": "bail", "document": "取保候审决定书", **over}
    return change_custody(
        case_id=case.pk, change=Ends(custody_id=stay.pk, on=on, **said), actor=actor_of(house.clerk)
    )


def test_a_filing_says_since_when_the_accused_is_held(house: Any) -> None:
    case = filed_criminal_case(house, detained=True, detained_since=SINCE.isoformat())
    stay = Custody.objects.get(case=case)
    assert (stay.from_on, stay.first_on, stay.ended_on, stay.accused) == (SINCE, SINCE, None, "")
    assert held_since(case) == SINCE and case.detained
    assert TrailEvent.objects.filter(verb="custody_changed", case_id=case.pk).count() == 1


def test_a_filing_need_not_say_it(house: Any) -> None:
    case = filed_criminal_case(house, detained=True)
    assert case.detained and held_since(case) is None


@pytest.mark.parametrize(
    ("over", "criminal"),
    [
        ({"detained": False, "detained_since": "2025-11-03"}, True),
        ({"detained": True, "detained_since": "2026-03-11"}, True),
        ({"detained": True, "detained_since": "gestern"}, True),
        ({"detained": True, "detained_since": "2025-11-03"}, False),
    ],
    ids=["not held", "in the future", "no day", "civil"],
)
def test_what_a_filing_may_not_say(house: Any, over: dict[str, Any], criminal: bool) -> None:
    raw = (raw_criminal_filing if criminal else raw_filing)(DAY, court=house.court.code, **over)
    with pytest.raises(InvalidInput) as raised:
        file_case(raw, actor=actor_of(house.clerk))
    assert set(raised.value.errors) == {"detained_since"}
    assert not Case.objects.exists()


def test_custody_decides_whether_a_last_day_on_a_holiday_moves(house: Any, case: Case) -> None:
    """Accepted 2026-03-10: three months end on a Wednesday; the clock is moved to a Saturday here."""
    assert not case.detained
    CaseClock.objects.filter(case=case).update(base_on=date(2026, 3, 20))
    stay = begin(house, case)
    clock = CaseClock.objects.get(case=case)
    assert clock.due_on == date(2026, 5, 20)
    CaseClock.objects.filter(case=case).update(base_on=date(2026, 3, 1))
    end(house, case, stay)
    clock.refresh_from_db()
    case.refresh_from_db()
    assert not case.detained
    assert (clock.due_on, clock.latest_lawful_on) == (date(2026, 5, 1), date(2026, 5, 6)), "Labour Day"
    begin(house, case, since=date(2026, 3, 10))
    clock.refresh_from_db()
    assert (clock.due_on, clock.latest_lawful_on) == (date(2026, 5, 1), date(2026, 5, 1))


def test_first_custody_stays_the_first(house: Any, case: Case) -> None:
    stay = begin(house, case, date(2025, 6, 1))
    end(house, case, stay, on=date(2025, 9, 1))
    again = begin(house, case, date(2025, 12, 1))
    assert (again.from_on, again.first_on) == (date(2025, 12, 1), date(2025, 6, 1))
    assert held_since(case) == date(2025, 6, 1)


def test_several_accused_are_held_each_for_themselves(house: Any, case: Case) -> None:
    early = begin(house, case, date(2025, 1, 10), "甲")
    begin(house, case, date(2025, 5, 10), "乙")
    end(house, case, early, on=date(2026, 1, 1))
    case.refresh_from_db()
    assert case.detained and held_since(case) == date(2025, 5, 10)


def test_a_mistake_is_cancelled_with_its_reason_and_stays(house: Any, case: Case) -> None:
    stay = begin(house, case)
    cancels = Cancels(custody_id=stay.pk, reason="日期登记错误")
    change_custody(case_id=case.pk, change=cancels, actor=actor_of(house.clerk))
    stay.refresh_from_db()
    case.refresh_from_db()
    assert stay.cancelled_at and stay.cancel_reason == "日期登记错误" and not case.detained
    assert begin(house, case, date(2025, 11, 5)).first_on == date(2025, 11, 5)
    assert [event.ended_on for event in stay.events.all()] == [None, None]
    with pytest.raises(Refused, match="CUSTODY-ENDED"):
        change_custody(case_id=case.pk, change=cancels, actor=actor_of(house.clerk))


def test_held_already(house: Any, case: Case) -> None:
    begin(house, case)
    with pytest.raises(Refused, match="CUSTODY-HELD"):
        begin(house, case, date(2025, 12, 1))


def test_a_stay_within_a_stay(house: Any, case: Case) -> None:
    end(house, case, begin(house, case, date(2025, 6, 1)), on=date(2025, 9, 1))
    with pytest.raises(Refused, match="CUSTODY-OVERLAP"):
        begin(house, case, date(2025, 7, 1))


def test_an_ended_stay_does_not_end_again(house: Any, case: Case) -> None:
    stay = begin(house, case)
    end(house, case, stay)
    with pytest.raises(Refused, match="CUSTODY-ENDED"):
        end(house, case, stay)


def test_civil_cases_have_none(house: Any) -> None:
    with pytest.raises(Refused, match="CUSTODY-NOT-CRIMINAL"):
        begin(house, accepted_case(house))


def test_closed_cases_take_none(house: Any, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=DAY, disposal="judgment")
    with pytest.raises(Refused, match="CUSTODY-NOT-OPEN"):
        begin(house, case)


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"on": date(2026, 3, 11)}, "on"),
        ({"on": date(2025, 11, 2)}, "on"),
        ({"ending": "vanished"}, "ending"),
        ({"document": " "}, "document"),
        ({"document": "长" * 201}, "document"),
    ],
)
def test_what_an_end_must_say(house: Any, case: Case, over: dict[str, Any], field: str) -> None:
    stay = begin(house, case)
    with pytest.raises(InvalidInput) as raised:
        end(house, case, stay, **over)
    assert set(raised.value.errors) == {field}


def test_whose_business_it_is(house: Any, case: Case) -> None:
    begins = Begins(since=SINCE)
    with pytest.raises(Refused, match="PEOPLE-RIGHT"):
        change_custody(case_id=case.pk, change=begins, actor=actor_of(house.president))
    with pytest.raises(NotVisible):
        change_custody(case_id=case.pk, change=begins, actor=actor_of(house.administrator))
    stay = begin(house, case)
    other = accepted_case(house, criminal=True)
    with pytest.raises(NotVisible):
        change_custody(
            case_id=other.pk, change=Cancels(custody_id=stay.pk, reason="x"), actor=actor_of(house.clerk)
        )


def test_the_ways_custody_ends(house: Any, case: Case) -> None:
    """Each of them ends it: bail, residence, lifted, time_over, acquitted, handed_over, moved, died."""
    codes = ["bail", "residence", "lifted", "time_over", "acquitted", "handed_over", "moved", "died"]
    assert [rule.code for rule in sorted(endings(), key=lambda rule: rule.order)] == codes
    for number, code in enumerate(codes):
        stay = begin(house, case, date(2025, 1, 1 + 2 * number))
        assert end(house, case, stay, on=date(2025, 1, 2 + 2 * number), ending=code).ending == code


def test_the_accused_are_offered_by_name(case: Case) -> None:
    assert len(accused_of(case)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_enter_one_stay(house: Any, case: Case) -> None:
    done = at_once([lambda: begin(house, case) for _ in range(2)])
    refused = [outcome for outcome in done if isinstance(outcome, Refused)]
    assert len(refused) == 1 and refused[0].code == "CUSTODY-HELD"
    assert Custody.objects.filter(case=case).count() == 1


def test_the_database_keeps_it_too(house: Any, case: Case) -> None:
    stay = begin(house, case)
    for broken in ({"ended_on": date(2025, 1, 1), "ending": "bail"}, {"first_on": date(2026, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Custody.objects.filter(pk=stay.pk).update(**broken)


def test_a_stay_entered_late_ends_before_the_next_began(house: Any, case: Case) -> None:
    """Held in June and July; what came before it, entered later, cannot end on 5 June."""
    end(house, case, begin(house, case, date(2025, 6, 1)), on=date(2025, 7, 1))
    earlier = begin(house, case, date(2025, 5, 1))
    with pytest.raises(Refused, match="CUSTODY-OVERLAP"):
        end(house, case, earlier, on=date(2025, 6, 5))
    assert end(house, case, earlier, on=date(2025, 6, 1)).ended_on == date(2025, 6, 1)
