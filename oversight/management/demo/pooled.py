"""Teams, a specialised pool with its routes, a ceiling and a secondment in the first court; alerts in all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from assignment.pools.models import Absence
from assignment.pools.services.alerts import check_pools
from assignment.pools.services.leave import enter_leave
from assignment.pools.services.making import make_pool
from assignment.pools.services.members import set_ceiling
from assignment.pools.services.routes import add_route
from assignment.teams.models import Team
from assignment.teams.services import add_to_team, make_team
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import roles, viewer_of
from oversight.management.demo.days import instant
from oversight.management.demo.staff import Staffed

FAMILY, EXPEDITED = (3, 4, 11), (5,)
"""The judges of the two teams, by number."""
FAMILY_CAUSES = ("civ.2",)
ROTATED_BEFORE = 700
"""Days before the end on which the older team was last rotated: it is soon due."""
CEILING = 60_00
MEMBERS = (("assistant", "assistant3"), ("clerk", "clerk2"))


def pools_made(staff: Sequence[Staffed], day: date) -> None:
    """On the last morning, so that draws later that day come after a change; then the look of the night."""
    first = staff[0]
    actor = _administrator(first, day)
    family = _team(first, "家事审判团队", "panel", "3+3+3", FAMILY, FAMILY_CAUSES, actor)
    expedited = _team(first, "民商事速裁团队", "team", "1+1+1", EXPEDITED, (), actor)
    for part, login in MEMBERS:
        person = Person.objects.get(username=f"{first.house.prefix}-{login}")
        add_to_team(
            team_id=expedited.pk, part=part, person=person.pk, from_on=day, reason="双向选择结果", actor=actor
        )
    add_to_team(
        team_id=family.pk, part="assessor", name="隋桂兰", from_on=day, reason="熟悉家事调解", actor=actor
    )
    _pool(first, family, "家事合议庭池", 2, actor, type_code="民初", cause_code=FAMILY_CAUSES[0])
    _pool(first, expedited, "小额速裁池", 3, actor, type_code="民初", procedure="small_claims")
    member = first.pools[1][0].members.order_by("judge__username").first()
    if member is not None:
        set_ceiling(member_id=member.pk, ceiling=CEILING, reason="兼任审判委员会委员", actor=actor)
    _second(first, day, actor)
    Team.objects.filter(pk=family.pk).update(
        from_on=day - timedelta(days=ROTATED_BEFORE), rotated_on=day - timedelta(days=ROTATED_BEFORE)
    )
    check_pools(day, instant(day, 17))


def _team(
    staffed: Staffed,
    name: str,
    kind: str,
    formation: str,
    judges: tuple[int, ...],
    causes: tuple[str, ...],
    actor: Actor,
) -> Team:
    return make_team(
        court_id=staffed.court.pk,
        name=name,
        kind=kind,
        formation=formation,
        judges=[staffed.judges[number - 1].pk for number in judges],
        from_on=actor.today,
        reason="专业化审判分工方案，院党组会纪要第7号",
        division=staffed.divisions["民事审判庭"],
        causes=causes,
        actor=actor,
    )


def _pool(staffed: Staffed, team: Team, name: str, tier: int, actor: Actor, **conditions: str) -> None:
    pool = make_pool(
        court_id=staffed.court.pk,
        name=name,
        division=staffed.divisions["民事审判庭"],
        team=team,
        reason="专业化审判分工方案，院党组会纪要第7号",
        actor=actor,
    )
    add_route(
        pool_id=pool.pk,
        tier=tier,
        from_on=actor.today,
        reason="专业化审判分工方案，院党组会纪要第7号",
        actor=actor,
        **conditions,
    )


def _second(staffed: Staffed, day: date, actor: Actor) -> None:
    """A judge who has no leave entered is seconded for half a year."""
    away = timedelta(days=180)
    judge = next(
        judge
        for judge in reversed(staffed.judges)
        if not Absence.objects.filter(judge=judge, to_on__gte=day, from_on__lte=day + away).exists()
    )
    enter_leave(
        court_id=staffed.court.pk,
        judge=judge.pk,
        kind=Absence.Kind.SECONDED.value,
        from_on=day,
        to_on=day + away,
        approver=staffed.people[Role.PRESIDENT][0].pk,
        reason="借调县委政法委，组织部门函第19号",
        actor=actor,
    )


def _administrator(staffed: Staffed, day: date) -> Actor:
    person = staffed.people[Role.ADMINISTRATOR][0]
    post = f"{staffed.court.name} {roles().latest(Role.ADMINISTRATOR.value).zh}"
    at = instant(day, 8, 30)
    return Actor(at=at, label=person.name, person_id=person.pk, post=post, viewer=viewer_of(person, day))
