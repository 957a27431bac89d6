"""After the opinion: the judge is told, answers, and the result becomes final."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from courts.actors.domain import Actor
from courts.options.selectors import option
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.services import recorded
from reviews.procedure.domain import (
    Part,
    Said,
    Status,
    check_may_end,
    check_may_say,
    objection_until,
)
from reviews.procedure.models import Assignment, Review, Statement
from reviews.procedure.services.assigning import check_office
from reviews.procedure.services.opening import in_words, lock_review, note, step

TEXT_LENGTH = 2000
NOTE_LENGTH = 1000


def tell(*, review_id: UUID | str, actor: Actor) -> Review:
    """Tell the judge the first opinion; the time to object runs from the next day.

    Raises NotVisible; Refused PEOPLE-RIGHT, REVIEW-OWN-CASE, REVIEW-STEP, REVIEW-FINAL.
    """
    with recorded():
        review = lock_review(actor, review_id)
        check_office(review, actor, _("告知评查意见"))
        step(review, Status.TOLD_TO_JUDGE)
        days = int(option(review.court_id, "REVIEW-OBJECTION-DAYS"))
        review.told_on, review.objection_until = actor.today, objection_until(actor.today, days)
        review.save(update_fields=["status", "told_on", "objection_until"])
        note("review_told", review, actor, judge=review.judge.name, until=review.objection_until)
    return review


def say(*, review_id: UUID | str, said: Said, text: str, actor: Actor) -> Statement:
    """What the judge says to a result that was told: a statement, an objection, or that there is none.

    Raises NotVisible to all but the judge; InvalidInput without words; Refused
    REVIEW-SAID, REVIEW-OBJECTION-LATE, REVIEW-FINAL.
    """
    words = text.strip()
    if said is not Said.ACCEPTANCE and (not words or len(words) > TEXT_LENGTH):
        raise InvalidInput({"text": _("请写明陈述或者异议的内容，不超过 %(n)d 字。") % {"n": TEXT_LENGTH}})
    with recorded():
        review = lock_review(actor, review_id)
        if review.judge_id != actor.person_id or review.objection_until is None:
            raise NotVisible(str(review_id))
        before = [Said(one) for one in review.statements.values_list("said", flat=True)]
        try:
            check_may_say(
                status=Status(review.status),
                said=said,
                before=before,
                until=review.objection_until,
                today=actor.today,
            )
        except Refused as refused:
            in_words(refused, review)
            raise
        if said is Said.OBJECTION:
            step(review, Status.OBJECTION)
            review.save(update_fields=["status"])
        made = Statement.objects.create(
            review=review, court_id=review.court_id, said=said.value, text=words[:TEXT_LENGTH], at=actor.at
        )
        note("review_answered", review, actor, answer=said.value, detail=words)
    return made


def finalise(*, review_id: UUID | str, note_text: str, actor: Actor) -> Review:
    """Make the result final: total and grade of the last opinion given; never changed afterwards.

    After an objection the note says how it was dealt with. Raises NotVisible;
    InvalidInput; Refused PEOPLE-RIGHT, REVIEW-OWN-CASE, REVIEW-STEP, REVIEW-FINAL,
    REVIEW-TERM-RUNS, REVIEW-NO-SECOND.
    """
    with recorded():
        review = lock_review(actor, review_id)
        check_office(review, actor, _("定级"))
        last = _last_opinion(review)
        _check_end(review, last, actor)
        words = _note_text(review, note_text)
        step(review, Status.FINAL)
        review.final_at, review.final_by, review.final_note = actor.at, actor.label, words
        review.total, review.grade = last.sheet.total, last.sheet.grade
        review.save()
        note("review_final", review, actor, total=review.total, grade=review.grade, note=words)
    return review


def _last_opinion(review: Review) -> Assignment:
    done = Assignment.objects.filter(review=review, done_at__isnull=False).select_related("sheet")
    found = done.order_by("-part").first()
    if found is None:
        refused = Refused("REVIEW-STEP", current=Status(review.status), wanted=Status.FINAL)
        in_words(refused, review)
        raise refused
    return found


def _check_end(review: Review, last: Assignment, actor: Actor) -> None:
    try:
        check_may_end(
            status=Status(review.status),
            accepted=review.statements.filter(said=Said.ACCEPTANCE.value).exists(),
            until=review.objection_until or actor.today,
            today=actor.today,
            reopened_done=last.part == Part.SECOND.value,
        )
    except Refused as refused:
        in_words(refused, review)
        raise


def _note_text(review: Review, text: str) -> str:
    words = text.strip()
    objected = review.statements.filter(said=Said.OBJECTION.value).exists()
    if objected and not words:
        raise InvalidInput({"note_text": _("承办法官提出过异议，请写明异议的处理意见。")})
    if len(words) > NOTE_LENGTH:
        raise InvalidInput({"note_text": _("定级说明不超过 %(n)d 字。") % {"n": NOTE_LENGTH}})
    return words
