"""The steps of a draw: commit the snapshot, fix the nonce, reveal. Each in its own transaction."""

from __future__ import annotations

import json
import time
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.draws.domain import (
    Chain,
    Purpose,
    Status,
    build_snapshot,
    canonical_json,
    check_nonce,
    check_reveal,
    check_startable,
    fix_nonce,
    next_number,
    result_bundle,
    snapshot_hash,
)
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import get_visible, unfinished_before, unfinished_of
from assignment.draws.services.chains import announce_next, ensure_chain, lock_chain, secret_of
from assignment.pools.domain import PoolJudge, check_exclusions, roster
from assignment.pools.models import Pool
from assignment.pools.selectors import exclusion_reasons, judges_of, pool_for, rule_set, setting
from assignment.pools.services import lock_pool, note_reentries
from cases.docket.domain import Status as CaseStatus
from cases.docket.models import Case
from cases.docket.selectors import get_visible as get_visible_case
from cases.docket.services import about, lock_case, note, require_right, set_handler
from courts.actors.domain import Actor, Right
from courts.people.models import Person, Post
from courts.people.selectors import in_force
from courts.refusals.domain import Refused
from courts.trail.services import recorded

ORDER_TRIES = 40
ORDER_PAUSE_SECONDS = 0.05


def commit_draw(*, case_id: UUID | str, actor: Actor) -> Draw:
    """Write the draw's whole input before anything random is known; the number is used from here on.

    Locks case, pool, chain, in this order. Raises NotVisible; Refused PEOPLE-RIGHT,
    DRAW-NOT-OPEN, DRAW-HAS-HANDLER, DRAW-UNFINISHED, DRAW-NO-POOL, DRAW-POOL-EMPTY.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.DRAW, case.court_id, _("随机分案"))
            pool = _startable(case)
    chain = ensure_chain(case.court, year=actor.today.year, actor=actor)
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            _startable(case)
            pool = lock_pool(pool)
            return _commit(case, pool, lock_chain(chain), actor)


def _startable(case: Case) -> Pool:
    pool = pool_for(case.court_id, case.type_code)
    handler = case.handling.handler
    check_startable(
        case=case.number or case.title or _("本案"),
        accepted=case.status == CaseStatus.OPEN.value,
        handler=handler.name if handler else "",
        unfinished=unfinished_of(case),
        pool=pool.name if pool else "",
    )
    if pool is None:
        raise Refused("DRAW-NO-POOL", case=case.number)
    return pool


def _commit(case: Case, pool: Pool, chain: DrawChain, actor: Actor) -> Draw:
    draw_no = next_number(last=chain.last_no, length=chain.length, anchor_published=True)
    note_reentries(pool, actor.today)
    judges = judges_of(pool, actor.today)
    _check_exclusions(judges, actor.today)
    band = pool.band if pool.band is not None else setting("BAND")
    attempt = Draw.objects.filter(case=case).count() + 1
    last = draw_no == chain.length
    snapshot = build_snapshot(
        chain=Chain(court=case.court.code, purpose=Purpose.HANDLER.value, year=chain.year),
        draw_no=draw_no,
        prev_draw=chain.last_snapshot_hash,
        case=case.number or "",
        attempt=attempt,
        pool=pool.name,
        rule_set=rule_set(),
        band=band,
        roster=roster(judges, band),
        next_anchor=announce_next(chain, actor).anchor if last else "",
    )
    digest = snapshot_hash(snapshot).hex()
    draw = Draw.objects.create(
        court_id=case.court_id,
        chain=chain,
        draw_no=draw_no,
        case=case,
        attempt=attempt,
        snapshot=canonical_json(snapshot).decode(),
        snapshot_hash=digest,
        receipt=digest[:16],
        operator=actor.label,
        committed_at=actor.at,
    )
    DrawChain.objects.filter(pk=chain.pk).update(last_no=draw_no, last_snapshot_hash=digest)
    note("draw_committed", case, actor, draw_no=draw_no, attempt=attempt, snapshot_hash=digest)
    return draw


def _check_exclusions(judges: list[PoolJudge], on: date) -> None:
    """Raises as the domain's check does, with the judge and the reason by name instead of by code."""
    reasons = exclusion_reasons()
    try:
        check_exclusions(judges, reasons, on)
    except Refused as refused:
        judge, reason = Person.objects.get(pk=refused.params["judge"]), refused.params["reason"]
        refused.params |= {"judge_id": judge.pk, "judge": judge.name}
        refused.params["reason"] = reasons.latest(reason) if reason in reasons else reason
        raise


def give_nonce(*, draw_id: UUID | str, nonce: str, actor: Actor, source: str = "party") -> Draw:
    """Fix the number a party (or witness) gave; empty means that nobody gave one, and is shown as such.

    Raises NotVisible; Refused PEOPLE-RIGHT, DRAW-FINISHED, DRAW-NONCE-FIXED,
    DRAW-NONCE-LATE, DRAW-NONCE-FORMAT.
    """
    with recorded():
        draw = _lock(actor, draw_id)
        with about(draw.case):
            require_right(actor, Right.DRAW, draw.court_id, _("登记报数"))
            _fix(draw, nonce, actor, source)
    return draw


