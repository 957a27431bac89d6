"""Which recomputations there are, for the page of jobs and for whoever goes on with them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from cases.recomputations.models import Recomputation


def unfinished() -> QuerySet[Recomputation]:
    """What is not done yet, the oldest first."""
    return Recomputation.objects.filter(finished_at=None).order_by("pk")


def recomputations_of(court_ids: Collection[int]) -> QuerySet[Recomputation]:
    """Those of the courts and those of the calendar, which is one for all; the newest first."""
    return (
        Recomputation.objects.filter(Q(court__in=court_ids) | Q(court=None))
        .select_related("court")
        .order_by("-pk")
    )
