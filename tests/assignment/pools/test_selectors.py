"""Pools as the draw reads them: loads by coefficient, who is left out why, who comes back."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from assignment.pools.domain import PoolJudge, check_exclusions, roster
from assignment.pools.models import Absence, Pool, PoolMember, Reentry
from assignment.pools.selectors import (
    exclusion_reasons,
    judges_of,
    open_loads,
    reentry_days,
    route_case,
    rule_set,
    setting,
)
from assignment.pools.services import note_reentries
from assignment.pools.services.alerts import check_pools
from assignment.pools.services.loads import keep_load
from cases.docket.models import Case, CaseHandling
from cases.docket.services import close_case
from cases.numbers.selectors import case_types
from courts.people.models import QuotaTerm
from courts.refusals.domain import Refused
from tests.builders import DAY, accepted_case, actor_of, court_with_people, instant, judge_of, machine
from tests.kit.kept import each_afresh, kept  # noqa: F401

CIVIL, CRIMINAL = 100, 120


def make() -> Any:
    people = court_with_people(judges=4)
    return SimpleNamespace(people=people, pool=people.pools["民初"], judges=people.judges)


house = kept(make)


def give(house: Any, judge: Any, number: int = 1, *, criminal: bool = False) -> list[Case]:
    """Open cases that a judge handles."""
    cases = []
    for _ in range(number):
        case = accepted_case(house.people, criminal=criminal)
        CaseHandling.objects.filter(case=case).update(handler=judge, assigned_on=DAY)
        cases.append(Case.objects.get(pk=case.pk))
        keep_load(cases[-1], machine())
    return cases


def away(judge: Any, from_on: date, to_on: date, **more: Any) -> Absence:
    given = {"kind": Absence.Kind.LEAVE, "approved_by": "院长", **more}
    court_id = judge.quota_terms.get().court_id
    return Absence.objects.create(judge=judge, court_id=court_id, from_on=from_on, to_on=to_on, **given)


def seen(house: Any, on: date = DAY) -> dict[Any, PoolJudge]:
    by_id = {str(judge.pk): number for number, judge in enumerate(house.judges)}
    return {by_id.get(judge.id, judge.id): judge for judge in judges_of(house.pool, on)}


def reasons(house: Any, on: date = DAY) -> dict[Any, str]:
    return {number: judge.reason for number, judge in seen(house, on).items() if judge.reason}


def test_the_coefficients_used_here() -> None:
    assert case_types().latest("民初").coefficient == CIVIL
    assert case_types().latest("刑初").coefficient == CRIMINAL


def test_loads_are_open_cases_by_coefficient_of_every_type(house: Any) -> None:
    first, second = house.judges[:2]
    give(house, first, 2)
    give(house, first, 1, criminal=True)
    give(house, second, 1)
    loads = {number: judge.load for number, judge in seen(house).items()}
    assert loads == {0: 2 * CIVIL + CRIMINAL, 1: CIVIL, 2: 0, 3: 0}


def test_a_closed_case_weighs_no_more(house: Any) -> None:
    (case, _other) = give(house, house.judges[0], 2)
    close_case(case_id=case.pk, closed_on=DAY, disposal="judgment", actor=actor_of(house.judges[0]))
    assert seen(house)[0].load == CIVIL


def test_cases_in_another_court_do_not_weigh_here(house: Any) -> None:
    give(house, house.judges[0])
    judge = house.judges[0].pk
    assert open_loads(house.people.court.pk, [judge]) == {judge: CIVIL}
    assert open_loads(house.people.upper.pk, [judge]) == {}


def test_the_pool_of_a_type(house: Any) -> None:
    civil, criminal = accepted_case(house.people), accepted_case(house.people, criminal=True)
    first, second = route_case(civil, DAY), route_case(criminal, DAY)
    assert first and second and first.pool == house.pool != second.pool
    row = house.pool.routes.get()
    assert first.as_row() == {
        "pool": house.pool.name,
        "tier": 9,
        "type_code": "民初",
        "row": row.pk,
        "since": str(row.from_on),
    }
    civil.type_code = "执"
    assert route_case(civil, DAY) is None


def test_members_by_date(house: Any) -> None:
    PoolMember.objects.filter(pool=house.pool, judge=house.judges[0]).update(to_on=DAY)
    PoolMember.objects.filter(pool=house.pool, judge=house.judges[1]).update(from_on=DAY + timedelta(days=1))
    assert set(seen(house)) == {0, 2, 3}
    assert set(seen(house, DAY + timedelta(days=1))) == {1, 2, 3}


def test_one_who_left_and_came_back_stands_in_the_roster_once(house: Any) -> None:
    PoolMember.objects.filter(pool=house.pool, judge=house.judges[0]).update(to_on=DAY - timedelta(days=2))
    PoolMember.objects.create(
        pool=house.pool, judge=house.judges[0], share=50, from_on=DAY - timedelta(days=1)
    )
    listed = judges_of(house.pool, DAY)
    assert len(listed) == 4
    assert seen(house)[0].share == 50
    assert len(roster(listed)) == 4


@pytest.mark.parametrize(
    ("from_on", "to_on", "out"),
    [(0, 0, True), (-5, 0, True), (0, 5, True), (1, 5, False), (-5, -1, False)],
)
def test_leave_excludes_from_its_first_to_its_last_day(
    house: Any, from_on: int, to_on: int, out: bool
) -> None:
    away(house.judges[0], DAY + timedelta(days=from_on), DAY + timedelta(days=to_on))
    assert reasons(house) == ({0: "LEAVE"} if out else {})


def test_each_reason_with_its_approver(house: Any) -> None:
    leave, suspended, no_quota, part = house.judges
    away(leave, DAY, DAY)
    away(suspended, DAY, DAY, kind=Absence.Kind.SUSPENDED, approved_by="审判委员会")
    QuotaTerm.objects.filter(person=no_quota).update(to_on=DAY - timedelta(days=1))
    PoolMember.objects.filter(pool=house.pool, judge=part).update(share=0)
    assert reasons(house) == {0: "LEAVE", 1: "SUSPENDED", 2: "NOT_QUOTA", 3: "SHARE_ZERO"}
    assert [seen(house)[n].excluded_by for n in range(4)] == ["院长", "审判委员会", "", ""]
    check_exclusions(judges_of(house.pool, DAY), exclusion_reasons(), DAY)


def test_a_disabled_judge_is_out_of_the_quota(house: Any) -> None:
    type(house.judges[0]).objects.filter(pk=house.judges[0].pk).update(is_active=False)
    assert reasons(house) == {0: "NOT_QUOTA"}


def test_leave_that_nobody_approved_stops_the_draw(house: Any) -> None:
    away(house.judges[0], DAY, DAY, approved_by="")
    with pytest.raises(Refused) as refused:
        check_exclusions(judges_of(house.pool, DAY), exclusion_reasons(), DAY)
    assert refused.value.code == "POOL-EXCLUSION-APPROVER"


def test_the_returned_counts_at_the_median_of_the_day_of_return(house: Any) -> None:
    """Loads 300, 200, 100 of those who stayed: the one who comes back with none counts as 200."""
    for judge, number in zip(house.judges[1:], (3, 2, 1), strict=True):
        give(house, judge, number)
    absence = away(house.judges[0], DAY - timedelta(days=30), DAY - timedelta(days=1))
    assert seen(house)[0].reentry_load == 0
    note_reentries(house.pool, DAY)
    assert medians(absence) == {house.pool.pk: 2 * CIVIL}
    back = seen(house)[0]
    assert (back.load, back.reentry_load, back.counted_load) == (0, 200, 200)


def test_each_pool_has_its_own_median(house: Any) -> None:
    """A judge in two pools re-enters each at its own: 300 in the general one, 100 in the specialised one."""
    for judge, number in zip(house.judges[1:], (3, 3, 1), strict=True):
        give(house, judge, number)
    special = Pool.objects.create(court=house.people.court, name="家事池")
    for judge in (house.judges[0], house.judges[3]):
        PoolMember.objects.create(pool=special, judge=judge, from_on=DAY - timedelta(days=90))
    absence = away(house.judges[0], DAY - timedelta(days=30), DAY - timedelta(days=1))
    for pool in (house.pool, special):
        note_reentries(pool, DAY)
    assert medians(absence) == {house.pool.pk: 300, special.pk: 100}
    floors = [judge.reentry_load for judge in judges_of(special, DAY) if judge.id == str(house.judges[0].pk)]
    assert floors == [100] and seen(house)[0].reentry_load == 300


def test_the_night_fixes_it_on_the_day_of_return_though_nobody_is_drawn(house: Any) -> None:
    give(house, house.judges[1], 2)
    absence = away(house.judges[0], DAY - timedelta(days=3), DAY - timedelta(days=1))
    check_pools(DAY, instant(DAY, 2))
    assert medians(absence)[house.pool.pk] == 0 and set(medians(absence)) == {
        pool.pk for pool in house.people.pools.values()
    }


def medians(absence: Absence) -> dict[int, int]:
    return dict(absence.reentries.values_list("pool_id", "load"))


def test_the_median_is_fixed_once(house: Any) -> None:
    give(house, house.judges[1], 2)
    absence = away(house.judges[0], DAY - timedelta(days=30), DAY - timedelta(days=1))
    note_reentries(house.pool, DAY)
    give(house, house.judges[2], 5)
    note_reentries(house.pool, DAY)
    assert medians(absence) == {house.pool.pk: 0}, "loads 200, 0, 0 on the day of return"


def test_the_floor_ends_after_its_days(house: Any) -> None:
    """POOL-REENTRY-DAYS after the last day of leave the judge's own load counts again."""
    absence = away(house.judges[0], DAY - timedelta(days=30), DAY - timedelta(days=1))
    Reentry.objects.create(absence=absence, pool=house.pool, load=900)
    last = absence.to_on + timedelta(days=reentry_days(house.people.court.pk))
    assert seen(house, last)[0].reentry_load == 900
    assert seen(house, last + timedelta(days=1))[0].reentry_load == 0


def test_a_second_leave_right_after_the_first_is_no_return(house: Any) -> None:
    first = away(house.judges[0], DAY - timedelta(days=9), DAY - timedelta(days=1))
    away(house.judges[0], DAY, DAY + timedelta(days=9))
    give(house, house.judges[1], 1)
    note_reentries(house.pool, DAY)
    assert medians(first) == {}, "no roster has the judge back yet"


def test_a_new_member_is_neither_absent_nor_back(house: Any) -> None:
    fresh = judge_of(house.people.court, house.people.civil, 9)
    PoolMember.objects.create(pool=house.pool, judge=fresh, from_on=DAY)
    note_reentries(house.pool, DAY)
    assert seen(house)[str(fresh.pk)] == PoolJudge(id=str(fresh.pk), load=0)


def test_the_settings_and_the_name_of_the_rules() -> None:
    assert setting("NONCE_WINDOW") == 30
    name, _at, mark = rule_set().partition("@")
    assert name == "assignment/pools" and mark.isalnum() and len(mark) >= 12
