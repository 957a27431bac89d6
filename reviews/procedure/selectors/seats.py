"""As what a viewer looks at a review: judge, reviewer, planning office, overseer."""

from __future__ import annotations

from dataclasses import dataclass

from courts.actors.domain import Right, Viewer
from reviews.procedure.models import Assignment, Review


@dataclass(frozen=True)
class Seat:
    """What a viewer is to a review. ``reviewing`` is the assignment in force of a reviewer."""

    judge: bool = False
    office: bool = False
    overseer: bool = False
    reviewing: Assignment | None = None

    @property
    def names_reviewers(self) -> bool:
        """Whether reviewers are named to this viewer: never to the judge, who might bear a grudge."""
        return (self.office or self.overseer) and not self.judge


def seat_of(user: Viewer, review: Review) -> Seat:
    """The viewer's seat; whoever handled the case is its judge and nothing else."""
    if user.person_id is not None and user.person_id == review.judge_id:
        return Seat(judge=True)
    mine = Assignment.objects.filter(review=review, reviewer_id=user.person_id, replaced_at=None)
    may_review = user.may(Right.REVIEW, review.court_id)
    return Seat(
        office=user.may(Right.REVIEW_PLAN, review.court_id),
        overseer=user.may(Right.REVIEW_OVERSEE, review.court_id),
        reviewing=mine.select_related("sheet").first() if may_review else None,
    )
