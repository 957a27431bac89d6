"""Two administrators at the same pool, the same member, the same judge's leave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assignment.pools.models import Absence, PoolMember
from assignment.pools.services.leave import enter_leave
from assignment.pools.services.making import make_pool
from assignment.pools.services.members import add_member, change_share, member_mark
from courts.refusals.domain import InvalidInput, Refused
from tests.builders import DAY, actor_of, court_with_people, judge_of
from tests.kit.threads import at_once, failures

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_two_succeeds() -> None:
    house = court_with_people(judges=2, types=("民初",), calendar=False)
    actor, pool = actor_of(house.administrator), house.pool
    judge = judge_of(house.court, house.civil, 9)

    def add() -> Any:
        return add_member(pool_id=pool.pk, judge=judge.pk, share=100, from_on=DAY, reason="同日", actor=actor)

    (failed,) = failures(at_once([add, add]))
    assert isinstance(failed, InvalidInput) and list(failed.errors) == ["judge"]
    member = PoolMember.objects.get(pool=pool, judge=judge)

    def halve(share: int) -> Any:
        return change_share(
            member_id=member.pk,
            share=share,
            from_on=DAY + timedelta(days=1),
            reason="同时",
            actor=actor,
            seen=member_mark(member),
        )

    (failed,) = failures(at_once([lambda: halve(50), lambda: halve(60)]))
    assert isinstance(failed, Refused) and failed.code == "POOL-MOVED"
    assert PoolMember.objects.filter(judge=judge).count() == 2

    def named() -> Any:
        return make_pool(court_id=house.court.pk, name="同名池", reason="同时", actor=actor)

    (failed,) = failures(at_once([named, named]))
    assert isinstance(failed, InvalidInput) and list(failed.errors) == ["name"]

    def leave() -> Any:
        return enter_leave(
            court_id=house.court.pk,
            judge=judge.pk,
            kind="leave",
            from_on=DAY,
            to_on=DAY,
            approver=house.president.pk,
            reason="同时",
            actor=actor,
        )

    (failed,) = failures(at_once([leave, leave]))
    assert isinstance(failed, Refused) and failed.code == "LEAVE-OVERLAP"
    assert Absence.objects.count() == 1
