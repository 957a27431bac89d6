"""Two people, or two clicks, at the same moment."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from cases.docket.models import Case
from cases.docket.services import lock_case
from cases.intake.services.drafts import hand_in, save_draft, start_draft
from cases.intake.services.filing import file_case
from cases.intake.services.review import accept_case, refuse_case
from cases.numbers.services import counter_value
from courts.actors.domain import Role
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.selectors import check_chain
from courts.trail.services import recorded
from tests.builders import DAY, actor_of, court_with_people, filed_case, person_of, raw_filing
from tests.kit.threads import at_once, failures

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_double_click_one_case() -> None:
    house = court_with_people()
    clerk = actor_of(house.clerk)
    for _ in range(5):
        draft = start_draft(court=house.court, actor=clerk)
        save_draft(draft_id=draft.pk, data={**raw_filing(), "four_category": False}, actor=clerk)
        found = at_once([lambda d=draft: hand_in(draft_id=d.pk, actor=clerk).pk] * 2)
        assert failures(found) == []
        assert found[0] == found[1]
    assert Case.objects.count() == 5
    assert check_chain(house.court.pk, house.court.code).intact


def test_two_clerks_accept_the_same_filing_and_one_number_is_given() -> None:
    house = court_with_people()
    clerks = [actor_of(house.clerk), actor_of(person_of(house.court, Role.CLERK, username="clerk2"))]
    for turn in range(1, 6):
        case = filed_case(house)
        found = at_once(
            [lambda c=c, f=case.pk: accept_case(case_id=f, accepted_on=DAY, actor=c).number for c in clerks]
        )
        assert [error.code for error in failures(found) if isinstance(error, Refused)] == ["CASE-STEP"]
        assert f"（2026）吉0621民初{turn}号" in found
        assert counter_value(house.court, year=2026, type_code="民初") == turn


def test_accepting_and_refusing_at_once_ends_in_one_of_them() -> None:
    house = court_with_people()
    clerk = actor_of(house.clerk)
    for _ in range(5):
        case = filed_case(house)

        def refuse(case: Case = case) -> Any:
            return refuse_case(
                case_id=case.pk, ground="other_court", reason="管辖", refused_on=DAY, actor=clerk
            )

        def accept(case: Case = case) -> Any:
            return accept_case(case_id=case.pk, accepted_on=DAY, actor=clerk)

        (error,) = failures(at_once([refuse, accept]))
        assert isinstance(error, Refused) and error.code == "CASE-STEP"
    given = Case.objects.exclude(number=None).count()
    assert counter_value(house.court, year=2026, type_code="民初") == given


def test_the_same_outside_number_twice_at_once_is_one_filing() -> None:
    house = court_with_people()
    clerk = actor_of(house.clerk)
    found = at_once([lambda: file_case(raw_filing(external_number="外-1"), actor=clerk)] * 4)
    assert [type(error) for error in failures(found)] == [InvalidInput] * 3
    assert Case.objects.count() == 1


def test_a_filing_need_not_wait_for_the_case_it_is_related_to() -> None:
    """Whoever works on a case holds its row; a new row that only points at it goes past."""
    house = court_with_people()
    clerk = actor_of(house.clerk)
    first = filed_case(house)

    def file_beside() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        return filed_case(house, related_to=[str(first.pk)]).pk

    with recorded():
        lock_case(clerk, first.pk)
        found = at_once([file_beside])
    assert failures(found) == []
