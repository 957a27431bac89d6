"""A team's pool follows its team: whoever is a judge of the team may be drawn, nobody else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from assignment.pools.models import Pool, PoolMember
from assignment.pools.services.alerts import pool_moved
from assignment.pools.services.rosters import note
from assignment.teams.models import Team, TeamMember
from courts.actors.domain import Actor


def follow_team(team: Team, actor: Actor) -> None:
    """The judges of a team have changed: its pools with them, in the same transaction."""
    for pool in Pool.objects.select_for_update(no_key=True).filter(team=team).order_by("pk"):
        take_team(pool, actor)


def take_team(pool: Pool, actor: Actor) -> None:
    """Make the members of a locked pool the judges of its team, from today on; a share that stands stays.

    Whoever is no judge of the team leaves with the end of today, because draws of today
    were made with them.
    """
    today = actor.today
    if pool.team is None:
        return
    judges = TeamMember.objects.filter(team=pool.team, part=TeamMember.Part.JUDGE, person__isnull=False)
    lasting = judges.filter(Q(to_on=None) | Q(to_on__gte=today)).order_by("from_on")
    wanted = {member.person_id: member for member in lasting if member.person_id is not None}
    standing: dict[UUID, list[PoolMember]] = {}
    for member in pool.members.filter(Q(to_on=None) | Q(to_on__gte=today)).order_by("from_on"):
        standing.setdefault(member.judge_id, []).append(member)
    for judge, members in standing.items():
        term = wanted.pop(judge, None)
        _end(members, term.to_on if term is not None else today, actor)
    for judge, term in wanted.items():
        begins = max(today, term.from_on)
        joined = PoolMember.objects.create(pool=pool, judge_id=judge, from_on=begins, to_on=term.to_on)
        note("pool_member_added", pool, actor, **_told(pool, joined), share=joined.share, from_on=begins)
    pool_moved(pool, actor)


def _end(members: list[PoolMember], to_on: date | None, actor: Actor) -> None:
    """A judge's memberships, one after the other where the share changes, end with the time in the team.

    One that would begin after it is taken out again.
    """
    for member in members:
        told = _told(member.pool, member)
        if to_on is not None and to_on < member.from_on:
            note("pool_member_withdrawn", member.pool, actor, **told, from_on=member.from_on)
            member.delete()
            continue
        ended = member.to_on
        earlier = member is not members[-1] and ended is not None and (to_on is None or ended <= to_on)
        if ended == to_on or earlier:
            continue
        changed = {"before": {"to_on": ended}, "after": {"to_on": to_on}}
        member.to_on = to_on
        member.save(update_fields=["to_on"])
        note("pool_member_ended", member.pool, actor, **told, **changed)


def _told(pool: Pool, member: PoolMember) -> dict[str, object]:
    team = pool.team.name if pool.team else ""
    return {"pool": pool.name, "judge": member.judge.name, "judge_id": member.judge_id, "team": team}
