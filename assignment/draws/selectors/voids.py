"""Requests to make a draw void: who sees them, and what they hold up."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from assignment.draws.domain import Status
from assignment.draws.models import Draw, VoidRequest
from assignment.draws.registry import kinds
from assignment.draws.selectors.reading import visible
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import NotVisible

OPEN = [Status.COMMITTED.value, Status.NONCE_FIXED.value]
WAITING = VoidRequest.State.WAITING


def seen_for_void(user: Viewer, draw_id: UUID | str) -> Draw:
    """A draw that may be made void, for whoever sees it or may void draws of its court.

    The latter see the draw, not the case: what a sealed case is stays sealed. Raises NotVisible.
    """
    try:
        wanted = UUID(str(draw_id))
    except ValueError:
        raise NotVisible(str(draw_id)) from None
    purposes = [kind.purpose.value for kind in kinds() if kind.voided is not None]
    rows = Draw.objects.select_related("chain", "case", "court", "winner").filter(purpose__in=purposes)
    found = rows.filter(pk=wanted, court_id__in=user.courts_with(Right.VOID_DRAW)).first()
    found = found or rows.filter(pk__in=visible(user).values("pk")).filter(pk=wanted).first()
    if found is None:
        raise NotVisible(str(draw_id))
    return found


def void_of(draw: Draw) -> VoidRequest | None:
    """The request that waits for an answer, or that made the draw void."""
    return draw.void_requests.filter(state__in=[WAITING, VoidRequest.State.VOIDED]).first()


def of_void(draws: Iterable[Draw]) -> dict[UUID, VoidRequest]:
    """The requests by which draws were made void, by draw."""
    found = VoidRequest.objects.filter(draw__in=list(draws), state=VoidRequest.State.VOIDED)
    return {request.draw_id: request for request in found}


def voids_waiting(user: Viewer) -> QuerySet[VoidRequest]:
    """Requests the viewer may answer: of their courts, by somebody else, on draws that are still open."""
    waiting = VoidRequest.objects.filter(
        state=WAITING, draw__status__in=OPEN, court_id__in=user.courts_with(Right.VOID_DRAW)
    )
    others = waiting.exclude(asked_by_person=user.person_id) if user.person_id else waiting
    return others.select_related("draw__chain", "draw__case", "court").order_by("asked_at")
