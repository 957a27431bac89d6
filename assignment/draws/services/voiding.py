"""Making an open draw void: one asks, another approves; what neither may do alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.draws.domain import Status, check_unknown
from assignment.draws.models import Draw, VoidRequest
from assignment.draws.registry import kind_of
from assignment.draws.selectors import revealed_after, seen_for_void, void_of
from assignment.draws.services import acts
from cases.docket.services import require_right
from courts.actors.domain import Actor, Right
from courts.options.selectors import option
from courts.outbox.services import post
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import recorded

HOURS = "DRAW-VOID-HOURS"


def ask_void(*, draw_id: UUID | str, reason: str, actor: Actor) -> VoidRequest:
    """Ask that an open draw be made void; until another has answered it is not revealed.

    The reason is shown to the party. However often it is asked, the draw waits no longer than the court
    allows from the first time on. Raises NotVisible; InvalidInput ``reason``; Refused PEOPLE-RIGHT,
    DRAW-FINISHED, DRAW-VOID-ASKED, DRAW-VOID-LATE, DRAW-VOID-KNOWN.
    """
    with recorded():
        draw = _lock(actor, draw_id)
        if wrong := wrong_reason(reason):
            raise InvalidInput(wrong)
        if Status(draw.status).finished:
            raise Refused("DRAW-FINISHED", **_about(draw))
        if (other := void_of(draw)) is not None:
            raise Refused("DRAW-VOID-ASKED", draw_no=draw.draw_no, asked_by=other.asked_by, **_about(draw))
        until = _holds_until(draw, actor)
        try:
            check_unknown(draw.draw_no, revealed_after(draw))
        except Refused as refused:
            refused.params |= _about(draw)
            raise
        request = VoidRequest.objects.create(
            draw=draw,
            court_id=draw.court_id,
            reason=reason.strip(),
            holds_until=until,
            asked_at=actor.at,
            asked_by=actor.label[:160],
            asked_by_person_id=actor.person_id,
            asked_by_client=actor.client[:100],
        )
        acts.note("draw_void_asked", draw, actor, reason=request.reason)
        _post(request, actor)
    return request


def _holds_until(draw: Draw, actor: Actor) -> datetime:
    """How long a request may hold a draw up, counted from the first request about it."""
    first = draw.void_requests.order_by("asked_at").first()
    if first is None:
        return actor.at + timedelta(hours=int(option(draw.court_id, HOURS)))
    _in_time(draw, first, actor)
    return first.holds_until


def _in_time(draw: Draw, request: VoidRequest, actor: Actor) -> None:
    if request.holds_until <= actor.at:
        until = acts.minute(request.holds_until)
        raise Refused("DRAW-VOID-LATE", draw_no=draw.draw_no, until=until, **_about(draw))


def answer_void(*, draw_id: UUID | str, agreed: bool, actor: Actor, answer: str = "") -> VoidRequest:
    """Approve or decline making a draw void; whoever asked may only take it back (decline).

    Approved, the draw ends as void: its number used up, its secret published, the case may be drawn
    again. Raises NotVisible; InvalidInput ``answer`` (a no without its reason); Refused PEOPLE-RIGHT,
    DRAW-FINISHED, DRAW-VOID-NONE, DRAW-VOID-LATE, DRAW-VOID-APPROVERS, DRAW-VOID-KNOWN, DRAW-ORDER.
    """
    with recorded():
        draw = _lock(actor, draw_id)
        request = VoidRequest.objects.filter(draw=draw, state=VoidRequest.State.WAITING).first()
        if request is None:
            raise Refused("DRAW-VOID-NONE", draw_no=draw.draw_no, **_about(draw))
        if not agreed and not answer.strip():
            raise InvalidInput({"answer": _("不同意的，请写明理由。")})
        _in_time(draw, request, actor)
        request.answered_at, request.answered_by = actor.at, actor.label[:160]
        request.answered_by_person_id, request.answered_by_client = actor.person_id, actor.client[:100]
        request.answer = answer.strip()[:300]
        request.state = VoidRequest.State.VOIDED if agreed else VoidRequest.State.DECLINED
        if agreed:
            _void(draw, request, actor)
        else:
            acts.note("draw_void_declined", draw, actor, said=request.answer)
        request.save()
        _post(request, actor)
    return request


def void_draw(*, draw_id: UUID | str, reason: str, actor: Actor) -> Draw:
    """The first call asks, the second, by another, approves. Raises as ``ask_void`` and ``answer_void``."""
    draw = seen_for_void(actor.viewer, draw_id)
    waiting = void_of(draw)
    if waiting is None or waiting.state != VoidRequest.State.WAITING:
        return ask_void(draw_id=draw.pk, reason=reason, actor=actor).draw
    return answer_void(draw_id=draw.pk, agreed=True, answer=reason, actor=actor).draw


def _void(draw: Draw, request: VoidRequest, actor: Actor) -> None:
    try:
        acts.end_void(draw, request, actor)
    except Refused as refused:
        refused.params |= _about(draw)
        raise


def _lock(actor: Actor, draw_id: UUID | str) -> Draw:
    seen = seen_for_void(actor.viewer, draw_id)
    require_right(actor, Right.VOID_DRAW, seen.court_id, _("作废抽签"))
    draw = acts.lock_row(seen)
    if kind_of(draw).voided is None:  # seen_for_void leaves such draws out
        raise ValueError(f"draws of {draw.purpose} are never void")
    return draw


def _about(draw: Draw) -> dict[str, object]:
    return {"case_id": draw.case_id, "court_id": draw.court_id}


def _post(request: VoidRequest, actor: Actor) -> None:
    body = {"request": request.pk, "state": request.state, "by": actor.person_id}
    post("draw_void_moved", body, court_id=request.court_id, at=actor.at)