def _fix(draw: Draw, nonce: str, actor: Actor, source: str) -> None:
    fixed = fix_nonce(
        nonce,
        status=Status(draw.status),
        committed_at=draw.committed_at,
        now=actor.at,
        minutes=setting("NONCE_WINDOW"),
    )
    draw.status, draw.nonce, draw.nonce_at = Status.NONCE_FIXED.value, fixed, actor.at
    draw.nonce_source = source if fixed else "none"
    draw.save(update_fields=["status", "nonce", "nonce_at", "nonce_source"])
    note("draw_nonce_fixed", draw.case, actor, draw_no=draw.draw_no, nonce=fixed, source=draw.nonce_source)


def reveal_draw(*, draw_id: UUID | str, actor: Actor) -> Draw:
    """Publish the secret, compute the result, give the case to the judge drawn.

    Raises NotVisible; Refused PEOPLE-RIGHT, DRAW-FINISHED, DRAW-NONCE-OPEN,
    DRAW-ORDER (an earlier draw of the chain still waits for its nonce).
    """
    with recorded():
        draw = _lock(actor, draw_id)
        with about(draw.case):
            require_right(actor, Right.DRAW, draw.court_id, _("揭示抽签结果"))
            _reveal(draw, actor)
    return draw


def _reveal(draw: Draw, actor: Actor) -> None:
    chain = DrawChain.objects.select_for_update(no_key=True).get(pk=draw.chain_id)
    check_reveal(draw.draw_no, Status(draw.status), unfinished_before(draw))
    bundle = result_bundle(
        json.loads(draw.snapshot),
        anchor=chain.anchor,
        reveal=secret_of(chain, draw.draw_no),
        nonce=draw.nonce,
    )
    judge = Person.objects.get(pk=UUID(bundle["winner"]))
    draw.status, draw.revealed_at, draw.winner = Status.RESULT.value, actor.at, judge
    draw.reveal, draw.seed = bundle["reveal"], bundle["seed"]
    draw.total_weight, draw.counter, draw.x = bundle["total_weight"], bundle["counter"], bundle["x"]
    draw.save(
        update_fields=["status", "revealed_at", "winner", "reveal", "seed", "total_weight", "counter", "x"]
    )
    note("draw_revealed", draw.case, actor, draw_no=draw.draw_no, winner=judge.pk, name=judge.name)
    division = division_of(judge, draw, actor.today)
    set_handler(draw.case, judge=judge, division_id=division, on=actor.today, actor=actor)


def division_of(judge: Person, draw: Draw, on: date) -> int | None:
    """The division in which the judge drawn sits, else the pool's."""
    posts = Post.objects.filter(in_force(on), person=judge, court_id=draw.court_id, division__isnull=False)
    found = posts.values_list("division_id", flat=True).first()
    if found is not None:
        return found
    pool = pool_for(draw.court_id, draw.case.type_code)
    return pool.division_id if pool else None


def _lock(actor: Actor, draw_id: UUID | str) -> Draw:
    return _lock_row(get_visible(actor.viewer, draw_id).pk)


def draw_at_once(*, case_id: UUID | str, nonce: str, actor: Actor, source: str = "party") -> Draw:
    """All steps in one call, each in its own transaction.

    When an earlier draw of the chain is just between its own steps, waits shortly
    for it. A draw that still cannot be revealed stays committed with its nonce
    fixed and is finished by the sweeper: its result is already determined. A nonce
    that is no number is refused (DRAW-NONCE-FORMAT) before anything is committed.
    """
    with about(get_visible_case(actor.viewer, case_id)):
        check_nonce(nonce)
    draw = commit_draw(case_id=case_id, actor=actor)
    give_nonce(draw_id=draw.pk, nonce=nonce, actor=actor, source=source)
    for _try in range(ORDER_TRIES):
        try:
            return reveal_draw(draw_id=draw.pk, actor=actor)
        except Refused as refused:
            if refused.code != "DRAW-ORDER":
                raise
        time.sleep(ORDER_PAUSE_SECONDS)
    return reveal_draw(draw_id=draw.pk, actor=actor)


def finish_left(draw_id: UUID, *, actor: Actor) -> None:
    """End a draw on behalf of the system: an open nonce counts as empty, then the reveal.

    Raises Refused DRAW-ORDER while an earlier draw still waits.
    """
    with recorded():
        draw = _lock_row(draw_id)
        if draw.status == Status.COMMITTED.value:
            _fix(draw, "", actor, "none")
    with recorded():
        draw = _lock_row(draw_id)
        if draw.status == Status.NONCE_FIXED.value:
            _reveal(draw, actor)


def _lock_row(draw_id: UUID) -> Draw:
    draw = Draw.objects.get(pk=draw_id)
    Case.objects.select_for_update(of=("self",), no_key=True).get(pk=draw.case_id)
    rows = Draw.objects.select_for_update(of=("self",), no_key=True).select_related("case__handling", "chain")
    return rows.get(pk=draw_id)
