"""What the final results of a court add up to: grades and frequent deductions, never by judge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from reviews.procedure.domain import Status
from reviews.procedure.models import Assignment, Review
from reviews.sheets.models import Deduction

MOST = 10


@dataclass(frozen=True)
class Figures:
    """``grades`` by code; ``items`` are (item, cases, tenths) by how many cases they were deducted in."""

    reviews: int
    final: int
    grades: dict[str, int]
    items: tuple[tuple[str, int, int], ...]


def figures(
    *, court_id: int, closed: tuple[date, date] | None = None, plan_id: UUID | None = None
) -> Figures:
    """The figures of a court's plan, or of its reviews of cases closed in a period."""
    found = Review.objects.filter(court_id=court_id)
    if plan_id is not None:
        found = found.filter(plan_id=plan_id)
    if closed is not None:
        found = found.filter(case__closed_on__range=closed)
    final = found.filter(status=Status.FINAL.value)
    grades = Counter(final.order_by().values_list("grade", flat=True))
    return Figures(found.count(), final.count(), dict(grades), _frequent(final))


def _frequent(final: QuerySet[Review]) -> tuple[tuple[str, int, int], ...]:
    """The items most often deducted in the opinions that the final results stand on."""
    parts = Assignment.objects.filter(review__in=final, done_at__isnull=False).order_by("review_id", "part")
    sheets = dict(parts.values_list("review_id", "sheet_id"))  # the second opinion stands after the first
    cases: Counter[str] = Counter()
    tenths: Counter[str] = Counter()
    for item, amount in Deduction.objects.filter(sheet_id__in=sheets.values()).values_list("item", "amount"):
        cases[item] += 1
        tenths[item] += amount
    ordered = sorted(cases, key=lambda item: (-cases[item], item))[:MOST]
    return tuple((item, cases[item], tenths[item]) for item in ordered)
