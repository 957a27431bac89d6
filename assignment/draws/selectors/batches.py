"""Cases that wait for a draw, and batches in which they were drawn together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from assignment.draws.models import DrawBatch
from assignment.draws.registry import waiting_for_replacement
from assignment.pools.domain import choose
from assignment.pools.models import Pool
from assignment.pools.selectors import facts_of, route_rows
from cases.docket.domain import Status as CaseStatus
from cases.docket.models import Case, CaseHandling
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import NotVisible


def to_draw(user: Viewer) -> QuerySet[Case]:
    """Accepted cases of the viewer's courts that nobody handles yet, or whose handler is to be replaced.

    Each found by an index of its own and joined by keys: the navigation counts them on every page.
    """
    courts = user.courts_with(Right.DRAW) if user.person_id is not None else ()
    open_ = visible_cases(user).filter(court_id__in=courts, status=CaseStatus.OPEN.value, open_confirmed=True)
    unhandled = CaseHandling.objects.filter(court_id__in=courts, handler=None).values("case_id")
    return open_.filter(pk__in=unhandled.union(*waiting_for_replacement()))


def by_pool(cases: Iterable[Case], on: date) -> list[tuple[Pool | None, list[Case]]]:
    """Cases by the pool they go to, those that no pool covers in front; the routes of a court read once."""
    listed = list(cases)
    rows = {court_id: route_rows(court_id, on=on) for court_id in {case.court_id for case in listed}}
    found: dict[int | None, list[Case]] = {}
    for case in listed:
        row = choose(rows[case.court_id], facts_of(case, on), on)
        found.setdefault(row.pool_id if row else None, []).append(case)
    pools = Pool.objects.in_bulk([pk for pk in found if pk is not None])
    named = [(pools.get(pk) if pk is not None else None, members) for pk, members in found.items()]
    return sorted(named, key=lambda pair: (pair[0].name, pair[0].pk) if pair[0] else ("", 0))


def batch_seen(user: Viewer, batch_id: UUID | str) -> DrawBatch:
    """A batch, for whoever draws in its court or watches its draws. Raises NotVisible."""
    courts = user.courts_with(Right.DRAW) | user.courts_with(Right.MONITOR_DRAWS)
    try:
        wanted = UUID(str(batch_id))
    except ValueError:
        raise NotVisible(str(batch_id)) from None
    found = DrawBatch.objects.select_related("court").filter(pk=wanted, court_id__in=courts).first()
    if found is None:
        raise NotVisible(str(batch_id))
    return found


def batches_of(user: Viewer, most: int) -> list[DrawBatch]:
    """The latest batches of the viewer's courts."""
    courts = user.courts_with(Right.DRAW) | user.courts_with(Right.MONITOR_DRAWS)
    return list(DrawBatch.objects.filter(court_id__in=courts).order_by("-made_at")[:most])
