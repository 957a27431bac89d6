"""Computing many clocks anew, a batch a transaction, from where the last one ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import connection
from django.db.models import Q, QuerySet

from cases.limits.models import CaseClock
from cases.limits.services import recompute, touched_by_reading, touched_by_year
from cases.recomputations.models import Recomputation
from cases.recomputations.selectors import unfinished
from courts.actors.domain import Actor, Viewer
from courts.outbox.services import post
from courts.places.models import Court
from courts.trail.services import recorded

log = structlog.get_logger(__name__)
ASKED = "recomputation_asked"
BATCH = 500
"""So many cases are computed in one transaction; so few, at once with the change."""
MOST_LISTED = 50


def recompute_for_year(year: int, *, actor: Actor) -> Recomputation | None:
    """Compute anew what turns on a year's calendar, in the transaction that changed it.

    None when no open case does. More than ``BATCH`` cases go to the queue after the commit.
    """
    return _ask(Recomputation(year=year), actor)


def recompute_for_reading(court_id: int, code: str, actor: Actor) -> Recomputation | None:
    """The same for a court that reads the law, or sets its thresholds, otherwise."""
    return _ask(Recomputation(court_id=court_id, code=code), actor)


def _ask(row: Recomputation, actor: Actor) -> Recomputation | None:
    row.total = _touched(row).count()
    if not row.total:
        return None
    row.asked_at, row.asked_by = actor.at, actor.label[:160]
    with recorded():
        row.save(force_insert=True)
        if row.total > BATCH:
            court_id = row.court_id or _first_court(row)
            post(ASKED, {"recomputation": row.pk}, court_id=court_id, at=actor.at)
            return row
        while _batch(row, actor):
            pass
    return row


def go_on(recomputation_id: UUID | str, *, at: datetime, batches: int | None = None) -> bool:
    """Work until it is done or so many batches are, a transaction each. Returns whether some are left.

    Nothing is done, and nothing left, when another worker is at it. A batch that fails
    leaves what was done before it; the next call goes on there.
    """
    key = _lock_key(recomputation_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            return False
    try:
        row = Recomputation.objects.get(pk=recomputation_id)
        actor = Actor(at=at, label=row.asked_by, viewer=Viewer(None))
        more, number = row.finished_at is None, 0
        while more and number != batches:
            with recorded():
                more = _batch(row, actor)
            number += 1
        log.info("recomputed", reason=row.reason, done=row.done, moved=row.moved, kept=row.kept_count)
        return more
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def finish_all(business_date: date, at: datetime) -> None:
    """Nightly step: go on with whatever was left unfinished."""
    for pk in list(unfinished().values_list("pk", flat=True)):
        go_on(pk, at=at)


def _batch(row: Recomputation, actor: Actor) -> bool:
    """Compute the next cases, in the running transaction. Returns whether there are more."""
    waiting = _touched(row)
    if row.at_case is not None:
        waiting = waiting.filter(
            Q(court_id__gt=row.at_court) | Q(court_id=row.at_court, case_id__gt=row.at_case)
        )
    clocks = list(
        waiting.select_for_update(of=("self",)).select_related("case").order_by("court_id", "case_id")[:BATCH]
    )
    if clocks:
        found = recompute(clocks, row.reason, actor=actor)
        row.at_court, row.at_case = clocks[-1].court_id, clocks[-1].case_id
        row.done += found.seen
        row.moved += found.moved
        row.kept_count += len(found.kept)
        row.kept = [*row.kept, *found.kept][:MOST_LISTED]
    if len(clocks) < BATCH:
        row.finished_at = actor.at
    row.save()
    return row.finished_at is None


def _touched(row: Recomputation) -> QuerySet[CaseClock]:
    if row.year is not None:
        return touched_by_year(row.year)
    assert row.court_id is not None  # the row's own constraint
    return touched_by_reading(row.court_id)


def _first_court(row: Recomputation) -> int:
    """The court whose outbox carries the message: the first that has a case to compute."""
    found: Any = _touched(row).order_by("court_id").values_list("court_id", flat=True).first()
    return int(found if found is not None else Court.objects.values_list("pk", flat=True)[0])


def _lock_key(recomputation_id: UUID | str) -> int:
    """A lock of the session, of its own for each recomputation."""
    return UUID(str(recomputation_id)).int % (1 << 62)
