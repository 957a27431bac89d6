"""The steps of a draw: commit the snapshot, fix the nonce, reveal. Each in its own transaction."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.draws.domain import Purpose, Status, check_nonce, check_startable
from assignment.draws.models import Draw, DrawBatch, DrawChain
from assignment.draws.registry import Kind, Locked, check_obstacles, committed, to_be_replaced
from assignment.draws.selectors import (
    before_step,
    drawn_before,
    of_visible_cases,
    subject_of,
    unfinished_before,
)
from assignment.draws.services import acts
from assignment.draws.services.chains import ensure_chain, lock_chain
from assignment.pools.domain import PoolJudge, RouteRow, check_exclusions, roster
from assignment.pools.models import Pool
from assignment.pools.selectors import (
    Route,
    exclusion_reasons,
    route_case,
    route_row,
    rule_set,
)
from assignment.pools.services import hold_roster, lock_pool, note_changes, note_empty, note_roster
from cases.docket.domain import Status as CaseStatus
from cases.docket.models import Case
from cases.docket.selectors import get_visible as get_visible_case
from cases.docket.selectors import handling_of
from cases.docket.services import about, require_right, set_handler
from courts.actors.domain import Actor, Right
from courts.people.models import Person, Post
from courts.people.selectors import in_force
from courts.reads.selectors import Read, Rows
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded

BEFORE = ("court",)
"""What of a case is read before it is locked."""
WITNESS = "witness"
EMPTY = "DRAW-POOL-EMPTY"
ORDER_TRIES = 40
ORDER_PAUSE_SECONDS = 0.05


def commit_draw(*, case_id: UUID | str, actor: Actor) -> Draw:
    """Write the draw's whole input before anything random is known; the number is used from here on.

    A court's first draw of the year publishes its chain before. Locks case, pool, chain, in this order.
    Raises NotVisible; Refused PEOPLE-RIGHT, DRAW-NOT-OPEN, DRAW-HAS-HANDLER, DRAW-UNFINISHED, DRAW-NO-POOL,
    DRAW-POOL-EMPTY, and whatever other nouns want settled first.
    """
    return _commit(get_visible_case(actor.viewer, case_id, BEFORE), actor)


def _commit(seen: Case, actor: Actor) -> Draw:
    with about(seen):
        require_right(actor, Right.DRAW, seen.court_id, _("随机分案"))
    chain = ensure_chain(seen.court, year=actor.today.year, actor=actor)
    try:
        with recorded(), about(seen):
            case = _lock(seen)
            ready = startable(case, actor.today)
            check_obstacles(case, actor)
            pool = lock_pool(ready.row.pool_id)
            return commit_locked(case, ready, pool, lock_chain(chain), actor)
    except Refused as refused:
        if refused.code == EMPTY:
            note_empty(pool, actor)
        raise


@dataclass(frozen=True)
class Ready:
    """A case that may be drawn: the route to its pool, and which attempt it is."""

    row: RouteRow
    attempt: int


def startable(case: Case, on: date) -> Ready:
    """What the draw of a locked case begins with. Raises what ``commit_draw`` names."""
    row, handler = route_row(case, on), handling_of(case).handler
    times, unfinished = drawn_before(case)
    check_startable(
        case=case.number or case.title or _("本案"),
        accepted=case.status == CaseStatus.OPEN.value,
        handler=handler.name if handler and not to_be_replaced(case) else "",
        unfinished=unfinished,
        covered=row is not None,
    )
    assert row is not None
    return Ready(row, times + 1)


def commit_locked(
    case: Case, ready: Ready, pool: Pool, chain: DrawChain, actor: Actor, batch: DrawBatch | None = None
) -> Draw:
    """Commit the draw of a case; case, pool and chain are locked. Raises Refused DRAW-POOL-EMPTY."""
    held = hold_roster(pool, case, actor.today)
    _check_exclusions(held.judges, actor.today)
    entries = roster(held.judges, held.band)
    subject = acts.Subject(
        name=subject_of(case),
        court=case.court,
        pool=pool.name,
        rule_set=rule_set(),
        band=held.band,
        roster=entries,
        attempt=ready.attempt,
        case=case,
        route=Route(pool, ready.row).as_row(),
        batch=batch,
    )
    draw = acts.commit(subject, chain, actor)
    note_roster(pool, entries, held.numbers, actor)
    changed = note_changes(pool, draw, held.numbers, actor)
    committed(draw, Locked(entries, pool.pk, changed))
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


def give_nonce(*, draw_id: UUID | str, nonce: str, actor: Actor, source: str = "party", by: str = "") -> Draw:
    """Fix the number a party (or witness) gave; empty means that nobody gave one, and is shown as such.

    ``by`` names a witness whose number the clerk enters. Who watches draws without drawing them may
    enter a number (not its absence) as the witness, never for a draw they locked; nor is whoever locked
    it named as its witness. Raises NotVisible; InvalidInput ``by``; Refused PEOPLE-RIGHT, DRAW-FINISHED,
    DRAW-NONCE-FIXED, DRAW-NONCE-LATE, DRAW-NONCE-FORMAT, DRAW-WITNESS-OWN.
    """
    return _fix(before_step(actor.viewer, draw_id), nonce, actor, source, by)


def _fix(seen: Draw, nonce: str, actor: Actor, source: str, by: str = "") -> Draw:
    with recorded(), about(_case_of(seen)):
        source, by = nonce_giver(seen.court_id, seen.operator, nonce, source, by, actor)
        draw = acts.lock_row(seen, whole=False)
        acts.fix(draw, nonce, actor, source, by)
    return draw


def nonce_giver(
    court_id: int, operator: str, nonce: str, source: str, by: str, actor: Actor
) -> tuple[str, str]:
    """The source of a nonce and the witness who gave it; raises what ``give_nonce`` names."""
    viewer = actor.viewer
    watches = viewer.may(Right.MONITOR_DRAWS, court_id) and not viewer.may(Right.DRAW, court_id)
    if watches and actor.person_id is not None and nonce.strip():
        if actor.label == operator:
            raise Refused("DRAW-WITNESS-OWN", operator=operator)
        return WITNESS, actor.label
    require_right(actor, Right.DRAW, court_id, _("登记报数"))
    return source, witness_named(operator, nonce, source, by)


def witness_named(operator: str, nonce: str, source: str, by: str) -> str:
    """The witness whose number is entered, empty without one.

    Raises InvalidInput ``by``; Refused DRAW-WITNESS-OWN for whoever locked the list.
    """
    if source != WITNESS or not nonce.strip():
        return by if source == WITNESS else ""
    if not by.strip():
        raise InvalidInput({"by": _("请写明见证人的姓名和部门。")})
    if operator and operator in by:
        raise Refused("DRAW-WITNESS-OWN", operator=operator)
    return by


def reveal_draw(*, draw_id: UUID | str, actor: Actor) -> Draw:
    """Publish the secret, compute the result, give the case to the judge drawn.

    Raises NotVisible; Refused PEOPLE-RIGHT, DRAW-FINISHED, DRAW-NONCE-OPEN,
    DRAW-ORDER (an earlier draw of the chain still waits for its nonce).
    """
    return _reveal(before_step(actor.viewer, draw_id), actor)


def _reveal(seen: Draw, actor: Actor) -> Draw:
    with recorded(), about(_case_of(seen)):
        require_right(actor, Right.DRAW, seen.court_id, _("揭示抽签结果"))
        draw = acts.lock_row(seen)
        acts.settle(draw, actor)
    return draw


def handler_draws() -> Kind:
    """Draws of a handler: seen with their case, locked with it, and giving it to the judge drawn."""
    return Kind(Purpose.HANDLER, of_visible_cases, _lock_case, _hand_over, voided=_draw_again)


def _lock_case(draw: Draw) -> None:
    if draw.case_id is None:
        raise ValueError(f"draw {draw.pk} has no case")
    _CASE_ROW.rows(case=draw.case_id)


def _hand_over(draw: Draw, actor: Actor) -> None:
    if draw.winner is None:
        raise ValueError(f"draw {draw.pk} has no winner")
    division = division_of(draw.winner, draw, actor.today)
    set_handler(_case_of(draw), judge=draw.winner, division_id=division, on=actor.today, actor=actor)


def _draw_again(draw: Draw, actor: Actor) -> None:
    """After a void draw the case stands as before: it may be drawn under the next number."""


def division_of(judge: Person, draw: Draw, on: date) -> int | None:
    """The division in which the judge drawn sits, else the pool's."""
    for (found,) in _DIVISIONS.rows(judge=judge.pk, court_id=draw.court_id, on=on):
        return int(found)
    route = route_case(_case_of(draw), on)
    return route.pool.division_id if route else None


