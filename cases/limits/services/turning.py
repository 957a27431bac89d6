"""Clocks that a day turns by itself: an open stop begins after days that count, or has lasted its longest."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import structlog
from django.db.models import Q, QuerySet

from cases.docket.domain import Status
from cases.limits.domain import ExclusionGround
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.selectors import law
from cases.limits.selectors.ledger import STOPS
from cases.limits.services.recomputing import recompute
from courts.actors.domain import Actor
from courts.trail.services import recorded

log = structlog.get_logger(__name__)
BATCH = 500
SHORTEST_MONTH = 28


def turn_clocks(*, business_date: date, at: datetime, label: str) -> int:
    """Compute anew, as of a business date, the open cases whose clock that day stops or sets running.

    The first 15 (7) days of court mediation count (X08), so its stop begins later than it; reading
    the file leaves out a month at most (X13), so its stop ends before it does. Safe twice for one
    date and after missed ones: what stands as it should is left. Returns how many clocks moved.
    """
    actor = Actor(at=at, label=label)
    return sum(
        _turn(ground, waiting, business_date, actor)
        for ground in law().grounds
        if (waiting := _waiting(ground, business_date)) is not None
    )


def _waiting(ground: ExclusionGround, day: date) -> Q | None:
    """Clocks that a stop on this ground may turn by a day; None for a ground that no day turns."""
    counted = [days for days in (ground.counted_days, ground.counted_days_summary) if days]
    if counted:
        return Q(stopped_since=None, case__in=_open_stops(ground, day - timedelta(days=min(counted))))
    if ground.cut_at_cap and ground.cap:
        cap = ground.cap
        days = cap.months * SHORTEST_MONTH + cap.half_months * 15 + cap.days
        begun = _open_stops(ground, day - timedelta(days=days + 1))
        return Q(stopped_since__isnull=False, case__in=begun)
    return None


def _open_stops(ground: ExclusionGround, begun_by: date) -> QuerySet[LedgerItem, Any]:
    """Cases with a stop on the ground that stands open: by the index of open stops."""
    return LedgerItem.objects.filter(
        state=LedgerItem.State.IN_FORCE.value,
        kind__in=[kind.value for kind in STOPS],
        ends_on=None,
        ground=ground.code,
        starts_on__lte=begun_by,
    ).values("case_id")


def _turn(ground: ExclusionGround, waiting: Q, day: date, actor: Actor) -> int:
    """Batch after batch, a transaction each, in the order in which all that computes clocks locks them."""
    due = CaseClock.objects.filter(waiting, case__status=Status.OPEN.value, base_on__isnull=False)
    if not due.exists():
        return 0
    moved, after = 0, Q()
    while True:
        with recorded():
            found = due.filter(after).select_for_update(of=("self",)).select_related("case")
            clocks = list(found.order_by("court_id", "case_id")[:BATCH])
            done = recompute(clocks, f"ground {ground.code}", actor=actor, today=day)
        moved += done.moved
        if done.kept:
            log.warning("clocks_kept", ground=ground.code, day=day.isoformat(), kept=done.kept)
        if len(clocks) < BATCH:
            return moved
        last = clocks[-1]
        after = Q(court_id__gt=last.court_id) | Q(court_id=last.court_id, case_id__gt=last.case_id)
