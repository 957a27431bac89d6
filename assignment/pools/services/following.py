"""A team's pool follows its team: whoever is a judge of the team may be drawn, nobody else."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from assignment.pools.domain import Days, stands
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
    were made with them; whoever comes back after a gap is in again from the day of the return.
    """
    if pool.team is None:
        return
    lasting = Q(to_on=None) | Q(to_on__gte=actor.today)
    judges = TeamMember.objects.filter(lasting, team=pool.team, part=TeamMember.Part.JUDGE)
    terms: dict[UUID, list[Days]] = {}
    for judge, from_on, to_on in judges.order_by("from_on").values_list("person_id", "from_on", "to_on"):
        if judge is not None:
            terms.setdefault(judge, []).append(Days(from_on, to_on))
    standing: dict[UUID, list[PoolMember]] = {}
    for member in pool.members.filter(lasting).order_by("from_on"):
        standing.setdefault(member.judge_id, []).append(member)
    for judge in [*standing, *(judge for judge in terms if judge not in standing)]:
        _take(pool, judge, terms.get(judge, []), standing.get(judge, []), actor)
    pool_moved(pool, actor)


def _take(pool: Pool, judge: UUID, terms: list[Days], members: list[PoolMember], actor: Actor) -> None:
    """One judge's memberships made those of the terms; what ends is written before what begins."""
    held = {member.pk: member for member in members}
    wanted = stands(terms, [(pk, Days(row.from_on, row.to_on)) for pk, row in held.items()], actor.today)
    first: dict[int, Days] = {}
    for stand in wanted:
        if stand.row is not None:
            first.setdefault(stand.row, stand.days)
    for pk, member in held.items():
        _hold(member, first.get(pk), actor)
    for stand in wanted:
        if stand.row is not None and first[stand.row] is stand.days:
            continue
        like = held[stand.row] if stand.row is not None else PoolMember()
        joined = PoolMember.objects.create(
            pool=pool,
            judge_id=judge,
            share=like.share,
            ceiling=like.ceiling,
            approved_by=like.approved_by,
            from_on=stand.days.first,
            to_on=stand.days.last,
        )
        facts = {"share": joined.share, "from_on": joined.from_on}
        note("pool_member_added", pool, actor, **_told(pool, joined), **facts)


def _hold(member: PoolMember, days: Days | None, actor: Actor) -> None:
    """A membership holds on these days; without any it is taken out again."""
    told = _told(member.pool, member)
    if days is None:
        note("pool_member_withdrawn", member.pool, actor, **told, from_on=member.from_on)
        member.delete()
        return
    before = {"from_on": member.from_on, "to_on": member.to_on}
    after = {"from_on": days.first, "to_on": days.last}
    if before == after:
        return
    member.from_on, member.to_on = days.first, days.last
    member.save(update_fields=["from_on", "to_on"])
    changed = [name for name in before if before[name] != after[name]]
    facts = {
        "before": {name: before[name] for name in changed},
        "after": {name: after[name] for name in changed},
    }
    note("pool_member_ended", member.pool, actor, **told, **facts)


def _told(pool: Pool, member: PoolMember) -> dict[str, object]:
    team = pool.team.name if pool.team else ""
    return {"pool": pool.name, "judge": member.judge.name, "judge_id": member.judge_id, "team": team}
