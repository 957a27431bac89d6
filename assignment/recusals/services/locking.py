"""What the services of a recusal share."""

from __future__ import annotations

from uuid import UUID

from assignment.recusals.domain import State
from assignment.recusals.models import Recusal
from assignment.recusals.selectors import get_visible
from cases.docket.models import Case
from courts.actors.domain import Actor
from courts.outbox.services import post
from courts.refusals.domain import Refused


def lock_recusal(actor: Actor, recusal_id: UUID | str) -> tuple[Case, Recusal]:
    """A recusal the actor sees with its case, both locked, the case first. Raises NotVisible."""
    seen = get_visible(actor.viewer, recusal_id)
    cases = Case.objects.select_for_update(of=("self",), no_key=True).select_related("court")
    case = cases.get(pk=seen.case_id)
    rows = Recusal.objects.select_for_update(of=("self",))
    recusal = rows.select_related("person", "court").get(pk=seen.pk)
    recusal.case = case
    return case, recusal


def require_state(recusal: Recusal, *states: State) -> None:
    """Raise Refused RECUSAL-STATE unless the recusal is at one of these steps."""
    if recusal.state not in {state.value for state in states}:
        raise Refused("RECUSAL-STATE", asked_on=recusal.asked_on)


def post_moved(recusal: Recusal, actor: Actor) -> None:
    """Let those whose turn it is be told after the commit."""
    body = {"recusal": recusal.pk, "state": recusal.state, "by": actor.person_id}
    post("recusal_moved", body, court_id=recusal.court_id, at=actor.at)
