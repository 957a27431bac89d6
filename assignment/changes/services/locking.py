"""What the services of a change share: locking it, saying that it moved, who may not take part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from assignment.changes.domain import OPEN, State
from assignment.changes.models import ChangeRequest
from assignment.changes.selectors import get_visible, is_concerned
from cases.docket.models import Case
from cases.docket.services import note
from courts.actors.domain import Actor, Right
from courts.outbox.services import post
from courts.refusals.domain import Refused
from courts.trail.services import record


def lock_request(actor: Actor, request_id: UUID | str) -> tuple[Case, ChangeRequest]:
    """A request the actor sees with its case, both locked, the case first. Raises NotVisible.

    The case need not be visible: whoever speaks on a request about a sealed case sees the request alone.
    """
    seen = get_visible(actor.viewer, request_id)
    cases = Case.objects.select_for_update(of=("self",), no_key=True).select_related("court")
    case = cases.get(pk=seen.case_id)
    rows = ChangeRequest.objects.select_for_update(of=("self",))
    asked = rows.select_related("from_judge", "to_judge", "new_judge", "court").get(pk=seen.pk)
    asked.case = case
    return case, asked


def require_state(asked: ChangeRequest, *states: State) -> None:
    """Raise Refused CHANGE-STATE unless the request is at one of these steps."""
    if asked.state not in {state.value for state in states}:
        raise Refused("CHANGE-STATE", asked_on=asked.asked_on)


def require_other(asked: ChangeRequest, actor: Actor, right: Right) -> None:
    """Raise Refused CHANGE-SELF for whoever asked, is replaced, or is to have the case."""
    own = actor.client == asked.sent_by_client
    if actor.person_id is not None:
        own = is_concerned(actor.person_id, asked, right, actor.today)
    if own or not (actor.person_id or actor.client):
        to = asked.to_judge.name if asked.to_judge else "—"
        raise Refused("CHANGE-SELF", asked_by=asked.asked_by, handler=asked.from_judge.name, to=to)


def signed(actor: Actor) -> tuple[datetime, str, UUID | None]:
    """The signature under a step."""
    return actor.at, actor.label[:160], actor.person_id


@contextmanager
def apart(asked: ChangeRequest) -> Iterator[None]:
    """Keep a refusal of the check with the court, not on the case, whose readers never learn of the check."""
    try:
        yield
    except Refused as refused:
        refused.params.setdefault("court_id", asked.court_id)
        raise


def note_apart(verb: str, asked: ChangeRequest, actor: Actor, **data: object) -> None:
    """Record what readers of the case are not told: on the request, not on the case."""
    record(verb, court_id=asked.court_id, actor=actor, noun="change", object_id=asked.pk, data=dict(data))


def open_of(case_id: UUID, *, member: int | None) -> QuerySet[ChangeRequest]:
    """The open requests about the handler of a case, or about one seat of its panel."""
    live = [state.value for state in OPEN]
    return ChangeRequest.objects.filter(case_id=case_id, state__in=live, member=member)


def lapse(asked: ChangeRequest, actor: Actor) -> None:
    """End a request that nothing is left to decide on."""
    asked.state = State.LAPSED.value
    asked.save(update_fields=["state"])
    note("change_lapsed", asked.case, actor, ground=asked.ground)
    post_moved(asked, actor)


def post_moved(asked: ChangeRequest, actor: Actor) -> None:
    """Let those whose turn it is be told after the commit."""
    body = {"request": asked.pk, "state": asked.state, "by": actor.person_id}
    post("change_moved", body, court_id=asked.court_id, at=actor.at)
