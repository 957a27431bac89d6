"""What the result of a draw for a seat does: whoever was drawn sits."""

from __future__ import annotations

from uuid import UUID

from assignment.assessors.selectors import ceiling
from assignment.assessors.services import lock_lists
from assignment.bodies.domain import How, Part
from assignment.bodies.models import BodyMember, Seat, SeatCall, SeatDraw
from assignment.bodies.selectors import body_of, case_of_draw, name_of, sat_in_year, vacant, visible_draws
from assignment.bodies.services.holding import lapse_correction, set_presiding, tell_seated, untold
from assignment.draws.domain import Purpose
from assignment.draws.models import Draw
from assignment.draws.registry import Kind
from cases.docket.models import Case
from cases.docket.services import note
from courts.actors.domain import Actor


def seat_draws(purpose: Purpose) -> Kind:
    """Draws for seats: seen and locked with the case, filling the seat; a void one leaves it open."""
    return Kind(purpose, visible_draws, _lock, _take, _leave_open, case_of_draw)


def _lock(draw: Draw) -> None:
    call = SeatCall.objects.select_related("court").get(seats__draws__draw=draw)
    Case.objects.select_for_update(of=("self",), no_key=True).get(pk=call.case_id)
    hold_lists(call)


def hold_lists(call: SeatCall) -> None:
    """Lock the lists of assessors that a call draws from, after its case, in the order of the courts.

    Results on one list follow one another: each sees the cases of the year that the last one added, also
    where two courts draw from the same list (法释〔2019〕5号第十七条).
    """
    if call.purpose == Purpose.ASSESSOR.value:
        lock_lists(call.court)


def _leave_open(draw: Draw, actor: Actor) -> None:
    """Nothing follows from a void draw: its seat is drawn again in a further round."""


def _take(draw: Draw, actor: Actor) -> None:
    """Seat whoever was drawn, unless the call was ended with its case or body, another seat of the call has
    him already, he came to sit meanwhile (named, or as the handling judge), or an assessor has reached the
    ceiling of the year by another draw: then the seat is drawn in a further round.
    """
    found = SeatDraw.objects.select_related("seat__call__body", "seat__call__case__handling")
    seat = found.get(draw=draw).seat
    call, picked = seat.call, UUID(draw.picked)
    if call.closed_at is not None:
        return
    assessor = call.purpose == Purpose.ASSESSOR.value
    field = "assessor_id" if assessor else "person_id"
    sits = call.body.members.filter(to_on=None, **{field: picked})
    if call.seats.filter(**{field: picked}).exists() or sits.exists():
        return
    if assessor and _full(picked, call, actor):
        return
    setattr(seat, field, picked)
    seat.save(update_fields=[field])
    if not seat.substitute and call.body.to_on is None:
        _sit(seat, call, draw, actor)
    if not call.seats.filter(person=None, assessor=None).exists():
        call.closed_at = actor.at
        call.save(update_fields=["closed_at"])


def _full(assessor: UUID, call: SeatCall, actor: Actor) -> bool:
    sat = sat_in_year([assessor], actor.today.year).get(assessor, 0)
    return sat >= ceiling(call.court_id)


def _sit(seat: Seat, call: SeatCall, draw: Draw, actor: Actor) -> None:
    if not vacant(call.body)[Purpose(call.purpose)]:
        return
    part = Part.ASSESSOR if seat.assessor_id else Part.JUDGE
    BodyMember.objects.create(
        body=call.body,
        case=call.case,
        court_id=call.court_id,
        person_id=seat.person_id,
        assessor_id=seat.assessor_id,
        part=part.value,
        how=How.DRAWN.value,
        draw=draw,
        from_on=actor.today,
    )
    seat.used_on = actor.today
    seat.save(update_fields=["used_on"])
    untold(call.body)
    note("body_member_added", call.case, actor, name=name_of(seat), part=part.value, how=How.DRAWN.value)
    if seat.person_id is not None:
        tell_seated(call.body, seat.person_id, part, actor)
        set_presiding(call.body, None, actor, call.case)


def end_open(case: Case, actor: Actor) -> None:
    """Receiver of the closing: draws for seats and requests about the body end with the case.

    A number that is locked already is revealed in its turn, as the chain goes on, and seats nobody.
    """
    for call in SeatCall.objects.select_for_update().filter(case=case, closed_at=None).order_by("pk"):
        call.closed_at = actor.at
        call.save(update_fields=["closed_at"])
        drawn = list(call.seats.values_list("draws__draw__draw_no", flat=True))
        note("seats_ended", case, actor, purpose=call.purpose, draws=sorted(no for no in drawn if no))
    body = body_of(case)
    if body is not None:
        lapse_correction(body, actor)
