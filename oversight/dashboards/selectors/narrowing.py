"""The filters by which the numbers of a dashboard open exactly their cases."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from assignment.draws.models import Draw
from cases.docket.models import Case
from oversight.dashboards.domain import ONE_DAY


def assigned(cases: QuerySet[Case], how: str) -> QuerySet[Case]:
    """Cases that their present handler got by a draw (``drawn``) or otherwise (``given``)."""
    handled = cases.filter(handling__handler__isnull=False)
    by_draw = Exists(
        Draw.objects.filter(case=OuterRef("pk"), status="result", winner=OuterRef("handling__handler"))
    )
    return handled.filter(by_draw) if how == "drawn" else handled.filter(~by_draw)


def drawn_to(cases: QuerySet[Case], judge: UUID) -> QuerySet[Case]:
    """Cases one of whose draws fell on a judge."""
    return cases.filter(Exists(Draw.objects.filter(case=OuterRef("pk"), status="result", winner=judge)))


def to_assign(cases: QuerySet[Case], _yes: bool) -> QuerySet[Case]:
    """Open cases that nobody handles, without imports nobody confirmed."""
    return cases.filter(handling__handler=None, status="open", open_confirmed=True)


def confirmed(cases: QuerySet[Case], _yes: bool) -> QuerySet[Case]:
    """Without imports that nobody confirmed as open."""
    return cases.filter(open_confirmed=True)


def four_answer(cases: QuerySet[Case], answer: str) -> QuerySet[Case]:
    """By the answer to the four-category question: ``yes``, ``no`` or ``none`` yet."""
    return cases.filter(four_category={"yes": True, "no": False, "none": None}[answer])


def in_limit(cases: QuerySet[Case], how: str) -> QuerySet[Case]:
    """Closed cases with a running limit: closed within it (``yes``) or over it (``no``)."""
    over = Q(clock__over_on__lte=F("closed_on"))
    timed = cases.filter(closed_on__isnull=False, clock__over_on__isnull=False)
    return timed.exclude(over) if how == "yes" else timed.filter(over)


def took_from(cases: QuerySet[Case], days: int) -> QuerySet[Case]:
    """Closed after ``days`` natural days from filing or more."""
    return cases.filter(closed_on__gte=F("filed_on") + days)


def took_to(cases: QuerySet[Case], days: int) -> QuerySet[Case]:
    """Closed after at most ``days`` natural days from filing."""
    return cases.filter(closed_on__lte=F("filed_on") + days)


def ends_from(cases: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Open cases with a running limit whose last day within it is ``day`` or later."""
    return _running(cases).filter(clock__over_on__gt=day)


def ends_to(cases: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Open cases with a running limit whose last day within it is ``day`` or earlier."""
    return _running(cases).filter(clock__over_on__lte=day + ONE_DAY)


def _running(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.filter(clock__watched=True, clock__stopped_since=None, clock__due_on__isnull=False)
