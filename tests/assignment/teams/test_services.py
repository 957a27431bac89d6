"""Teams: formed around judges, nobody twice at a time; their pools follow them."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from assignment.draws.services import commit_draw
from assignment.pools.models import Pool, PoolRoute
from assignment.pools.selectors import judges_of
from assignment.pools.services.making import change_pool, make_pool
from assignment.pools.services.members import add_member, change_share, end_membership
from assignment.pools.services.routes import add_route
from assignment.teams.models import Team, TeamMember
from assignment.teams.selectors import counts_on, due_teams, formation_warning, rotate_years, teams_of
from assignment.teams.services import (
    add_to_team,
    change_team,
    end_team,
    leave_team,
    make_team,
    note_rotation,
)
from courts.actors.domain import Actor
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.refusals.selectors import explain
from courts.trail.models import TrailEvent
from tests.builders import DAY, accepted_case, actor_of, court_with_people
from tests.kit.kept import each_afresh, kept  # noqa: F401

WHY = "院党组会纪要第 5 号"
LATER = DAY + timedelta(days=10)


def make() -> Any:
    people = court_with_people(judges=4, types=("民初",))
    return SimpleNamespace(people=people, judges=people.judges)


house = kept(make)


def boss(house: Any, day: Any = DAY) -> Actor:
    return actor_of(house.people.administrator, day)


def team_of(house: Any, *judges: Any, **over: Any) -> Team:
    wish = {
        "court_id": house.people.court.pk,
        "name": "家事审判团队",
        "kind": "team",
        "formation": "1+1+1",
        "judges": [judge.pk for judge in judges],
        "from_on": DAY,
        "reason": WHY,
        "division": house.people.civil,
        **over,
    }
    return make_team(
        actor=over.pop("actor", None) or boss(house), **{k: v for k, v in wish.items() if k != "actor"}
    )


def test_a_team_with_its_formula_told_as_a_warning(house: Any) -> None:
    team = team_of(house, house.judges[0], causes=["civ.2"])
    warning = formation_warning(team, counts_on([team], DAY)[team.pk])
    assert warning is not None and "TEAM-FORMATION" in str(warning)
    said = explain(warning, "zh")
    assert said.level.value == "warn" and "法官 1 名、法官助理 0 名" in said.detail
    for person, part in ((house.people.assistant, "assistant"), (house.people.clerk, "clerk")):
        add_to_team(team_id=team.pk, part=part, person=person.pk, from_on=DAY, reason=WHY, actor=boss(house))
    add_to_team(team_id=team.pk, part="assessor", name="赵大山", from_on=DAY, reason=WHY, actor=boss(house))
    assert formation_warning(team, counts_on([team], DAY)[team.pk]) is None
    assert teams_of(house.people.court.pk, DAY) == [team]


def test_no_team_without_a_judge(house: Any) -> None:
    with pytest.raises(Refused, match="TEAM-NO-JUDGE"):
        team_of(house)
    team = team_of(house, house.judges[0])
    member = team.members.get()
    with pytest.raises(Refused, match="TEAM-NO-JUDGE") as refused:
        leave_team(member_id=member.pk, to_on=LATER, reason=WHY, actor=boss(house))
    assert refused.value.params["day"] == LATER + timedelta(days=1)
    add_to_team(
        team_id=team.pk, part="judge", person=house.judges[1].pk, from_on=LATER, reason=WHY, actor=boss(house)
    )
    leave_team(member_id=member.pk, to_on=LATER, reason=WHY, actor=boss(house))
    with pytest.raises(Refused, match="TEAM-NO-JUDGE"):
        leave_team(
            member_id=team.members.get(person=house.judges[1]).pk, to_on=LATER, reason=WHY, actor=boss(house)
        )


def test_nobody_twice_at_a_time(house: Any) -> None:
    first = team_of(house, house.judges[0], house.judges[1])
    with pytest.raises(Refused, match="TEAM-TWICE") as refused:
        team_of(house, house.judges[0], name="速裁团队")
    assert refused.value.params["other"] == first.name
    leave_team(
        member_id=first.members.get(person=house.judges[0]).pk, to_on=DAY, reason=WHY, actor=boss(house)
    )
    team_of(house, house.judges[0], name="速裁团队", from_on=DAY + timedelta(days=1))
    end_team(team_id=first.pk, to_on=LATER, reason=WHY, actor=boss(house))
    with pytest.raises(Refused, match="TEAM-TWICE"):
        team_of(house, house.judges[1], name="家事二团队", from_on=LATER)
    team_of(house, house.judges[1], name="家事二团队", from_on=LATER + timedelta(days=1))


def test_the_pool_of_a_team_is_its_judges(house: Any) -> None:
    team = team_of(house, house.judges[0], house.judges[1])
    pool = make_pool(
        court_id=house.people.court.pk,
        name="家事池",
        team=team,
        reason=WHY,
        actor=boss(house),
        type_code="行初",
    )
    assert PoolRoute.objects.get(pool=pool).type_code == "行初"

    def inside(day: Any) -> set[str]:
        return {judge.id for judge in judges_of(pool, day)}

    ids = [str(judge.pk) for judge in house.judges]
    assert inside(DAY) == set(ids[:2])
    with pytest.raises(Refused, match="POOL-OF-TEAM"):
        add_member(
            pool_id=pool.pk, judge=house.judges[2].pk, share=100, from_on=DAY, reason=WHY, actor=boss(house)
        )
    with pytest.raises(Refused, match="POOL-OF-TEAM"):
        end_membership(member_id=pool.members.first().pk, to_on=DAY, reason=WHY, actor=boss(house))
    add_to_team(
        team_id=team.pk, part="judge", person=house.judges[2].pk, from_on=LATER, reason=WHY, actor=boss(house)
    )
    member = team.members.get(person=house.judges[0])
    leave_team(member_id=member.pk, to_on=LATER - timedelta(days=1), reason=WHY, actor=boss(house))
    assert inside(DAY) == set(ids[:2]) and inside(LATER) == set(ids[1:3])
    change_share(
        member_id=pool.members.get(judge=house.judges[1]).pk,
        share=50,
        from_on=LATER + timedelta(days=5),
        reason=WHY,
        actor=boss(house),
    )
    assert inside(LATER + timedelta(days=5)) == set(ids[1:3]), "another share from a day on: two memberships"
    member = team.members.get(person=house.judges[1])
    leave_team(member_id=member.pk, to_on=LATER, reason=WHY, actor=boss(house))
    assert inside(LATER) == set(ids[1:3]) and inside(LATER + timedelta(days=5)) == {ids[2]}


def test_whoever_comes_back_after_a_gap_is_in_the_pool_again_from_that_day(house: Any) -> None:
    team = team_of(house, house.judges[0], house.judges[1])
    court, back = house.people.court.pk, LATER + timedelta(days=20)
    pool = make_pool(court_id=court, name="家事池", team=team, reason=WHY, actor=boss(house))
    judge, actor = house.judges[1], boss(house)
    member = pool.members.get(judge=judge)
    change_share(member_id=member.pk, share=50, from_on=DAY, reason=WHY, actor=actor)
    leave_team(member_id=team.members.get(person=judge).pk, to_on=LATER, reason=WHY, actor=actor)
    add_to_team(team_id=team.pk, part="judge", person=judge.pk, from_on=back, reason=WHY, actor=actor)
    rows = pool.members.filter(judge=judge).order_by("from_on").values_list("from_on", "to_on", "share")
    assert list(rows) == [(DAY, LATER, 50), (back, None, 50)], "no day of the gap, and the share that stood"
    leave_team(member_id=team.members.get(person=judge, to_on=None).pk, to_on=back, reason=WHY, actor=actor)
    assert list(rows.all()) == [(DAY, LATER, 50), (back, back, 50)]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "circle"}, "kind"),
        ({"formation": "abc"}, "formation"),
        ({"causes": ["civ.none"]}, "causes"),
        ({"from_on": DAY - timedelta(days=1)}, "from_on"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_team_that_cannot_be(house: Any, wish: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as invalid:
        team_of(house, house.judges[0], **wish)
    assert list(invalid.value.errors) == [field]


def test_only_quota_judges_and_people_of_the_court(house: Any) -> None:
    with pytest.raises(InvalidInput):
        team_of(house, house.people.clerk)
    team = team_of(house, house.judges[0])
    for part, person, name in (
        ("clerk", house.people.upper_clerk.pk, ""),
        ("clerk", "", ""),
        ("assessor", "", " "),
    ):
        with pytest.raises(InvalidInput):
            add_to_team(
                team_id=team.pk,
                part=part,
                person=person,
                name=name,
                from_on=DAY,
                reason=WHY,
                actor=boss(house),
            )
    with pytest.raises(NotVisible):
        change_team(
            team_id=team.pk,
            name="他",
            kind="team",
            formation="1+N",
            reason=WHY,
            actor=actor_of(house.people.clerk),
        )
    with pytest.raises(Refused, match="PEOPLE-RIGHT"):
        team_of(house, house.judges[1], actor=actor_of(house.people.president))


def test_rotation_is_due_after_the_courts_years(house: Any) -> None:
    team = team_of(house, house.judges[0])
    viewer = boss(house).viewer
    assert rotate_years(house.people.court.pk) == 2, "TEAM-ROTATE-YEARS"
    almost = DAY.replace(year=DAY.year + 2) - timedelta(days=61)
    assert due_teams(viewer, almost) == []
    assert due_teams(viewer, almost + timedelta(days=1)) == [team]
    assert due_teams(actor_of(house.people.president).viewer, almost + timedelta(days=1)) == []
    changed = DAY + timedelta(days=5)
    with pytest.raises(InvalidInput):
        note_rotation(team_id=team.pk, on=changed, reason=WHY, actor=boss(house))
    note_rotation(team_id=team.pk, on=changed, reason=WHY, actor=boss(house, changed))
    event = TrailEvent.objects.select_related("payload").get(verb="team_rotated")
    assert json.loads(event.payload.body)["data"]["after"] == {"rotated_on": str(changed)}
    assert due_teams(viewer, almost + timedelta(days=1)) == []


def test_a_specialised_team_tries_only_its_causes(house: Any) -> None:
    """ROUTE-SPECIALTY when a route is made, POOL-SPECIALTY when a case comes all the same."""
    court, actor = house.people.court.pk, boss(house)
    team = team_of(house, house.judges[0], causes=["civ.2"])
    with pytest.raises(Refused, match="ROUTE-SPECIALTY"):
        make_pool(court_id=court, name="家事池", team=team, type_code="行初", reason=WHY, actor=actor)
    pool = make_pool(court_id=court, name="家事池", team=team, reason=WHY, actor=actor)
    route = {"pool_id": pool.pk, "tier": 2, "from_on": DAY, "reason": WHY, "actor": actor}
    for conditions in ({}, {"procedure": "summary"}, {"cause_code": "civ.4"}):
        with pytest.raises(Refused, match="ROUTE-SPECIALTY") as refused:
            add_route(**route, **conditions)
        assert "婚姻家庭" in explain(refused.value, "zh").detail
    add_route(**route, cause_code="civ.2.2")
    change = {"name": "民事池", "team": team, "reason": WHY, "actor": actor}
    with pytest.raises(Refused, match="ROUTE-SPECIALTY"):
        change_pool(pool_id=house.people.pool.pk, **change)
    case = accepted_case(house.people)
    Pool.objects.filter(pk=house.people.pool.pk).update(team=team)
    with pytest.raises(Refused, match="POOL-SPECIALTY") as outside:
        commit_draw(case_id=case.pk, actor=actor_of(house.people.clerk))
    assert case.cause_name in explain(outside.value, "zh").detail
    case.cause_code = "civ.2.2"
    case.save()
    assert commit_draw(case_id=case.pk, actor=actor_of(house.people.clerk)).draw_no == 1


def test_dissolved_for_good(house: Any) -> None:
    team = team_of(house, house.judges[0])
    clerk = {"part": "clerk", "person": house.people.clerk.pk, "from_on": LATER + timedelta(days=1)}
    add_to_team(team_id=team.pk, reason=WHY, actor=boss(house), **clerk)
    end_team(team_id=team.pk, to_on=LATER, reason=WHY, actor=boss(house))
    assert TeamMember.objects.get(team=team).to_on == LATER, "who had not come yet does not come"
    with pytest.raises(InvalidInput):
        end_team(team_id=team.pk, to_on=LATER, reason=WHY, actor=boss(house))
    assert teams_of(house.people.court.pk, LATER + timedelta(days=1)) == []
