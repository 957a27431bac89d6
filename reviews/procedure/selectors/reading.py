"""Who sees a review, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from courts.actors.domain import Right, Viewer
from courts.refusals.domain import NotVisible
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load
from reviews.plans.selectors import watching_courts
from reviews.procedure.domain import TOLD, ConflictRule, Part, StatusWord
from reviews.procedure.models import Assignment, Review
from reviews.sheets.domain import Entry
from reviews.sheets.selectors import entries_of

NOUN = "reviews/procedure"


def status_words() -> RuleTable[StatusWord]:
    """The states in words."""
    return load(NOUN, "statuses", StatusWord)


def conflict_rules() -> RuleTable[ConflictRule]:
    """Why somebody may not review a case."""
    return load(NOUN, "conflicts", ConflictRule)


def visible(user: Viewer) -> QuerySet[Review]:
    """The reviews a viewer may know of.

    The planning office and overseers: all of their courts, but of an own case only what
    its judge may see. A reviewer: what is assigned now or was done. A judge: the own,
    once told. An API client with ``reviews:read``: those of the courts it sees.
    """
    if user.person_id is None:
        return Review.objects.filter(court_id__in=watching_courts(user))
    if not user.roles:
        return Review.objects.none()
    own = Q(judge_id=user.person_id)
    watched = Q(court_id__in=watching_courts(user)) & ~own
    told = own & Q(status__in=sorted(TOLD))
    mine = Assignment.objects.filter(
        review=OuterRef("pk"), reviewer_id=user.person_id, replaced_at__isnull=True
    )
    assigned = Q(court_id__in=user.courts_with(Right.REVIEW)) & Q(Exists(mine)) & ~own
    return Review.objects.filter(watched | told | assigned)


def get_visible(user: Viewer, review_id: UUID | str) -> Review:
    """One visible review with its court, plan, case and judge. Raises NotVisible (404) otherwise."""
    try:
        wanted = UUID(str(review_id))
    except ValueError:
        raise NotVisible(str(review_id)) from None
    rows = visible(user).select_related("court", "plan", "case", "judge", "division", "sample__draw")
    found = rows.filter(pk=wanted).first()
    if found is None:
        raise NotVisible(str(review_id))
    return found


def narrowed(reviews: QuerySet[Review], wanted: Mapping[str, Any]) -> QuerySet[Review]:
    """Apply the filters of a list: court code, status, plan; empty ones say nothing."""
    lookups = {"court": "court__code", "status": "status", "plan": "plan_id"}
    return reviews.filter(**{lookup: wanted[name] for name, lookup in lookups.items() if wanted.get(name)})


def active(review: Review, part: Part | None = None) -> Assignment | None:
    """Who reviews now (in that part): the assignment in force, the second before the first."""
    rows = Assignment.objects.filter(review=review, replaced_at=None).select_related("reviewer", "sheet")
    if part is not None:
        rows = rows.filter(part=part.value)
    return rows.order_by("-part").first()


def assigned_to(user: Viewer) -> QuerySet[Assignment]:
    """The viewer's assignments in the courts where they may review, what is due first, first."""
    rows = Assignment.objects.filter(
        reviewer_id=user.person_id, court_id__in=user.courts_with(Right.REVIEW), replaced_at=None
    )
    return rows.select_related("review__case", "review__court", "sheet").order_by("due_on", "pk")


def own_results(user: Viewer) -> QuerySet[Review]:
    """Reviews of the viewer's own cases that were told, the latest first."""
    if user.person_id is None:
        return Review.objects.none()
    told = visible(user).filter(judge_id=user.person_id, status__in=sorted(TOLD))
    return told.select_related("case", "plan", "court").order_by("-told_on", "-pk")


@dataclass(frozen=True)
class Opinion:
    """An opinion that was given: its part, sheet and deductions."""

    assignment: Assignment
    entries: tuple[Entry, ...]


def opinions(review: Review) -> list[Opinion]:
    """The opinions given on a review, the first before the second."""
    rows = Assignment.objects.filter(review=review, done_at__isnull=False)
    ordered = rows.select_related("reviewer", "sheet").prefetch_related("sheet__deductions").order_by("part")
    return [Opinion(row, entries_of(row.sheet)) for row in ordered]
