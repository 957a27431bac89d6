"""Reading pools for the pages: who is in, who is away, what changed lately."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from assignment.pools.models import Absence, Pool, PoolMember
from assignment.pools.selectors.settings import WEIGHING_OPTIONS
from cases.docket.domain import Status
from cases.docket.models import CaseHandling
from courts.actors.domain import Right, Viewer
from courts.history.selectors import Entry, Wanted, history
from courts.refusals.domain import NotVisible

MOST_CHANGES = 100
QUOTA_VERBS = ("quota_left",)
"""An admission alone puts nobody into a pool."""


def pools_of(court_id: int) -> list[Pool]:
    """The pools of a court, those of a division together, in institutional order."""
    found = Pool.objects.filter(court_id=court_id).select_related("court", "division", "team")
    return list(found.order_by("division__order", "name", "pk"))


def readable_pools(viewer: Viewer) -> QuerySet[Pool]:
    """The pools of the courts whose cases a viewer reads whole, or which they administer or watch."""
    courts = set(viewer.read_courts) | viewer.courts_with(Right.ADMINISTER)
    courts |= viewer.courts_with(Right.MONITOR_DRAWS)
    return Pool.objects.filter(court_id__in=courts).select_related("court", "division", "team")


def administered_pool(viewer: Viewer, pool_id: int) -> Pool:
    """A pool of a court the viewer administers. Raises NotVisible otherwise."""
    found = Pool.objects.select_related("court", "division", "team").filter(pk=pool_id).first()
    if found is None or not viewer.may(Right.ADMINISTER, found.court_id):
        raise NotVisible(f"pool {pool_id}")
    return found


def administered_member(viewer: Viewer, member_id: int) -> PoolMember:
    """A membership in a pool of a court the viewer administers. Raises NotVisible otherwise."""
    found = (
        PoolMember.objects.select_related("judge", "pool__court", "pool__team").filter(pk=member_id).first()
    )
    if found is None or not viewer.may(Right.ADMINISTER, found.pool.court_id):
        raise NotVisible(f"member {member_id}")
    return found


def administered_absence(viewer: Viewer, absence_id: int) -> Absence:
    """Leave or suspension entered in a court the viewer administers. Raises NotVisible otherwise."""
    found = Absence.objects.select_related("judge", "court").filter(pk=absence_id).first()
    if found is None or not viewer.may(Right.ADMINISTER, found.court_id):
        raise NotVisible(f"absence {absence_id}")
    return found


def members_of(pool: Pool) -> list[PoolMember]:
    """Everybody who is, will be or was in a pool: by name, each one's terms in order."""
    found = pool.members.select_related("judge")
    return list(found.order_by("judge__name", "judge_id", "from_on"))


def absences_of(court_id: int, since: date) -> list[Absence]:
    """Leave, secondment and suspension of a court that end on or after a day, the earliest first."""
    found = Absence.objects.filter(court_id=court_id, to_on__gte=since).select_related("judge")
    return list(found.order_by("from_on", "judge__name"))


def open_cases_of(judges: Iterable[UUID]) -> dict[UUID, int]:
    """How many open cases each of these judges handles."""
    rows = CaseHandling.objects.filter(handler_id__in=list(judges), case__status=Status.OPEN.value)
    counted = rows.values_list("handler_id").annotate(number=Count("pk"))
    return {judge: number for judge, number in counted if judge is not None}


def pools_joined(judge: UUID, from_on: date, to_on: date) -> list[Pool]:
    """The pools a judge is in on some day of a span."""
    terms = PoolMember.objects.filter(judge_id=judge, from_on__lte=to_on).filter(
        Q(to_on=None) | Q(to_on__gte=from_on)
    )
    return list(Pool.objects.filter(pk__in=terms.values("pool_id")).order_by("name"))


def changes_before(pool: Pool, at: datetime, window: timedelta) -> list[Entry]:
    """What changed who may be drawn from a pool within a time before an instant.

    Routes, members, shares, band; leave, secondment, suspension, quota of its judges; the court's options.
    """
    since = at - window
    members = Wanted(noun="pool", object_id=str(pool.pk), since_at=since, until_at=at)
    leave = Wanted(noun="absence", since_at=since, until_at=at)
    found = history([pool.court_id], members, MOST_CHANGES)
    judges = {str(judge) for judge in pool.members.values_list("judge_id", flat=True)}
    away = history([pool.court_id], leave, MOST_CHANGES)
    found += [entry for entry in away if entry.data.get("judge_id") in judges]
    quota = Wanted(noun="person", verbs=QUOTA_VERBS, since_at=since, until_at=at)
    found += [entry for entry in history([pool.court_id], quota, MOST_CHANGES) if entry.object_id in judges]
    options = Wanted(noun="option", since_at=since, until_at=at)
    numbers = history([pool.court_id], options, MOST_CHANGES)
    found += [entry for entry in numbers if entry.object_id in WEIGHING_OPTIONS]
    return sorted(found, key=lambda entry: -entry.id)