def _divisions(judge: UUID, court_id: int, on: date) -> Rows:
    posts = Post.objects.filter(in_force(on), person_id=judge, court_id=court_id, division__isnull=False)
    return posts.order_by("pk").values_list("division_id")[:1]


_DIVISIONS = Read(_divisions, judge=UUID, court_id=int, on=date)


def _case_of(draw: Draw) -> Case:
    if draw.case is None:
        raise ValueError(f"draw {draw.pk} has no case")
    return draw.case


def _lock(seen: Case) -> Case:
    case: Case = _CASE.all(case=seen.pk)[0]
    case.court = seen.court
    return case


_CASE = Read(lambda case: Case.objects.select_for_update(no_key=True).filter(pk=case), case=UUID)
_CASE_ROW = Read(
    lambda case: Case.objects.select_for_update(no_key=True).filter(pk=case).values_list("pk"), case=UUID
)


def draw_at_once(*, case_id: UUID | str, nonce: str, actor: Actor, source: str = "party") -> Draw:
    """All steps in one call, each in its own transaction.

    When an earlier draw of the chain is just between its own steps, waits shortly
    for it. A draw that still cannot be revealed stays committed with its nonce
    fixed and is finished by the sweeper: its result is already determined. A nonce
    that is no number is refused (DRAW-NONCE-FORMAT) before anything is committed.
    """
    seen = get_visible_case(actor.viewer, case_id, BEFORE)
    with about(seen):
        check_nonce(nonce)
    draw = _commit(seen, actor)
    _fix(draw, nonce, actor, source)
    try:
        return _reveal(draw, actor)
    except Refused as refused:
        if refused.code != "DRAW-ORDER":
            raise
    for _try in range(ORDER_TRIES):
        if not unfinished_before(draw):
            break
        time.sleep(ORDER_PAUSE_SECONDS)
    return _reveal(draw, actor)


def finish_left(draw_id: UUID, *, actor: Actor) -> None:
    """End a draw of any purpose on behalf of the system: an open nonce counts as empty, then the reveal.

    Raises Refused DRAW-ORDER while an earlier draw still waits.
    """
    left = Draw.objects.select_related("chain").get(pk=draw_id)
    with recorded():
        draw = acts.lock_row(left)
        if draw.status == Status.COMMITTED.value:
            acts.fix(draw, "", actor, "none")
    with recorded():
        draw = acts.lock_row(left)
        if draw.status == Status.NONCE_FIXED.value:
            acts.settle(draw, actor)
