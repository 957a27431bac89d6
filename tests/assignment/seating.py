"""Lists of assessors, and cases with a body, as the tests of bodies and assessors need them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from assignment.assessors.models import Assessor
from assignment.assessors.services import enter_assessor
from assignment.bodies.models import SeatCall, TrialBody
from assignment.bodies.services import Wanted, draw_seats, form_body
from cases.docket.models import Case
from courts.people.models import Person
from courts.trail.services import recorded
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, drawn_case

HEARING = DAY + timedelta(days=20)


def identity(number: int, born: str = "19800101") -> str:
    """A lawful identity number, another one for each number."""
    base = f"220621{born}{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(base, weights, strict=True)) % 11
    return base + "10X98765432"[rest]


def assessor_of(house: CourtHouse, number: int, **over: Any) -> Assessor:
    """An assessor of the house's list with a term from the business day of the tests."""
    given: dict[str, Any] = {
        "court_id": house.court.pk,
        "name": f"陪审员{number}",
        "id_number": identity(number),
        "from_on": date(2025, 1, 1),
        "to_on": date(2029, 12, 31),
        "source": "random",
        "actor": actor_of(house.clerk),
        **over,
    }
    return enter_assessor(**given)


def listed_house(assessors: int = 6, **over: Any) -> CourtHouse:
    """A court with people and a list of assessors."""
    house = court_with_people(**over)
    with recorded():
        for number in range(1, assessors + 1):
            assessor_of(house, number, tags=["medical"] if number <= 2 else [])
    return house


def bodied_case(house: CourtHouse, wanted: Wanted | None = None, *, on: date = DAY, **over: Any) -> TrialBody:
    """A drawn case with a panel of three, two of them assessors, formed by its judge."""
    case = drawn_case(house, on=on, **over)
    wanted = wanted or Wanted(kind="panel", size=3, assessors=2)
    return form_body(case_id=case.pk, wanted=wanted, actor=by_handler(case, on))


def by_handler(case: Case | UUID, on: date = DAY) -> Any:
    """The handling judge of a case acting on a day."""
    found = Case.objects.select_related("handling__handler").get(pk=getattr(case, "pk", case))
    assert found.handling.handler is not None
    return actor_of(found.handling.handler, on)


def others(house: CourtHouse, case: Case, number: int = 2) -> list[Person]:
    """Judges of the house who do not handle the case."""
    return [judge for judge in house.judges if judge.pk != case.handling.handler_id][:number]


def three(house: CourtHouse, case: Case, **over: Any) -> Wanted:
    """A panel of three judges, two of them designated."""
    named = [judge.pk for judge in others(house, case)]
    given = {"kind": "panel", "size": 3, "judges": named, "reason": "专业合议庭固定成员", **over}
    return Wanted(**given)


def assessors_drawn(house: CourtHouse, case_id: Any, **over: Any) -> SeatCall:
    """Assessors drawn for every seat of theirs, in one call of the clerk."""
    given = {"purpose": "assessor", "nonce": "20260310", "hearing_on": HEARING, **over}
    return draw_seats(case_id=case_id, actor=actor_of(house.clerk), **given)
