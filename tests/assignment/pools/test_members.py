"""Pools are made and changed by date: only quota judges of the court, never what a draw was made on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from assignment.pools.models import PoolMember
from assignment.pools.selectors import (
    band_of,
    changes_before,
    judges_of,
    lawful_types,
    pool_minimum,
    pools_joined,
)
from assignment.pools.services.making import change_pool, make_pool, pool_mark
from assignment.pools.services.members import add_member, change_share, end_membership, member_mark
from courts.actors.domain import Role
from courts.options.services import set_option
from courts.people.services import leave_quota
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from tests.builders import DAY, actor_of, court_with_people, instant, judge_of, person_of
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=4, types=("民初",)))
WHY = "院务会纪要第5号"
SOON = DAY + timedelta(days=10)


def administrator(house: Any) -> Any:
    return actor_of(house.administrator)


def fresh(house: Any, number: int = 9) -> Any:
    return judge_of(house.court, house.civil, number)


def add(house: Any, **over: Any) -> PoolMember:
    given = {"judge": fresh(house).pk, "share": 60, "from_on": DAY, "reason": WHY, **over}
    return add_member(pool_id=house.pool.pk, actor=administrator(house), **given)


def shares(house: Any, on: date) -> list[int]:
    return sorted(judge.share for judge in judges_of(house.pool, on))


def test_a_member_from_a_day_on_is_in_the_roster_from_that_day(house: Any) -> None:
    member = add(house, from_on=SOON)
    assert (len(shares(house, DAY)), shares(house, SOON)) == (4, [60, 100, 100, 100, 100])
    event = TrailEvent.objects.select_related("payload").get(verb="pool_member_added")
    assert (event.noun, event.object_id) == ("pool", str(house.pool.pk))
    assert member.judge.name in event.payload.body and WHY in event.payload.body


def test_a_share_changes_from_a_day_on_and_the_days_before_keep_theirs(house: Any) -> None:
    first = house.pool.members.order_by("pk")[0]
    follows = change_share(
        member_id=first.pk,
        share=50,
        from_on=SOON,
        reason=WHY,
        actor=administrator(house),
        seen=member_mark(first),
    )
    assert (shares(house, DAY), shares(house, SOON)) == ([100] * 4, [50, 100, 100, 100])
    assert (follows.from_on, follows.to_on) == (SOON, None)
    first.refresh_from_db()
    assert first.to_on == SOON - timedelta(days=1)
    again = change_share(member_id=follows.pk, share=80, from_on=SOON, reason=WHY, actor=administrator(house))
    assert (again.pk, again.share) == (follows.pk, 80), "what has not begun is changed in place"
    bodies = TrailEvent.objects.filter(verb="pool_share_changed").values_list("payload__body", flat=True)
    assert '"before":{"share":100}' in bodies[0] and '"after":{"share":50}' in bodies[0]


def test_the_last_day_is_still_in_the_pool(house: Any) -> None:
    member = house.pool.members.order_by("pk")[0]
    end_membership(member_id=member.pk, to_on=SOON, reason=WHY, actor=administrator(house))
    assert (len(shares(house, SOON)), len(shares(house, SOON + timedelta(days=1)))) == (4, 3)


def test_somebody_who_has_not_begun_is_taken_out_again(house: Any) -> None:
    member = add(house, from_on=SOON)
    assert end_membership(member_id=member.pk, to_on=DAY, reason=WHY, actor=administrator(house)) is None
    assert len(shares(house, SOON)) == 4
    assert TrailEvent.objects.filter(verb="pool_member_withdrawn").count() == 1


@pytest.mark.parametrize(
    ("over", "fields"),
    [
        ({"share": 101}, ["share"]),
        ({"share": -1}, ["share"]),
        ({"share": True}, ["share"]),
        ({"from_on": DAY - timedelta(days=1)}, ["from_on"]),
        ({"judge": "nobody"}, ["judge"]),
        ({"judge": "01900000-0000-7000-8000-000000000009"}, ["judge"]),
        ({"reason": " "}, ["reason"]),
        ({"reason": "长" * 301}, ["reason"]),
    ],
)
def test_what_cannot_be_added_names_its_field(house: Any, over: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(InvalidInput) as invalid:
        add(house, **over)
    assert list(invalid.value.errors) == fields
    assert house.pool.members.count() == 4


def test_nobody_is_in_a_pool_twice(house: Any) -> None:
    with pytest.raises(InvalidInput) as invalid:
        add(house, judge=house.judges[0].pk)
    assert list(invalid.value.errors) == ["judge"]


def test_a_judge_outside_the_quota_on_that_day_is_refused(house: Any) -> None:
    assistant = house.assistant
    check_refused(lambda: add(house, judge=assistant.pk), "POOL-NOT-QUOTA")
    gone = fresh(house)
    leave_quota(term=gone.quota_terms.get(), on=SOON, actor=administrator(house))
    add(house, judge=gone.pk, from_on=SOON - timedelta(days=1))
    house.pool.members.filter(judge=gone).delete()
    check_refused(lambda: add(house, judge=gone.pk, from_on=SOON), "POOL-NOT-QUOTA")


def test_a_judge_of_another_court_is_refused(house: Any) -> None:
    other = court_with_people("吉0622", judges=1, types=("民初",), calendar=False)
    refused = check_refused(lambda: add(house, judge=other.judges[0].pk), "POOL-OTHER-COURT")
    assert refused.params["other"] == other.court.name


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"share": 100}, "share"),
        ({"share": 101}, "share"),
        ({"from_on": DAY - timedelta(days=1)}, "from_on"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_share_that_cannot_be_changed_names_its_field(
    house: Any, change: dict[str, Any], field: str
) -> None:
    member = house.pool.members.order_by("pk")[0]
    given = {"share": 50, "from_on": SOON, "reason": WHY, **change}
    with pytest.raises(InvalidInput) as invalid:
        change_share(member_id=member.pk, actor=administrator(house), **given)
    assert list(invalid.value.errors) == [field]


def test_nothing_changes_after_the_last_day(house: Any) -> None:
    member = house.pool.members.order_by("pk")[0]
    end_membership(member_id=member.pk, to_on=SOON, reason=WHY, actor=administrator(house))
    late = SOON + timedelta(days=1)
    with pytest.raises(InvalidInput) as invalid:
        change_share(member_id=member.pk, share=50, from_on=late, reason=WHY, actor=administrator(house))
    assert list(invalid.value.errors) == ["from_on"]
    for day in (late, DAY - timedelta(days=1)):
        with pytest.raises(InvalidInput) as invalid:
            end_membership(member_id=member.pk, to_on=day, reason=WHY, actor=administrator(house))
        assert list(invalid.value.errors) == ["to_on"]


def test_a_change_meanwhile_is_not_overwritten(house: Any) -> None:
    member = house.pool.members.order_by("pk")[0]
    seen, given = member_mark(member), {"reason": WHY, "actor": administrator(house)}
    end_membership(member_id=member.pk, to_on=SOON, seen=seen, **given)
    check_refused(lambda: end_membership(member_id=member.pk, to_on=DAY, seen=seen, **given), "POOL-MOVED")
    check_refused(
        lambda: change_share(member_id=member.pk, share=50, from_on=DAY, seen=seen, **given), "POOL-MOVED"
    )


def test_others_do_not_see_pools_at_all(house: Any) -> None:
    member = house.pool.members.order_by("pk")[0]
    other = person_of(house.upper, Role.ADMINISTRATOR)
    for who in (house.clerk, house.judge, house.president, house.trial_management, other):
        for act, more in (
            (add_member, {"pool_id": house.pool.pk, "judge": house.judge.pk, "share": 1, "from_on": DAY}),
            (change_share, {"member_id": member.pk, "share": 1, "from_on": DAY}),
            (end_membership, {"member_id": member.pk, "to_on": DAY}),
            (change_pool, {"pool_id": house.pool.pk, "name": "甲"}),
        ):
            with pytest.raises(NotVisible):
                act(reason=WHY, actor=actor_of(who), **more)


def test_a_new_pool_of_a_type_the_level_may_try(house: Any) -> None:
    codes = {rule.code for rule in lawful_types(house.court.level, DAY)}
    assert {"民初", "刑初", "执"} <= codes and not {"民终", "刑核"} & codes
    pool = make_pool(
        court_id=house.court.pk,
        type_code="执",
        name=" 执行实施 ",
        division=house.civil,
        band=300,
        reason=WHY,
        actor=administrator(house),
    )
    assert (pool.name, pool.band, band_of(pool), band_of(house.pool)) == ("执行实施", 300, 300, 500)
    assert TrailEvent.objects.get(verb="pool_made", object_id=str(pool.pk)).court_id == house.court.pk
    check = {"court_id": house.court.pk, "name": "甲", "reason": WHY, "actor": administrator(house)}
    for code in ("执", "民终", "无此"):
        with pytest.raises(InvalidInput) as invalid:
            make_pool(type_code=code, **check)
        assert list(invalid.value.errors) == ["type_code"]
    with pytest.raises(Refused) as refused:
        make_pool(type_code="刑初", **{**check, "actor": actor_of(house.clerk)})
    assert refused.value.code == "PEOPLE-RIGHT"


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"band": 10_001}, "band"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_pool_that_cannot_be_made_names_its_field(house: Any, over: dict[str, Any], field: str) -> None:
    given = {"name": "刑事一审", "reason": WHY, **over}
    with pytest.raises(InvalidInput) as invalid:
        make_pool(court_id=house.court.pk, type_code="刑初", actor=administrator(house), **given)
    assert list(invalid.value.errors) == [field]


def test_a_division_of_another_court_does_not_fit(house: Any) -> None:
    other = court_with_people("吉0622", judges=1, types=("民初",), calendar=False)
    with pytest.raises(InvalidInput) as invalid:
        change_pool(
            pool_id=house.pool.pk, name="甲", division=other.civil, reason=WHY, actor=administrator(house)
        )
    assert list(invalid.value.errors) == ["division"]


def test_name_and_band_change_with_what_stood_before(house: Any) -> None:
    seen = pool_mark(house.pool)
    given = {"pool_id": house.pool.pk, "division": house.civil, "reason": WHY, "actor": administrator(house)}
    pool = change_pool(name="民事一审", band=800, seen=seen, **given)
    assert (pool.name, band_of(pool)) == ("民事一审", 800)
    body = TrailEvent.objects.select_related("payload").get(verb="pool_changed").payload.body
    assert '"band":null' in body and '"band":800' in body
    with pytest.raises(InvalidInput):
        change_pool(name="民事一审", band=800, **given)
    check_refused(lambda: change_pool(name="乙", seen=seen, **given), "POOL-MOVED")


def test_the_courts_own_band_and_line_count(house: Any) -> None:
    for code, value in (("POOL-BAND", 700), ("POOL-MIN", 2)):
        set_option(court_id=house.court.pk, code=code, value=value, reason=WHY, actor=administrator(house))
    assert (band_of(house.pool), pool_minimum(house.court.pk)) == (700, 2)


def test_what_changed_the_roster_lately_is_listed(house: Any) -> None:
    """A change at nine counts at eight the next morning and no longer at ten."""
    add(house)
    hours = timedelta(hours=24)
    morning = instant(DAY + timedelta(days=1), 8)
    assert [entry.object_id for entry in changes_before(house.pool, morning, hours)] == [str(house.pool.pk)]
    assert changes_before(house.pool, morning + timedelta(hours=2), hours) == []
    assert changes_before(house.pool, instant(DAY, 8), hours) == []


def test_the_pools_a_judge_is_in_during_a_span(house: Any) -> None:
    judge, days = house.judges[0], (DAY, SOON)
    assert pools_joined(judge.pk, *days) == [house.pool]
    member = house.pool.members.get(judge=judge)
    end_membership(member_id=member.pk, to_on=DAY, reason=WHY, actor=administrator(house))
    assert pools_joined(judge.pk, SOON, SOON) == []


def test_a_share_of_nothing_is_approved_by_somebody_else(house: Any) -> None:
    with pytest.raises(InvalidInput) as invalid:
        add(house, share=0)
    assert list(invalid.value.errors) == ["approver"]
    member = add(house, share=0, approver=house.president.pk)
    assert member.approved_by == house.president.name
    first = house.pool.members.get(judge=house.judge)
    facts = {"member_id": first.pk, "share": 0, "from_on": SOON, "reason": WHY}
    with pytest.raises(InvalidInput):
        change_share(**facts, actor=administrator(house))
    check_refused(
        lambda: change_share(**facts, approver=house.judge.pk, actor=administrator(house)), "LEAVE-APPROVER"
    )
    none = change_share(**facts, approver=house.president.pk, actor=administrator(house))
    assert (none.share, none.approved_by) == (0, house.president.name)
    back = {**facts, "member_id": none.pk, "share": 50}
    again = change_share(**back, actor=administrator(house))
    assert (again.share, again.approved_by) == (50, ""), "more than nothing asks nobody"
