"""What the services of a request share: locking it, and saying after the commit that it moved."""

from __future__ import annotations

from uuid import UUID

from cases.docket.models import Case
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import follow_clock, get_visible
from courts.actors.domain import Actor
from courts.outbox.services import post


def lock_request(actor: Actor, request_id: UUID | str) -> tuple[Case, ExtensionRequest]:
    """A request the actor sees, by the clock of today, with its case, both locked, the case first.

    Raises NotVisible.

    The case need not be visible: whoever decides for an upper court sees the request alone.
    """
    seen = get_visible(actor.viewer, request_id)
    case = (
        Case.objects.select_for_update(of=("self",), no_key=True)
        .select_related("court")  # what else hangs on it may have changed before it was locked
        .get(pk=seen.case_id)
    )
    asked = (
        ExtensionRequest.objects.select_for_update(of=("self",))
        .select_related("deciding_court", "asked_by_person", "item")
        .get(pk=seen.pk)
    )
    asked.case = case
    return case, follow_clock(asked)


def post_moved(asked: ExtensionRequest, actor: Actor) -> None:
    """Let whoever acts next, or asked, be told after the commit that the request is now in this state."""
    body = {"request": asked.pk, "state": asked.state, "by": actor.person_id}
    post("extension_moved", body, court_id=asked.court_id, at=actor.at)
