"""Drawing several cases of one pool together: consecutive numbers, one number called out for all of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.draws.domain import Status, check_nonce
from assignment.draws.models import Draw, DrawBatch
from assignment.draws.registry import check_obstacles
from assignment.draws.selectors import batch_seen
from assignment.draws.services import acts
from assignment.draws.services.chains import ensure_chain, lock_chain
from assignment.draws.services.steps import EMPTY, Ready, commit_locked, nonce_giver, startable
from assignment.pools.models import Pool
from assignment.pools.services import lock_pool, note_empty
from cases.docket.models import Case
from cases.docket.services import about, lock_case, require_right
from courts.actors.domain import Actor, Right
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded

MOST = 50


@dataclass(frozen=True)
class Left:
    """A case that was not drawn with the others, and why."""

    case: Case
    refused: Refused


@dataclass(frozen=True)
class Batch:
    """What came of a batch: ``made`` is None when every case was left out."""

    made: DrawBatch | None
    draws: tuple[Draw, ...]
    left: tuple[Left, ...]


def commit_batch(*, case_ids: Collection[UUID], actor: Actor) -> Batch:
    """Lock the rosters of several cases of one pool, each its own, in the order in which they were accepted.

    What stands in the way of one case leaves only that one out. Locks the cases, the pool, the chain.
    Raises InvalidInput ``case`` (none, too many, several courts); NotVisible; Refused PEOPLE-RIGHT,
    DRAW-BATCH-POOLS.
    """
    wanted = sorted(set(case_ids))
    if not 0 < len(wanted) <= MOST:
        raise InvalidInput({"case": _("请勾选 1 至 %(n)d 件案件。") % {"n": MOST}})
    with recorded():
        cases = [lock_case(actor, pk) for pk in wanted]
        courts = {case.court_id: case.court for case in cases}
        if len(courts) != 1:
            raise InvalidInput({"case": _("一批只能是同一法院的案件。")})
        (court,) = courts.values()
        require_right(actor, Right.DRAW, court.pk, _("随机分案"))
    chain = ensure_chain(court, year=actor.today.year, actor=actor)
    with recorded():
        cases = [lock_case(actor, pk) for pk in wanted]
        ready, left = _sorted_out(cases, actor)
        if not ready:
            return Batch(None, (), tuple(left))
        pool = lock_pool(_one_pool(ready))
        made = DrawBatch.objects.create(
            court=court, pool=pool.name, made_at=actor.at, made_by=actor.label[:160]
        )
        locked, draws = lock_chain(chain), []
        for case, one in ready:
            if locked.last_no >= locked.length:
                locked = lock_chain(locked)
            try:
                with recorded():
                    draws.append(commit_locked(case, one, pool, locked, actor, made))
            except Refused as refused:
                left.append(_left(case, refused))
        if not draws:
            made.delete()
    if any(one.refused.code == EMPTY for one in left):
        note_empty(pool, actor)
    return Batch(made if draws else None, tuple(draws), tuple(left))


def _sorted_out(cases: list[Case], actor: Actor) -> tuple[list[tuple[Case, Ready]], list[Left]]:
    ready, left = [], []
    for case in sorted(cases, key=lambda one: (one.filed_on or actor.today, one.pk)):
        try:
            with about(case):
                one = startable(case, actor.today)
                check_obstacles(case, actor)
        except Refused as refused:
            left.append(_left(case, refused))
        else:
            ready.append((case, one))
    return ready, left


def _left(case: Case, refused: Refused) -> Left:
    refused.params.setdefault("case_id", case.pk)
    refused.params.setdefault("court_id", case.court_id)
    return Left(case, refused)


def _one_pool(ready: list[tuple[Case, Ready]]) -> int:
    pools = {one.row.pool_id for _case, one in ready}
    if len(pools) > 1:
        names = Pool.objects.filter(pk__in=pools).values_list("name", flat=True)
        case = ready[0][0]
        raise Refused("DRAW-BATCH-POOLS", pools=sorted(names), court_id=case.court_id)
    return pools.pop()


def fix_batch(*, batch_id: UUID | str, nonce: str, actor: Actor, source: str, by: str = "") -> DrawBatch:
    """Fix one number for every draw of a batch that still waits for one, in the order of their numbers.

    Raises NotVisible; InvalidInput ``by``; Refused as ``give_nonce``.
    """
    batch = batch_seen(actor.viewer, batch_id)
    check_nonce(nonce)
    with recorded():
        source, by = nonce_giver(batch.court_id, batch.made_by, nonce, source, by, actor)
        waiting = [draw for draw in _in_order(batch) if draw.status == Status.COMMITTED.value]
        if not waiting:
            raise Refused("DRAW-NONCE-FIXED", court_id=batch.court_id)
        # Cases are locked in the order in which ``commit_batch`` locks them.
        held = {one.pk: acts.lock_row(one) for one in sorted(waiting, key=lambda one: one.case_id or one.pk)}
        for draw in waiting:
            acts.fix(held[draw.pk], nonce, actor, source, by)
    return batch


def reveal_batch(*, batch_id: UUID | str, actor: Actor) -> tuple[Left, ...]:
    """Reveal the draws of a batch in their order, each in a transaction of its own.

    Returns the cases whose draw has to wait, and why. Raises NotVisible; Refused PEOPLE-RIGHT.
    """
    batch = batch_seen(actor.viewer, batch_id)
    require_right(actor, Right.DRAW, batch.court_id, _("揭示抽签结果"))
    left = []
    for draw in _in_order(batch):
        if Status(draw.status).finished or draw.case is None:
            continue
        try:
            with recorded(), about(draw.case):
                acts.settle(acts.lock_row(draw), actor)
        except Refused as refused:
            left.append(_left(draw.case, refused))
    return tuple(left)


def _in_order(batch: DrawBatch) -> list[Draw]:
    draws = batch.draws.select_related("chain", "case")
    return list(draws.order_by("chain__part", "draw_no"))
