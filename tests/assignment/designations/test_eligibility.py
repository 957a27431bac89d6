"""Who may be given a case: within the quota and the range, not away, not full, without a conflict."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.conflicts.services import declare_relative, enter_involvement
from assignment.designations.domain import within_range
from assignment.designations.selectors import lawful_judge, why_not
from assignment.designations.selectors.eligibility import ranges
from assignment.pools.models import PoolMember
from courts.people.services import admit_to_quota
from tests.assignment.designations.test_designating import ask, away
from tests.builders import DAY, SINCE, CourtHouse, accepted_case, actor_of, court_with_people, machine
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=3))


@pytest.mark.parametrize(
    ("code", "inside", "outside"),
    [
        ("RANGE-FOUR", {"flagged": True}, {}),
        ("RANGE-RETURNED", {"returned": True}, {}),
        ("RANGE-CLAIM-BASIC", {"claim_fen": 500_000_000}, {"claim_fen": 499_999_999}),
        (
            "RANGE-CLAIM-ABOVE",
            {"level": "intermediate", "claim_fen": 5_000_000_000},
            {"level": "intermediate", "claim_fen": 4_999_999_999},
        ),
    ],
)
def test_each_line_of_the_presidents_range(
    code: str, inside: dict[str, Any], outside: dict[str, Any]
) -> None:
    """吉高法〔2019〕2号(三): what the higher court lets the filing division give to the president."""
    plain: dict[str, Any] = {"level": "basic", "flagged": False, "returned": False, "claim_fen": None}
    assert within_range([ranges().latest(code)], **{**plain, **inside})
    assert not within_range(list(ranges()), **{**plain, **outside})


@pytest.mark.parametrize(
    ("kind", "days", "code"),
    [
        ("suspended", 3, "DESIG-SUSPENDED"),
        ("leave", 60, "DESIG-LONG-LEAVE"),
        ("seconded", 3, "DESIG-LONG-LEAVE"),
        ("leave", 5, ""),
    ],
)
def test_away_or_suspended(house: CourtHouse, kind: str, days: int, code: str) -> None:
    away(house.judge, house, kind, days)
    found = why_not(accepted_case(house), house.judge, DAY)
    assert (found.code if found else "") == code


def test_outside_the_quota_or_the_court_or_over_the_ceiling(house: CourtHouse) -> None:
    case = accepted_case(house)
    check_refused(lambda: ask(case, house, house.assistant), "DESIG-NOT-QUOTA")
    admit_to_quota(person=house.upper_president, court=house.upper, from_on=SINCE, actor=machine())
    check_refused(lambda: ask(case, house, house.upper_president), "DESIG-OTHER-COURT")
    assert lawful_judge(case, house.judge, DAY) == house.judge
    PoolMember.objects.filter(judge=house.judge).update(ceiling=0)
    check_refused(lambda: ask(case, house), "DESIG-CEILING")


def test_a_conflict_keeps_the_case_from_the_judge(house: CourtHouse) -> None:
    case = accepted_case(house)
    enter_involvement(
        case_id=case.pk, name="", person=house.judge.pk, part="expert", actor=actor_of(house.clerk)
    )
    assert check_refused(lambda: ask(case, house), "DESIG-BARRED").params["reason"].code == "INVOLVED"
    other = house.judges[1]
    declare_relative(person_id=other.pk, relation="in_law", name="王建国", actor=actor_of(other))
    parties = [
        {"role": "plaintiff", "kind": "person", "name": "王建国"},
        {"role": "defendant", "kind": "person", "name": "李某"},
    ]
    flagged = accepted_case(house, parties=parties)
    check_refused(lambda: ask(flagged, house, other), "CONFLICT-OPEN")
