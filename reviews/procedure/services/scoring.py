"""The reviewer's work: begin, keep the sheet as it is filled in, submit the opinion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from courts.actors.domain import Actor
from courts.refusals.domain import Refused
from courts.trail.services import recorded
from reviews.procedure.domain import Part, Status, advance
from reviews.procedure.models import Assignment, Review
from reviews.procedure.services.assigning import own_assignment
from reviews.procedure.services.opening import in_words, lock_review, note, step
from reviews.sheets.models import ScoreSheet
from reviews.sheets.services import keep_draft, submit_sheet


def start(*, review_id: UUID | str, actor: Actor) -> Assignment:
    """Begin the review; a second opinion begins with its assignment, so only its hour is noted.

    Raises NotVisible; Refused REVIEW-NOT-ASSIGNED, REVIEW-STEP.
    """
    with recorded():
        review = lock_review(actor, review_id)
        mine = own_assignment(review, actor)
        if mine.started_at is not None:
            return mine
        if mine.part == Part.FIRST.value:
            step(review, Status.IN_REVIEW)
            review.save(update_fields=["status"])
        mine.started_at = actor.at
        mine.save(update_fields=["started_at"])
        note("review_started", review, actor, part=mine.part)
    return mine


def save_sheet(*, review_id: UUID | str, typed: Mapping[str, Any], comment: str, actor: Actor) -> ScoreSheet:
    """Keep the sheet as it stands, good or bad; drafts are no business event.

    Raises NotVisible; Refused REVIEW-NOT-ASSIGNED, REVIEW-STEP before the review began.
    """
    with recorded():
        review = lock_review(actor, review_id)
        mine = _begun(review, actor)
        return keep_draft(mine.sheet, typed=typed, comment=comment, actor=actor)


def submit_opinion(*, review_id: UUID | str, actor: Actor) -> Review:
    """Submit the sheet as it was saved; of two at once one does.

    The result follows from the deductions. Raises NotVisible; InvalidInput (item ->
    message); Refused REVIEW-NOT-ASSIGNED, REVIEW-STEP, REVIEW-NO-PLACE, REVIEW-NO-GROUND.
    """
    with recorded():
        review = lock_review(actor, review_id)
        mine = _begun(review, actor)
        sheet = submit_sheet(mine.sheet_id, actor=actor)
        mine.done_at = actor.at
        mine.save(update_fields=["done_at"])
        if mine.part == Part.FIRST.value:
            step(review, Status.FIRST_OPINION)
            review.save(update_fields=["status"])
        note(
            "review_opinion_given",
            review,
            actor,
            part=mine.part,
            total=sheet.total,
            grade=sheet.grade,
            deductions=sheet.deductions.count(),
        )
    return review


def _begun(review: Review, actor: Actor) -> Assignment:
    """The actor's assignment, begun and not finished."""
    mine = own_assignment(review, actor)
    if mine.started_at is None:
        try:
            advance(Status(review.status), Status.FIRST_OPINION)
        except Refused as refused:
            in_words(refused, review)
            raise
    return mine
