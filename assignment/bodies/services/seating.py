"""Filling seats by draw: lock the list, take the number, reveal; several seats under consecutive numbers.

Every seat of a round is committed before anything random is known of any, on the same list. Whoever
is drawn for two seats takes the first; the other seat is drawn again in a further round.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.assessors.selectors import figure, specialties
from assignment.bodies.domain import late_for
from assignment.bodies.models import Seat, SeatCall, SeatDraw, TrialBody
from assignment.bodies.selectors import (
    assessor_candidates,
    draws_under_way,
    free_orders,
    get_visible_call,
    member_candidates,
    open_call,
    seats_of,
    vacant,
)
from assignment.bodies.services.holding import hold_body, require_open
from assignment.draws.domain import Purpose, Status, check_nonce
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import subject_of
from assignment.draws.services import (
    Subject,
    commit_samples,
    ensure_chain,
    fix_samples,
    settle_samples,
    witness_named,
)
from assignment.pools.domain import PoolJudge, roster
from assignment.pools.selectors import rule_set
from cases.docket.models import Case
from cases.docket.selectors import get_visible
from cases.docket.services import about, lock_case, note, require_right
from courts.actors.domain import Actor, Right
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded

MOST_SUBSTITUTES = 4
MOST_ROUNDS = 40


def what(purpose: Purpose) -> str:
    """What a purpose draws, in words."""
    return _("人民陪审员") if purpose is Purpose.ASSESSOR else _("合议庭成员")


def require_drawer(case: Case, purpose: Purpose, actor: Actor) -> None:
    """The clerk (or whoever keeps the list), or the handling judge. Raises Refused PEOPLE-RIGHT."""
    right = Right.KEEP_ASSESSORS if purpose is Purpose.ASSESSOR else Right.DRAW
    forms = actor.viewer.may(Right.FORM_BODY, case.court_id)
    if not (forms and actor.person_id is not None and actor.person_id == case.handling.handler_id):
        require_right(actor, right, case.court_id, _("抽取%(what)s") % {"what": what(purpose)})


def lock_seats(
    *,
    case_id: UUID | str,
    purpose: str,
    actor: Actor,
    hearing_on: date | None = None,
    specialty: str = "",
    substitutes: int = 0,
    late_reason: str = "",
) -> SeatCall:
    """Begin a draw for every vacant seat of a kind and fix its list.

    Raises NotVisible; InvalidInput (``hearing_on``, ``specialty``, ``substitutes``); Refused PEOPLE-RIGHT,
    BODY-NOT-OPEN, BODY-NONE, BODY-SEAT-OPEN, BODY-SEATS-FULL, ASSESSOR-LATE, ASSESSOR-FEW.
    """
    sought = Purpose(purpose)
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_drawer(case, sought, actor)
            require_open(case)
    chain = ensure_chain(case.court, year=actor.today.year, actor=actor, purpose=sought)
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_open(case)
            body = hold_body(case)
            seats = _wanted(body, sought)
            if sought is Purpose.ASSESSOR:
                _check_assessors(hearing_on, specialty, substitutes, late_reason, actor.today)
            else:
                hearing_on, specialty, substitutes, late_reason = None, "", 0, ""
            orders = free_orders(body, sought, seats + substitutes)
            call = SeatCall.objects.create(
                body=body,
                case=case,
                court_id=case.court_id,
                purpose=sought.value,
                hearing_on=hearing_on,
                specialty=specialty,
                late_reason=late_reason.strip(),
                asked_at=actor.at,
                asked_by=actor.label,
            )
            Seat.objects.bulk_create(
                Seat(call=call, order=order, substitute=place >= seats) for place, order in enumerate(orders)
            )
            _commit_round(case, call, chain, actor)
    return call


def _wanted(body: TrialBody, purpose: Purpose) -> int:
    if open_call(body, purpose) is not None:
        raise Refused("BODY-SEAT-OPEN", what=what(purpose))
    seats = vacant(body)[purpose]
    if not seats:
        raise Refused("BODY-SEATS-FULL", what=what(purpose))
    return seats


def _check_assessors(
    hearing_on: date | None, specialty: str, substitutes: int, late_reason: str, today: date
) -> None:
    errors: dict[str, str] = {}
    if hearing_on is None or hearing_on < today:
        errors["hearing_on"] = _("请填写开庭日，不能早于今天。")
    if specialty and specialty not in specialties():
        errors["specialty"] = _("没有这种专业。")
    if not 0 <= substitutes <= MOST_SUBSTITUTES:
        errors["substitutes"] = _("候补须为 0 至 %(most)d 人。") % {"most": MOST_SUBSTITUTES}
    if errors or hearing_on is None:
        raise InvalidInput(errors)
    days = figure("NOTICE_DAYS")
    if late_for((hearing_on - today).days, days, late_reason):
        raise Refused("ASSESSOR-LATE", hearing_on=hearing_on.isoformat(), days=days)


def lock_round(*, call_id: UUID | str, actor: Actor) -> SeatCall:
    """Fix the list of a further round, for seats that nobody took in the last one.

    Raises NotVisible; Refused PEOPLE-RIGHT, BODY-NOT-OPEN, BODY-SEAT-STEP, ASSESSOR-FEW.
    """
    seen = get_visible_call(actor.viewer, call_id)
    chain = ensure_chain(seen.case.court, year=actor.today.year, actor=actor, purpose=Purpose(seen.purpose))
    with recorded():
        call, case = _hold(call_id, actor)
        with about(case):
            require_open(case)
            if draws_under_way(call):
                raise Refused("BODY-SEAT-STEP")
            _commit_round(case, call, chain, actor)
    return call


def _commit_round(case: Case, call: SeatCall, chain: DrawChain, actor: Actor) -> None:
    """Commit a draw for every seat that is not filled, all on one list."""
    open_ = [seat for seat in seats_of(call) if not seat.filled]
    if not open_:
        raise Refused("BODY-SEAT-STEP")
    judges, pool, band = _list(case, call, actor.today)
    able = sum(not judge.reason for judge in judges)
    if able < len(open_):
        raise Refused("ASSESSOR-FEW", wanted=len(open_), able=able)
    rows = roster(judges, band)
    subjects = []
    for seat in open_:
        name = f"{subject_of(case)}/{what_code(call)}/{seat.order}"
        subjects.append(
            Subject(
                name=name,
                court=case.court,
                pool=pool,
                rule_set=rule_set(),
                band=band,
                roster=rows,
                attempt=Draw.objects.filter(court=case.court, subject=name).count() + 1,
            )
        )
    draws = commit_samples(subjects, chain=chain, actor=actor)
    SeatDraw.objects.bulk_create(
        SeatDraw(seat=seat, draw=draw) for seat, draw in zip(open_, draws, strict=True)
    )
    told = {"hearing_on": call.hearing_on, "late_reason": call.late_reason}
    note("seats_locked", case, actor, draws=[draw.draw_no for draw in draws], purpose=call.purpose, **told)


def what_code(call: SeatCall) -> str:
    """How a seat stands in the names of draws; the same in every language."""
    return "人民陪审员" if call.purpose == Purpose.ASSESSOR.value else "合议庭成员"


def _list(case: Case, call: SeatCall, on: date) -> tuple[list[PoolJudge], str, int]:
    if call.purpose == Purpose.ASSESSOR.value:
        judges, band = assessor_candidates(case, call.specialty, on)
        field = f"（{specialties().latest(call.specialty).zh}）" if call.specialty else ""
        return judges, f"人民陪审员名册{field}", band
    judges, pool = member_candidates(case, on)
    return judges, pool, 0


def give_number(
    *, call_id: UUID | str, nonce: str, actor: Actor, source: str = "party", by: str = ""
) -> SeatCall:
    """Fix the digits for every seat of the round; empty where nobody gave any.

    ``by`` names the witness, who is not whoever locked the list. Raises NotVisible; InvalidInput ``by``;
    Refused PEOPLE-RIGHT, BODY-SEAT-STEP, DRAW-NONCE-FORMAT, DRAW-NONCE-LATE, DRAW-WITNESS-OWN.
    """
    with recorded():
        call, case = _hold(call_id, actor)
        with about(case):
            draws = _under_way(call, Status.COMMITTED)
            witness = witness_named(draws[0].operator, nonce, source, by)
            fix_samples(draws, nonce=nonce, actor=actor, source=source, by=witness)
    return call


def reveal_seats(*, call_id: UUID | str, actor: Actor) -> SeatCall:
    """Reveal every seat of the round in the order of the numbers; whoever is drawn sits from today.

    Raises NotVisible; Refused PEOPLE-RIGHT, BODY-SEAT-STEP, DRAW-NONCE-OPEN, DRAW-ORDER.
    """
    with recorded():
        call, case = _hold(call_id, actor)
        with about(case):
            settle_samples(_under_way(call, Status.NONCE_FIXED), actor=actor)
    call.refresh_from_db(fields=["closed_at"])
    return call


def _under_way(call: SeatCall, status: Status) -> Sequence[Draw]:
    found = draws_under_way(call, status)
    if not found:
        raise Refused("BODY-SEAT-STEP")
    return found


def _hold(call_id: UUID | str, actor: Actor) -> tuple[SeatCall, Case]:
    """An open call with its case locked first. Raises NotVisible; Refused PEOPLE-RIGHT, BODY-SEAT-STEP."""
    seen = get_visible_call(actor.viewer, call_id)
    case = lock_case(actor, seen.case_id)
    with about(case):
        require_drawer(case, Purpose(seen.purpose), actor)
        call = SeatCall.objects.select_for_update(of=("self",)).select_related("body").get(pk=seen.pk)
        if call.closed_at is not None:
            raise Refused("BODY-SEAT-STEP")
    return call, case


def draw_seats(
    *,
    case_id: UUID | str,
    purpose: str,
    actor: Actor,
    nonce: str = "",
    source: str = "party",
    by: str = "",
    hearing_on: date | None = None,
    specialty: str = "",
    substitutes: int = 0,
    late_reason: str = "",
) -> SeatCall:
    """All steps and rounds in one call, each step in its own transaction.

    Raises what the steps raise; of the number and its witness before anything is committed.
    """
    check_nonce(nonce)
    with recorded(), about(get_visible(actor.viewer, case_id)):
        witness_named(actor.label, nonce, source, by)
    call = lock_seats(
        case_id=case_id,
        purpose=purpose,
        actor=actor,
        hearing_on=hearing_on,
        specialty=specialty,
        substitutes=substitutes,
        late_reason=late_reason,
    )
    for _round in range(MOST_ROUNDS):
        give_number(call_id=call.pk, nonce=nonce, actor=actor, source=source, by=by)
        call = reveal_seats(call_id=call.pk, actor=actor)
        if call.closed_at is not None:
            return call
        lock_round(call_id=call.pk, actor=actor)
    return call
