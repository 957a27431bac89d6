"""Two people at the same body and at the same draw: one wins, the other is told why not."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.bodies.models import BodyMember, SeatCall, TrialBody
from assignment.bodies.services import Wanted, form_body, give_number, lock_seats, reveal_seats
from courts.options.services import set_option
from courts.refusals.domain import Refused
from tests.assignment.seating import HEARING, bodied_case, by_handler, listed_house
from tests.builders import actor_of, drawn_case, machine
from tests.kit.threads import at_once, failures

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_two_succeeds() -> None:
    house = listed_house(judges=3, types=("民初",), calendar=False, assessors=4)
    case = drawn_case(house)
    judge, clerk = by_handler(case), actor_of(house.clerk)
    wanted = Wanted(kind="panel", size=3, assessors=2)

    def form() -> Any:
        return form_body(case_id=case.pk, wanted=wanted, actor=judge)

    (failed,) = failures(at_once([form, form]))
    assert isinstance(failed, Refused)
    assert failed.code == "BODY-EXISTS"
    assert TrialBody.objects.count() == 1

    def lock() -> Any:
        return lock_seats(case_id=case.pk, purpose="assessor", actor=clerk, hearing_on=HEARING)

    (failed,) = failures(at_once([lock, lock]))
    assert isinstance(failed, Refused)
    assert failed.code == "BODY-SEAT-OPEN"
    call = SeatCall.objects.get()
    give_number(call_id=call.pk, nonce="5", actor=clerk)

    def reveal() -> Any:
        return reveal_seats(call_id=call.pk, actor=clerk)

    (failed,) = failures(at_once([reveal, reveal]))
    assert isinstance(failed, Refused)
    assert failed.code == "BODY-SEAT-STEP"
    assert BodyMember.objects.filter(part="assessor").count() in (1, 2)


def test_two_results_do_not_take_an_assessor_past_the_year() -> None:
    """One assessor, one case a year: drawn for two cases at the same moment, seated on one."""
    house = listed_house(judges=3, types=("民初",), calendar=False, assessors=1)
    facts = {"court_id": house.court.pk, "code": "ASSESSOR-CEILING", "reason": "本院规定"}
    set_option(value=1, actor=machine(), **facts)
    clerk, calls = actor_of(house.clerk), []
    for _number in range(2):
        body = bodied_case(house, Wanted(kind="panel", size=3, assessors=1))
        lock: dict[str, Any] = {"case_id": body.case_id, "purpose": "assessor", "hearing_on": HEARING}
        calls.append(lock_seats(actor=clerk, **lock))
    for call in calls:
        give_number(call_id=call.pk, nonce="5", actor=clerk)
    results = at_once([lambda call=call: reveal_seats(call_id=call.pk, actor=clerk) for call in calls])
    assert failures(results) == []
    assert BodyMember.objects.filter(part="assessor").count() == 1
    assert sorted(call.closed_at is None for call in results) == [False, True], "the other draws again"
