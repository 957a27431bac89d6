"""Opening a review, and what every act on one shares: its lock, its steps, its events."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from cases.docket.domain import Status as CaseStatus
from cases.docket.models import Case
from courts.actors.domain import Actor
from courts.refusals.domain import Refused
from courts.trail.services import record
from reviews.plans.models import Sample
from reviews.procedure.domain import Status, advance, check_closed
from reviews.procedure.models import Review
from reviews.procedure.selectors import get_visible, status_words


def open_review(sample: Sample, actor: Actor) -> Review:
    """The review of a case that was just drawn; runs in the transaction of the draw.

    Raises Refused REVIEW-CASE-OPEN.
    """
    if sample.case_id is None:
        raise ValueError(f"sample {sample.pk} has no case")
    case = Case.objects.select_related("handling").get(pk=sample.case_id)
    try:
        check_closed(closed=case.status == CaseStatus.CLOSED.value, case=case.number or "")
    except Refused as refused:
        refused.params["court_id"] = case.court_id
        raise
    review = Review.objects.create(
        court_id=sample.court_id,
        plan_id=sample.plan_id,
        sample=sample,
        case=case,
        judge_id=sample.judge_id,
        division_id=case.handling.division_id,
        drawn_at=actor.at,
    )
    note("review_opened", review, actor, case=case.pk)
    return review


def lock_review(actor: Actor, review_id: UUID | str) -> Review:
    """A visible review, its row locked. Raises NotVisible."""
    review = get_visible(actor.viewer, review_id)
    Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    return get_visible(actor.viewer, review.pk)


def step(review: Review, to: Status) -> None:
    """Take the review one step further. Raises Refused REVIEW-STEP or REVIEW-FINAL, in words."""
    try:
        review.status = advance(Status(review.status), to).value
    except Refused as refused:
        in_words(refused, review)
        raise


def in_words(refused: Refused, review: Review) -> None:
    """Put the states' words and the court into a refusal. Not the case: its own trail must not tell."""
    words = status_words()
    refused.params |= {
        name: words.latest(Status(value).value)
        for name, value in refused.params.items()
        if name in ("current", "wanted")
    }
    refused.params["court_id"] = review.court_id


def note(verb: str, review: Review, actor: Actor, **data: Any) -> None:
    """Record an event of a review on its court's trail, without the case: the judge reads the case's own."""
    record(verb, court_id=review.court_id, actor=actor, noun="review", object_id=review.pk, data={**data})
