"""Finishing draws that were left: their result is already determined."""

from __future__ import annotations

from datetime import timedelta

import structlog

from assignment.draws.domain import Status
from assignment.draws.models import Draw
from assignment.draws.services.steps import finish_left
from assignment.pools.selectors import setting
from courts.actors.domain import Actor
from courts.refusals.domain import Refused

log = structlog.get_logger(__name__)

GRACE = timedelta(minutes=2)


def sweep_draws(*, actor: Actor) -> int:
    """Finish every draw whose nonce window has passed (its nonce counts as empty) or whose
    reveal did not follow its nonce. Works in the order of draw numbers; returns how many ended.
    A draw that cannot be finished (a damaged chain) is logged and holds up no other court's.
    """
    window = timedelta(minutes=setting("NONCE_WINDOW"))
    late = Draw.objects.filter(status=Status.COMMITTED.value, committed_at__lt=actor.at - window)
    stuck = Draw.objects.filter(status=Status.NONCE_FIXED.value, nonce_at__lt=actor.at - GRACE)
    ended = 0
    for pk in (late | stuck).order_by("chain_id", "draw_no").values_list("pk", flat=True):
        try:
            finish_left(pk, actor=actor)
            ended += 1
        except Refused as refused:
            log.info("draw_still_waits", draw=str(pk), rule=refused.code)
        except Exception:
            log.exception("draw_not_finished", draw=str(pk))
    return ended
