"""Reading the draws that fill seats: what is open, what was drawn, who may be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count, islice
from uuid import UUID

from django.db.models import Q

from assignment.assessors.selectors import candidates, ceiling
from assignment.bodies.domain import Part
from assignment.bodies.models import BodyMember, Seat, SeatCall, SeatDraw, TrialBody
from assignment.bodies.selectors.reading import HANDLING_ONLY, body_of
from assignment.draws.domain import Purpose, Status
from assignment.draws.models import Draw
from assignment.pools.domain import PoolJudge
from assignment.pools.selectors import judges_of, route_case
from cases.docket.models import Case
from cases.docket.selectors import get_visible as get_visible_case
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Viewer
from courts.refusals.domain import NotVisible

A_CASE = 100
EQUAL = 0


def visible_draws(viewer: Viewer) -> Q:
    """Draws for seats are seen by whoever sees the case."""
    return Q(seat_draw__seat__call__case__in=visible_cases(viewer))


def case_of_draw(draw: Draw) -> Case | None:
    """The case whose seat a draw is for."""
    found = SeatDraw.objects.filter(draw=draw).select_related(
        "seat__call__case__court", "seat__call__case__handling__handler"
    )
    one = found.first()
    return one.seat.call.case if one else None


def vacant(body: TrialBody, members: Iterable[BodyMember] | None = None) -> dict[Purpose, int]:
    """How many seats of a body nobody sits on yet, by what is drawn for them; ``members`` if at hand."""
    sit = [one for one in members or body.members.filter(to_on=None) if one.to_on is None]
    assessors = sum(one.part == Part.ASSESSOR.value for one in sit)
    judges = len(sit) - assessors
    return {
        Purpose.MEMBER: max(0, body.size - body.assessors - judges),
        Purpose.ASSESSOR: max(0, body.assessors - assessors),
    }


def open_call(body: TrialBody, purpose: Purpose) -> SeatCall | None:
    """The draw under way for a body, if there is one."""
    return SeatCall.objects.filter(body=body, purpose=purpose.value, closed_at=None).first()


def calls_of(case: Case) -> list[SeatCall]:
    """Every draw for seats of a case, the latest first."""
    rows = SeatCall.objects.filter(case=case).prefetch_related("seats__draws__draw__chain")
    return list(rows.prefetch_related("seats__assessor", "seats__person").order_by("-asked_at", "-id"))


def get_visible_call(viewer: Viewer, call_id: UUID | str) -> SeatCall:
    """A draw for seats of a visible case. Raises NotVisible."""
    try:
        found = SeatCall.objects.select_related("body").filter(pk=UUID(str(call_id))).first()
    except ValueError:
        found = None
    if found is None:
        raise NotVisible(str(call_id))
    found.case = get_visible_case(viewer, found.case_id)
    return found


def seats_of(call: SeatCall) -> list[Seat]:
    """The seats of a call in their order."""
    return list(call.seats.select_related("assessor", "person").order_by("order"))


def draws_under_way(call: SeatCall, status: Status | None = None) -> list[Draw]:
    """The draws of a call that have not ended, by number."""
    open_ = [Status.COMMITTED.value, Status.NONCE_FIXED.value] if status is None else [status.value]
    rows = Draw.objects.filter(seat_draw__seat__call=call, status__in=open_)
    return list(rows.select_related("chain", "court").order_by("chain__part", "draw_no"))


def draws_of_call(call: SeatCall) -> list[Draw]:
    """Every draw of a call, by number."""
    rows = Draw.objects.filter(seat_draw__seat__call=call).select_related("chain", "court", "seat_draw")
    return list(rows.order_by("chain__part", "draw_no"))


def free_orders(body: TrialBody, purpose: Purpose, number: int) -> list[int]:
    """The numbers of the seats to draw: the lowest that nobody drawn sits on or waits for as a substitute.

    A seat drawn again keeps its number, in another panel of the case too: it is the next attempt for it.
    """
    drawn = Seat.objects.filter(call__body=body, call__purpose=purpose.value)
    waits = drawn.filter(Q(person__isnull=False) | Q(assessor__isnull=False), used_on=None)
    sits = drawn.filter(draws__draw__seated__in=body.members.filter(to_on=None))
    held = {*waits.values_list("order", flat=True), *sits.values_list("order", flat=True)}
    return list(islice((order for order in count(1) if order not in held), number))


def ever_drawn(body: TrialBody) -> bool:
    """Whether a seat of a body was drawn, or a list was locked for one."""
    return SeatDraw.objects.filter(seat__call__body=body).exists()


def assessor_candidates(case: Case, specialty: str, on: date) -> tuple[list[PoolJudge], int]:
    """The list of assessors for a case with the reasons, and the band: whoever has fewer cases has the
    better chance, and nobody below the ceiling has none."""
    seated = _seated(case, "assessor_id")
    return candidates(case, on, specialty=specialty, seated=seated), A_CASE * ceiling(case.court_id)


def member_candidates(case: Case, on: date) -> tuple[list[PoolJudge], str]:
    """The judges of the case's pool, each with the same chance, those on the body left out; its name."""
    route = route_case(case, on)
    if route is None:
        return [], ""
    seated = {str(pk) for pk in (*_seated(case, "person_id"), case.handling.handler_id)}
    found = [
        PoolJudge(
            id=judge.id,
            load=0,
            share=judge.share,
            excluded="BODY_SEATED" if judge.id in seated else _barring(judge),
            excluded_by=judge.excluded_by,
        )
        for judge in judges_of(route.pool, on, case)
    ]
    return found, route.pool.name


def _barring(judge: PoolJudge) -> str:
    return "" if judge.excluded in HANDLING_ONLY else judge.excluded


def _seated(case: Case, field: str) -> set[UUID]:
    """Who sits on the body of a case now, and who was drawn for it and is to step in."""
    now = BodyMember.objects.filter(case=case, to_on=None).values_list(field, flat=True)
    body = body_of(case)
    waiting = Seat.objects.filter(call__body=body, used_on=None) if body else Seat.objects.none()
    drawn = waiting.values_list(field, flat=True)
    return {pk for pk in (*now, *drawn) if pk is not None}


def able_substitutes(case: Case, body: TrialBody, on: date) -> list[Seat]:
    """Those of the substitutes who may still sit: suspended, full or barred since, they are passed over."""
    listed = {judge.id for judge in candidates(case, on) if not judge.reason}
    return [seat for seat in substitutes(body) if str(seat.assessor_id) in listed]


def substitutes(body: TrialBody) -> list[Seat]:
    """Assessors drawn as substitutes who have not stepped in, by their order."""
    rows = Seat.objects.filter(call__body=body, substitute=True, used_on=None, assessor__isnull=False)
    return list(rows.select_related("assessor", "call").order_by("call__asked_at", "order"))
