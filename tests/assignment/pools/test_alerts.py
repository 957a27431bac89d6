"""Alerts about pools: raised at draws, changes and at night; told; closed by themselves or after a look."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from assignment.draws.models import Draw
from assignment.draws.services import commit_draw
from assignment.pools.models import PoolAlert
from assignment.pools.selectors import alerts_waiting, judges_of, on_long_leave, over_ceiling, said_alert
from assignment.pools.services.alerts import RAISED, check_pools, close_changed
from assignment.pools.services.leave import enter_leave
from assignment.pools.services.loads import keep_load
from assignment.pools.services.making import change_pool
from assignment.pools.services.members import end_membership, set_ceiling
from assignment.pools.services.routes import add_route, end_route
from cases.docket.models import CaseHandling
from courts.actors.domain import Actor
from courts.history.selectors import entries
from courts.options.services import set_option
from courts.outbox.models import OutboxMessage
from courts.people.models import Person
from courts.people.services import leave_quota
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from oversight.notices.models import Notice
from oversight.pools.services import tell_raised
from tests.builders import DAY, accepted_case, actor_of, court_with_people, drawn_case, instant, machine
from tests.kit.kept import each_afresh, kept  # noqa: F401

WHY = "登记"
Kind = PoolAlert.Kind


def make() -> Any:
    people = court_with_people(judges=3, types=("民初",))
    return SimpleNamespace(people=people, pool=people.pool, judges=people.judges)


house = kept(make)


def boss(house: Any, day: Any = DAY) -> Actor:
    return actor_of(house.people.administrator, day)


def away(house: Any, judge: Person, days: int = 1, kind: str = "leave", **over: Any) -> Any:
    wish = {"from_on": DAY, "to_on": DAY + timedelta(days=days - 1), **over}
    return enter_leave(
        court_id=house.people.court.pk,
        judge=judge.pk,
        kind=kind,
        approver=house.people.president.pk,
        reason=WHY,
        actor=boss(house),
        **wish,
    )


def open_kinds() -> list[str]:
    return sorted(PoolAlert.objects.filter(closed_at=None).values_list("kind", flat=True))


def reasons(house: Any) -> dict[str, str]:
    names = {str(judge.pk): number for number, judge in enumerate(house.judges)}
    return {names[judge.id]: judge.reason for judge in judges_of(house.pool, DAY) if judge.reason}


def test_too_few_and_nobody_and_enough_again(house: Any) -> None:
    assert open_kinds() == []
    first = away(house, house.judges[0])
    assert open_kinds() == [Kind.FEW]
    alert = PoolAlert.objects.get()
    assert alert.detail == {"eligible": 2, "members": 3, "least": 3}
    assert "可抽 2 名，少于下限 3 名" in said_alert(alert)["text"]
    away(house, house.judges[1])
    assert PoolAlert.objects.count() == 1
    away(house, house.judges[2])
    assert open_kinds() == [Kind.EMPTY]
    after = DAY + timedelta(days=1)
    assert first.to_on == DAY
    check_pools(after, instant(after))
    assert open_kinds() == [] and PoolAlert.objects.count() == 2
    assert PoolAlert.objects.filter(closed_at=instant(after)).count() == 1


def test_a_pool_to_which_no_route_leads_is_no_alert(house: Any) -> None:
    """Its last route ends: nobody is drawn from it, nobody is missing; with a new route it counts again."""
    away(house, house.judges[0])
    assert open_kinds() == [Kind.FEW]
    yesterday = DAY - timedelta(days=1)
    end_route(route_id=house.pool.routes.get().pk, to_on=yesterday, reason=WHY, actor=boss(house))
    assert open_kinds() == []
    wish = {"type_code": "民初", "tier": 3, "from_on": DAY, "reason": WHY, "actor": boss(house)}
    add_route(pool_id=house.pool.pk, **wish)
    assert open_kinds() == [Kind.FEW]


def test_a_draw_from_an_empty_pool_raises_it_though_it_is_refused(house: Any) -> None:
    case = accepted_case(house.people)
    for judge in house.judges:
        away(house, judge)
    PoolAlert.objects.all().delete()
    with pytest.raises(Refused, match="DRAW-POOL-EMPTY"):
        drawn_again(house, case)
    assert open_kinds() == [Kind.EMPTY]


def drawn_again(house: Any, case: Any) -> None:
    commit_draw(case_id=case.pk, actor=actor_of(house.people.clerk))


def test_quota_and_membership_are_looked_at_too(house: Any) -> None:
    term = house.judges[0].quota_terms.get()
    leave_quota(term=term, on=DAY, actor=boss(house))
    assert open_kinds() == [Kind.FEW] and reasons(house) == {0: "NOT_QUOTA"}
    PoolAlert.objects.all().delete()
    member = house.pool.members.get(judge=house.judges[1])
    end_membership(member_id=member.pk, to_on=DAY, reason=WHY, actor=boss(house))
    assert open_kinds() == [Kind.FEW]


def test_a_change_just_before_a_draw_is_tied_to_it(house: Any) -> None:
    drawn_case(house.people)
    assert open_kinds() == []
    away(house, house.judges[0])
    PoolAlert.objects.all().delete()
    drawn = drawn_case(house.people)
    draw = Draw.objects.get(case=drawn)
    alert = PoolAlert.objects.get(kind=Kind.CHANGED)
    assert alert.detail["draws"] == [{"id": str(draw.pk), "no": draw.draw_no}]
    assert len(alert.detail["changes"]) == 1 and alert.detail["hours"] == 24
    drawn_case(house.people)
    alert.refresh_from_db()
    assert len(alert.detail["draws"]) == 2 and PoolAlert.objects.filter(kind=Kind.CHANGED).count() == 1
    assert "第 2、3 号" in said_alert(alert)["text"]


def test_a_change_made_while_the_draw_waited_for_the_pool_counts(house: Any) -> None:
    """The draw was asked for a minute before the change, which was committed before the draw had the lock."""
    case = accepted_case(house.people)
    away(house, house.judges[0])
    asked = actor_of(house.people.clerk, instant() - timedelta(minutes=1))
    draw = commit_draw(case_id=case.pk, actor=asked)
    alert = PoolAlert.objects.get(kind=Kind.CHANGED)
    assert [one["id"] for one in alert.detail["draws"]] == [str(draw.pk)]


def test_a_band_or_ceiling_set_just_before_a_draw_is_a_change_too(house: Any) -> None:
    """The court's numbers and the pool's own band move every weight, so they count like a change of names."""
    own(house, "POOL-CEILING", 9000)
    change_pool(pool_id=house.pool.pk, name=house.pool.name, band=400, reason=WHY, actor=boss(house))
    drawn_case(house.people)
    found = PoolAlert.objects.get(kind=Kind.CHANGED).detail["changes"]
    assert {entry.noun for entry in entries(house.people.court.pk, found)} == {"option", "pool"}


def test_two_days_later_the_change_is_old(house: Any) -> None:
    away(house, house.judges[0])
    drawn_case(house.people, on=DAY + timedelta(days=2))
    assert Kind.CHANGED not in open_kinds()


def test_whoever_watches_looks_and_says_what_was_found(house: Any) -> None:
    away(house, house.judges[0])
    drawn_case(house.people)
    alert = PoolAlert.objects.get(kind=Kind.CHANGED)
    president, discipline = actor_of(house.people.president), actor_of(house.people.discipline)
    for outsider in (house.people.clerk, house.people.judges[0], house.people.administrator):
        with pytest.raises(NotVisible):
            close_changed(alert_id=alert.pk, note="已核", actor=actor_of(outsider))
    with pytest.raises(Refused, match="PEOPLE-RIGHT"):
        close_changed(alert_id=alert.pk, note="已核", actor=actor_of(house.people.trial_management))
    with pytest.raises(InvalidInput):
        close_changed(alert_id=alert.pk, note=" ", actor=president)
    close_changed(alert_id=alert.pk, note="请假有批准，属实", actor=discipline)
    alert.refresh_from_db()
    assert alert.closed_by == house.people.discipline.name and alert.note == "请假有批准，属实"
    with pytest.raises(InvalidInput):
        close_changed(alert_id=alert.pk, note="再核", actor=president)
    few = PoolAlert.objects.get(kind=Kind.FEW)
    with pytest.raises(InvalidInput):
        close_changed(alert_id=few.pk, note="人数不足", actor=president)


def test_nobody_looked_for_a_month(house: Any) -> None:
    away(house, house.judges[0])
    drawn_case(house.people)
    month = DAY + timedelta(days=30)
    check_pools(month - timedelta(days=1), instant(month - timedelta(days=1)))
    assert Kind.CHANGED in open_kinds()
    check_pools(month, instant(month))
    assert Kind.CHANGED not in open_kinds()


def test_president_and_discipline_are_told_once_and_the_president_has_it_to_do(house: Any) -> None:
    away(house, house.judges[0])
    alert = PoolAlert.objects.get()
    (message,) = OutboxMessage.objects.filter(topic=RAISED)
    for _ in range(2):
        tell_raised(message.body, instant())
    told = Notice.objects.filter(kind="pool_alert")
    assert {notice.person_id for notice in told} == {house.people.president.pk, house.people.discipline.pk}
    assert told[0].words["pool"] == house.pool.name and told[0].subject == alert.pk
    assert told[0].words["text"]["en"] != told[0].words["text"]["zh"]
    assert list(alerts_waiting(actor_of(house.people.president).viewer)) == [alert]
    for other in (house.people.discipline, house.people.trial_management, house.people.clerk):
        assert list(alerts_waiting(actor_of(other).viewer)) == []
    drawn_case(house.people)
    changed = PoolAlert.objects.get(kind=Kind.CHANGED)
    assert list(alerts_waiting(actor_of(house.people.discipline).viewer)) == [changed]
    assert list(alerts_waiting(actor_of(house.people.trial_management).viewer)) == []


def test_ceilings_secondment_and_long_leave(house: Any) -> None:
    first, second, third = house.judges
    case = drawn_case(house.people)
    CaseHandling.objects.filter(case=case).update(handler=first)
    keep_load(case, machine())
    member = house.pool.members.get(judge=first)
    set_ceiling(member_id=member.pk, ceiling=101, reason=WHY, actor=boss(house))
    assert reasons(house) == {} and not over_ceiling(house.people.court.pk, first.pk, DAY)
    set_ceiling(member_id=member.pk, ceiling=100, reason=WHY, actor=boss(house))
    assert reasons(house) == {0: "CEILING"} and over_ceiling(house.people.court.pk, first.pk, DAY)
    away(house, second, kind="seconded")
    away(house, third, days=31)
    assert reasons(house) == {0: "CEILING", 1: "SECONDED", 2: "LONG_LEAVE"}
    court = house.people.court.pk
    assert on_long_leave(court, third.pk, DAY) and not on_long_leave(court, second.pk, DAY)
    assert open_kinds() == [Kind.EMPTY]
    with pytest.raises(InvalidInput):
        set_ceiling(member_id=member.pk, ceiling=0, reason=WHY, actor=boss(house))


def test_leave_of_thirty_days_is_not_long_unless_the_court_says_so(house: Any) -> None:
    away(house, house.judges[0], days=30)
    assert reasons(house) == {0: "LEAVE"}
    own(house, "LONG-LEAVE-DAYS", 29)
    assert reasons(house) == {0: "LONG_LEAVE"}


def test_the_courts_ceiling_holds_where_a_member_has_none(house: Any) -> None:
    drawn = drawn_case(house.people)
    busy = next(n for n, judge in enumerate(house.judges) if judge == drawn.handling.handler)
    own(house, "POOL-CEILING", 100)
    assert reasons(house) == {busy: "CEILING"}
    member = house.pool.members.get(judge=house.judges[busy])
    set_ceiling(member_id=member.pk, ceiling=5000, reason=WHY, actor=boss(house))
    assert reasons(house) == {}


def own(house: Any, code: str, value: int) -> None:
    set_option(court_id=house.people.court.pk, code=code, value=value, reason=WHY, actor=boss(house))
