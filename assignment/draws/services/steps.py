"""The steps of a draw: commit the snapshot, fix the nonce, reveal. Each in its own transaction."""

from __future__ import annotations

import time
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.draws.domain import Purpose, Status, check_nonce, check_startable
from assignment.draws.models import Draw, DrawChain
from assignment.draws.registry import Kind
from assignment.draws.selectors import get_visible, of_visible_cases, subject_of, unfinished_of
from assignment.draws.services import acts
from assignment.draws.services.chains import ensure_chain, lock_chain
from assignment.pools.domain import PoolJudge, check_exclusions, roster
from assignment.pools.models import Pool
from assignment.pools.selectors import band_of, exclusion_reasons, judges_of, pool_for, rule_set
from assignment.pools.services import lock_pool, note_reentries
from cases.docket.domain import Status as CaseStatus
from cases.docket.models import Case
from cases.docket.selectors import get_visible as get_visible_case
from cases.docket.services import about, lock_case, require_right, set_handler
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
    note_reentries(pool, actor.today)
    judges = judges_of(pool, actor.today)
    _check_exclusions(judges, actor.today)
    band = band_of(pool)
    subject = acts.Subject(
        name=subject_of(case),
        court=case.court,
        pool=pool.name,
        rule_set=rule_set(),
        band=band,
        roster=roster(judges, band),
        attempt=Draw.objects.filter(case=case).count() + 1,
        case=case,
    )
    return acts.commit(subject, chain, actor)


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
        with about(_case_of(draw)):
            require_right(actor, Right.DRAW, draw.court_id, _("登记报数"))
            acts.fix(draw, nonce, actor, source)
    return draw


def reveal_draw(*, draw_id: UUID | str, actor: Actor) -> Draw:
    """Publish the secret, compute the result, give the case to the judge drawn.

    Raises NotVisible; Refused PEOPLE-RIGHT, DRAW-FINISHED, DRAW-NONCE-OPEN,
    DRAW-ORDER (an earlier draw of the chain still waits for its nonce).
    """
    with recorded():
        draw = _lock(actor, draw_id)
        with about(_case_of(draw)):
            require_right(actor, Right.DRAW, draw.court_id, _("揭示抽签结果"))
            acts.settle(draw, actor)
    return draw


def handler_draws() -> Kind:
    """Draws of a handler: seen with their case, locked with it, and giving it to the judge drawn."""
    return Kind(Purpose.HANDLER, of_visible_cases, _lock_case, _hand_over)


def _lock_case(draw: Draw) -> None:
    if draw.case_id is None:
        raise ValueError(f"draw {draw.pk} has no case")
    Case.objects.select_for_update(of=("self",), no_key=True).get(pk=draw.case_id)


def _hand_over(draw: Draw, actor: Actor) -> None:
    if draw.winner is None:
        raise ValueError(f"draw {draw.pk} has no winner")
    division = division_of(draw.winner, draw, actor.today)
    set_handler(_case_of(draw), judge=draw.winner, division_id=division, on=actor.today, actor=actor)


def division_of(judge: Person, draw: Draw, on: date) -> int | None:
    """The division in which the judge drawn sits, else the pool's."""
    posts = Post.objects.filter(in_force(on), person=judge, court_id=draw.court_id, division__isnull=False)
    found = posts.values_list("division_id", flat=True).first()
    if found is not None:
        return found
    pool = pool_for(draw.court_id, _case_of(draw).type_code)
    return pool.division_id if pool else None


def _case_of(draw: Draw) -> Case:
    if draw.case is None:
        raise ValueError(f"draw {draw.pk} has no case")
    return draw.case


def _lock(actor: Actor, draw_id: UUID | str) -> Draw:
    return acts.lock_row(get_visible(actor.viewer, draw_id, Purpose.HANDLER).pk)


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
    """End a draw of any purpose on behalf of the system: an open nonce counts as empty, then the reveal.

    Raises Refused DRAW-ORDER while an earlier draw still waits.
    """
    with recorded():
        draw = acts.lock_row(draw_id)
        if draw.status == Status.COMMITTED.value:
            acts.fix(draw, "", actor, "none")
    with recorded():
        draw = acts.lock_row(draw_id)
        if draw.status == Status.NONCE_FIXED.value:
            acts.settle(draw, actor)
