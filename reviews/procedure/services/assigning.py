"""Assigning reviewers: whoever has no conflict, the least loaded proposed first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cases.docket.services import require_right
from courts.actors.domain import Actor, Right
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded
from reviews.plans.models import ReviewPlan
from reviews.plans.selectors import get_visible as get_visible_plan
from reviews.plans.selectors import months_to_review
from reviews.procedure.domain import Candidate, Part, Status, review_due
from reviews.procedure.models import Assignment, Review
from reviews.procedure.selectors import active, candidates, conflict_rules
from reviews.procedure.selectors.candidates import reviewers
from reviews.procedure.services.opening import lock_review, note, step
from reviews.sheets.services import new_sheet

REASON_LENGTH = 300
SECOND = (Status.OBJECTION, Status.RE_REVIEW)


def assign(*, review_id: UUID | str, reviewer_id: UUID, actor: Actor) -> Assignment:
    """Assign a reviewer, or another in place of one who has not finished; after an objection, the second.

    Raises NotVisible; Refused PEOPLE-RIGHT, REVIEW-OWN-CASE, REVIEW-NOT-REVIEWER,
    REVIEW-CONFLICT, REVIEW-STEP, REVIEW-FINAL.
    """
    with recorded():
        review = lock_review(actor, review_id)
        check_office(review, actor, _("分派评查员"))
        chosen = next((c for c in candidates(review, actor.today) if c.person == reviewer_id), None)
        return _assign(review, _checked(review, chosen, reviewer_id), actor)


def _checked(review: Review, chosen: Candidate | None, reviewer_id: UUID) -> Candidate:
    if chosen is None:
        name = Person.objects.filter(pk=reviewer_id).values_list("name", flat=True).first()
        raise Refused("REVIEW-NOT-REVIEWER", reviewer=name or _("所选人员"), court_id=review.court_id)
    if chosen.conflicts:
        rules = [conflict_rules().latest(code) for code in chosen.conflicts]
        raise Refused("REVIEW-CONFLICT", reviewer=chosen.name, conflicts=rules, court_id=review.court_id)
    return chosen


def _assign(review: Review, chosen: Candidate, actor: Actor) -> Assignment:
    part = Part.SECOND if Status(review.status) in SECOND else Part.FIRST
    before = active(review, part)
    if before is not None and before.done_at is not None:
        # The part is done: only a step that the course does not have could assign it again.
        step(review, Status.ASSIGNED)
    step(review, Status.RE_REVIEW if part is Part.SECOND else Status.ASSIGNED)
    review.save(update_fields=["status"])
    if before is not None:
        before.replaced_at = actor.at
        before.save(update_fields=["replaced_at"])
    made = Assignment.objects.create(
        review=review,
        court_id=review.court_id,
        part=part.value,
        reviewer_id=chosen.person,
        sheet=new_sheet(court_id=review.court_id, category=review.case.category),
        assigned_at=actor.at,
        assigned_by=actor.label,
        due_on=_due(review, part, actor),
    )
    note(
        "reviewer_assigned",
        review,
        actor,
        part=part.value,
        reviewer=chosen.person,
        name=chosen.name,
        due_on=made.due_on,
        instead_of=before.reviewer.name if before else None,
    )
    return made


def _due(review: Review, part: Part, actor: Actor) -> date:
    plan_due = review.plan.due_on if part is Part.FIRST else None
    return review_due(actor.today, months_to_review(review.court_id), plan_due)


def assign_proposed(*, plan_id: UUID | str, actor: Actor) -> int:
    """Assign every drawn case of a plan to the reviewer the list proposes, evenly. Returns how many.

    Nothing is assigned when one of them has no reviewer without a conflict. Raises
    NotVisible; Refused PEOPLE-RIGHT, REVIEW-NO-REVIEWER.
    """
    plan = get_visible_plan(actor.viewer, plan_id)
    require_right(actor, Right.REVIEW_PLAN, plan.court_id, _("分派评查员"))
    with recorded():
        waiting = _waiting(plan, actor)
        pool = reviewers(plan.court_id, actor.today)
        stuck = 0
        for review in waiting:
            chosen = next((c for c in candidates(review, actor.today, pool) if not c.conflicts), None)
            if chosen is None:
                stuck += 1
                continue
            _assign(review, chosen, actor)
            pool = [replace(c, load=c.load + (c.person == chosen.person)) for c in pool]
        if stuck:
            raise Refused("REVIEW-NO-REVIEWER", number=stuck, court_id=plan.court_id)
    return len(waiting)


def _waiting(plan: ReviewPlan, actor: Actor) -> list[Review]:
    """The drawn cases of a plan without a reviewer, locked; not the actor's own."""
    rows = Review.objects.filter(plan=plan, status=Status.DRAWN.value).exclude(judge_id=actor.person_id)
    locked = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    return list(locked.select_related("case", "plan"))


def ask_replacement(*, review_id: UUID | str, reason: str, actor: Actor) -> Assignment:
    """A reviewer who finds a conflict asks to be replaced; the office then assigns another.

    Raises NotVisible; InvalidInput without a reason; Refused REVIEW-NOT-ASSIGNED.
    """
    text = reason.strip()
    if not text or len(text) > REASON_LENGTH:
        raise InvalidInput({"reason": _("请写明回避事由，不超过 %(n)d 字。") % {"n": REASON_LENGTH}})
    with recorded():
        review = lock_review(actor, review_id)
        mine = own_assignment(review, actor)
        mine.replace_reason = text
        mine.save(update_fields=["replace_reason"])
        note("review_replacement_asked", review, actor, reason=text)
    return mine


def own_assignment(review: Review, actor: Actor) -> Assignment:
    """The actor's assignment that is not finished. Raises Refused REVIEW-NOT-ASSIGNED."""
    mine = Assignment.objects.filter(
        review=review, reviewer_id=actor.person_id, replaced_at=None, done_at=None
    )
    found = mine.select_related("sheet").first()
    if found is None or not actor.viewer.may(Right.REVIEW, review.court_id):
        raise Refused("REVIEW-NOT-ASSIGNED", court_id=review.court_id)
    return found


def check_office(review: Review, actor: Actor, act: str) -> None:
    """The planning office may act, but nobody in the review of an own case."""
    if actor.person_id is not None and actor.person_id == review.judge_id:
        raise Refused("REVIEW-OWN-CASE", act=act, court_id=review.court_id)
    require_right(actor, Right.REVIEW_PLAN, review.court_id, act)
