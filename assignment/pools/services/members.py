"""Who is in a pool with what share, by date. What draws were made on is never changed afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from assignment.pools.domain import FULL_SHARE
from assignment.pools.models import Pool, PoolMember
from assignment.pools.selectors import administered_member, administered_pool
from assignment.pools.services.alerts import pool_moved
from assignment.pools.services.approving import approver_of
from assignment.pools.services.rosters import lock_pool, note
from courts.actors.domain import Actor
from courts.people.models import Person, QuotaTerm
from courts.people.selectors import in_force
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import recorded

ONE_DAY = timedelta(days=1)
HIGHEST_CEILING = 1_000_000


def add_member(
    *,
    pool_id: int,
    judge: UUID | str,
    share: int,
    from_on: date,
    reason: str,
    actor: Actor,
    ceiling: int | None = None,
    approver: UUID | str | None = None,
) -> PoolMember:
    """A judge joins a pool from a day on, today at the earliest.

    ``ceiling``: the open load in hundredths at which the judge is drawn no more. A share of 0 keeps out of
    draws, so somebody else approves it, as of leave.
    Raises NotVisible; InvalidInput (``judge`` unknown or in the pool already, ``share``, ``ceiling``,
    ``from_on``, ``approver``, ``reason``); Refused LEAVE-APPROVER, POOL-NOT-QUOTA, POOL-OTHER-COURT,
    POOL-OF-TEAM.
    """
    with recorded():
        pool = lock_pool(administered_pool(actor.viewer, pool_id))
        _not_of_team(pool)
        person = _person(judge)
        errors = (
            _wrong_share(share) | _wrong_ceiling(ceiling) | _wrong_day(from_on, actor) | wrong_reason(reason)
        )
        if person is None:
            errors["judge"] = _("没有这位法官。")
        elif pool.members.filter(Q(to_on=None) | Q(to_on__gte=from_on), judge=person).exists():
            errors["judge"] = _("该法官在此日或者之后已在池中。")
        by, unapproved = _approved(share, approver, person, pool, actor)
        errors |= unapproved
        if errors or person is None:
            raise InvalidInput(errors)
        check_quota(person, pool, from_on)
        member = PoolMember.objects.create(
            pool=pool, judge=person, share=share, ceiling=ceiling, from_on=from_on, approved_by=by
        )
        told = {"share": share, "from_on": from_on} | ({"ceiling": ceiling} if ceiling is not None else {})
        told |= {"approved_by": by} if by else {}
        _note("pool_member_added", member, actor, reason, **told)
        pool_moved(pool, actor)
    return member


def change_share(
    *,
    member_id: int,
    share: int,
    from_on: date,
    reason: str,
    actor: Actor,
    seen: str | None = None,
    approver: UUID | str | None = None,
) -> PoolMember:
    """A member's share changes from a day on; the days before keep the share they had.

    A share of 0 keeps out of draws, so somebody else approves it, as of leave. Raises NotVisible;
    InvalidInput (``share``, ``from_on``, ``approver``, ``reason``); Refused LEAVE-APPROVER, POOL-MOVED.
    """
    with recorded():
        member = _hold(member_id, seen, actor)
        errors = _wrong_share(share) | _wrong_day(from_on, actor) | wrong_reason(reason)
        if not errors and not _covers(member, from_on):
            errors["from_on"] = _("须在该法官的在池期间之内。")
        if not errors and share == member.share:
            errors["share"] = _("与现在的份额相同。")
        by, unapproved = _approved(share, approver, member.judge, member.pool, actor)
        errors |= unapproved
        if errors:
            raise InvalidInput(errors)
        before, follows = member.share, member
        if from_on <= member.from_on:
            member.share, member.approved_by = share, by
            member.save(update_fields=["share", "approved_by"])
        else:
            ends, member.to_on = member.to_on, from_on - ONE_DAY
            member.save(update_fields=["to_on"])
            follows = PoolMember.objects.create(
                pool=member.pool,
                judge=member.judge,
                share=share,
                ceiling=member.ceiling,
                from_on=from_on,
                to_on=ends,
                approved_by=by,
            )
        changed: dict[str, Any] = {"before": {"share": before}, "after": {"share": share}}
        told = {**changed, **({"approved_by": by} if by else {})}
        _note("pool_share_changed", follows, actor, reason, from_on=from_on, **told)
        pool_moved(member.pool, actor)
    return follows


def set_ceiling(
    *, member_id: int, ceiling: int | None, reason: str, actor: Actor, seen: str | None = None
) -> PoolMember:
    """The open load, in hundredths, at which a member is drawn no more (None: the court's own).

    Holds from now on. Raises NotVisible; InvalidInput (``ceiling``, ``reason``); Refused POOL-MOVED.
    """
    with recorded():
        member = _hold(member_id, seen, actor)
        errors = _wrong_ceiling(ceiling) | wrong_reason(reason)
        if not errors and ceiling == member.ceiling:
            errors["ceiling"] = _("与现在的上限相同。")
        if errors:
            raise InvalidInput(errors)
        changed = {"before": {"ceiling": member.ceiling}, "after": {"ceiling": ceiling}}
        member.ceiling = ceiling
        member.save(update_fields=["ceiling"])
        _note("pool_ceiling_changed", member, actor, reason, **changed)
        pool_moved(member.pool, actor)
    return member


def end_membership(
    *, member_id: int, to_on: date, reason: str, actor: Actor, seen: str | None = None
) -> PoolMember | None:
    """A judge leaves a pool; ``to_on`` is the last day, today at the earliest.

    Somebody who has not begun yet is taken out again when the last day lies before the first: None.
    Raises NotVisible; InvalidInput (``to_on``, ``reason``); Refused POOL-MOVED, POOL-OF-TEAM.
    """
    with recorded():
        member = _hold(member_id, seen, actor)
        pool = member.pool
        _not_of_team(pool)
        errors = wrong_reason(reason)
        if to_on < actor.today:
            errors["to_on"] = _("不能早于今天：此前的抽签已按当时的名单进行。")
        elif member.to_on is not None and member.to_on < to_on:
            errors["to_on"] = _("不能晚于已定的出池日 %(day)s。") % {"day": member.to_on}
        if errors:
            raise InvalidInput(errors)
        changed = {"before": {"to_on": member.to_on}, "after": {"to_on": to_on}}
        if to_on < member.from_on:
            _note("pool_member_withdrawn", member, actor, reason, from_on=member.from_on)
            member.delete()
            pool_moved(pool, actor)
            return None
        member.to_on = to_on
        member.save(update_fields=["to_on"])
        _note("pool_member_ended", member, actor, reason, **changed)
        pool_moved(pool, actor)
    return member


def member_mark(member: PoolMember) -> str:
    """What a form was opened on, so that a change meanwhile is noticed."""
    return f"{member.share}|{member.ceiling}|{member.from_on}|{member.to_on}"


def check_quota(person: Person, pool: Pool, on: date) -> None:
    """Only quota judges of the court stand in its pools. Raises Refused POOL-NOT-QUOTA, POOL-OTHER-COURT."""
    terms = list(QuotaTerm.objects.filter(in_force(on), person=person).select_related("court"))
    if person.is_active and any(term.court_id == pool.court_id for term in terms):
        return
    told = {"judge": person.name, "day": on, "court": pool.court.name, "court_id": pool.court_id}
    if terms and person.is_active:
        raise Refused("POOL-OTHER-COURT", other=terms[0].court.name, **told)
    raise Refused("POOL-NOT-QUOTA", **told)


def _hold(member_id: int, seen: str | None, actor: Actor) -> PoolMember:
    """The member as it stands, its pool locked. Raises NotVisible, Refused POOL-MOVED."""
    pool = lock_pool(administered_member(actor.viewer, member_id).pool)
    member = administered_member(actor.viewer, member_id)
    member.pool = pool
    if seen is not None and seen != member_mark(member):
        raise Refused("POOL-MOVED", what=member.judge.name, court_id=pool.court_id)
    return member


def _person(judge: UUID | str) -> Person | None:
    try:
        return Person.objects.filter(pk=UUID(str(judge))).first()
    except ValueError:
        return None


def _covers(member: PoolMember, day: date) -> bool:
    return member.to_on is None or day <= member.to_on


def _wrong_share(share: int) -> dict[str, str]:
    if type(share) is not int or not 0 <= share <= FULL_SHARE:
        return {"share": _("份额须为 0 至 100 的整数。")}
    return {}


def _wrong_ceiling(ceiling: int | None) -> dict[str, str]:
    if ceiling is not None and (type(ceiling) is not int or not 1 <= ceiling <= HIGHEST_CEILING):
        return {
            "ceiling": _("上限须为 1 至 %(most)d 的整数，单位为百分之一标准案件。")
            % {"most": HIGHEST_CEILING}
        }
    return {}


def _approved(
    share: int, approver: UUID | str | None, judge: Person | None, pool: Pool, actor: Actor
) -> tuple[str, dict[str, str]]:
    """Who approved that a judge is not drawn; only a share of 0 asks for it."""
    if share != 0:
        return "", {}
    by, errors = approver_of(approver, judge, pool.court, actor.today)
    return (by.name[:60] if by else ""), errors


def _not_of_team(pool: Pool) -> None:
    """Who is in a team's pool is decided in the team. Raises Refused POOL-OF-TEAM."""
    if pool.team is not None and pool.follows_team:
        raise Refused("POOL-OF-TEAM", pool=pool.name, team=pool.team.name, court_id=pool.court_id)


def _wrong_day(day: date, actor: Actor) -> dict[str, str]:
    if day < actor.today:
        return {"from_on": _("不能早于今天：此前的抽签已按当时的名单进行。")}
    return {}


def _note(verb: str, member: PoolMember, actor: Actor, reason: str, **data: Any) -> None:
    told = {"pool": member.pool.name, "judge": member.judge.name, "judge_id": member.judge_id}
    note(verb, member.pool, actor, **told, **data, reason=reason.strip())
