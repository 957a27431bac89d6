"""Answering related cases: the case follows one of them, or is drawn for a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from assignment.designations.models import Designation
from assignment.designations.services import designate_by_law
from assignment.related.domain import LONGEST, SHORTEST, Answer, reason_will_do
from assignment.related.models import RelatedAnswer
from assignment.related.selectors import (
    as_rows,
    find_case,
    judge_obstacle,
    may_answer,
    may_answer_hidden,
    mine_to_answer,
    searched,
    waiting,
)
from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from cases.docket.services import about, note, require_right
from cases.relations.selectors import Hit
from courts.actors.domain import Actor, Right
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.selectors import explain
from courts.trail.services import recorded


def check_answered(case: Case, actor: Actor) -> None:
    """Raise Refused DRAW-RELATED-OPEN, with the hits the actor may see, while one is not answered."""
    hits = waiting(case, actor.today)
    if not hits:
        return
    ids = [hit.case_id for hit in hits]
    seen = set(visible_cases(actor.viewer).filter(pk__in=ids).values_list("pk", flat=True))
    shown = [hit for hit in hits if hit.case_id in seen]
    raise Refused("DRAW-RELATED-OPEN", count=len(hits), hidden=len(hits) - len(shown), hits=as_rows(shown))


def take_related(*, case_id: UUID | str, other_id: UUID | str, actor: Actor) -> Designation:
    """The case follows a related case to its judge: a designation D04 by law.

    Raises NotVisible; Refused PEOPLE-RIGHT, RELATED-NO-HIT, RELATED-JUDGE when that judge may not
    have the case, DESIG-HAS-HANDLER, DESIG-AFTER-DRAW, DESIG-WAITING, DESIG-NOT-OPEN.
    """
    with recorded():
        case = _lock(case_id, actor)
        with about(case):
            hit = _hit_of(case, other_id, actor)
            other = Case.objects.select_related("handling__handler").get(pk=hit.case_id)
            judge = other.handling.handler
            assert judge is not None, "only a case that has its judge has to be answered"
            if (why := judge_obstacle(case, hit, actor.today)) is not None:
                raise Refused("RELATED-JUDGE", why=_said(why, "zh"), why_en=_said(why, "en"))
            _keep(case, hit, Answer.TAKE, "", actor)
            reason = f"{hit.rule.zh}（{hit.rule.article}）"
            return designate_by_law(case, judge=judge, follows=other, reason=reason, actor=actor)


def decline_related(
    *, case_id: UUID | str, reason: str, actor: Actor, other_id: UUID | str | None = None
) -> list[RelatedAnswer]:
    """The case is drawn although it belongs with others: one of them, or all the actor may answer for.

    Raises NotVisible; InvalidInput ``reason``; Refused PEOPLE-RIGHT, RELATED-NO-HIT, and
    RELATED-REFILED for a case withdrawn and filed again whose judge can still handle it.
    """
    with recorded():
        case = _lock(case_id, actor)
        with about(case):
            hits = [_hit_of(case, other_id, actor)] if other_id else _mine(case, actor)
            if not hits:
                raise Refused("RELATED-NO-HIT")
            if not reason_will_do(reason):
                limits = {"least": SHORTEST, "most": LONGEST}
                raise InvalidInput(
                    {"reason": _("请写明不随关联案件的理由，%(least)d 至 %(most)d 字。") % limits}
                )
            for hit in hits:
                if hit.rule.same_judge and judge_obstacle(case, hit, actor.today) is None:
                    raise Refused("RELATED-REFILED", judge=hit.handler)
            return [_keep(case, hit, Answer.DECLINE, reason.strip(), actor) for hit in hits]


def answer_in_one_call(
    *, case_id: UUID | str, take: UUID | None, decline: str, actor: Actor
) -> dict[str, Any] | None:
    """Answer over REST, in the same call as the draw: what is followed, or None where it is drawn.

    Declining where nothing waits any more is no mistake. Raises as ``take_related`` and ``decline_related``.
    """
    if take is not None:
        done = take_related(case_id=case_id, other_id=take, actor=actor)
        handler = {"id": str(done.judge_id), "name": done.judge.name}
        return {
            "designation": str(done.pk),
            "case": str(done.case_id),
            "follows": str(done.follows_id),
            "handler": handler,
        }
    try:
        decline_related(case_id=case_id, reason=decline, actor=actor)
    except Refused as refused:
        if refused.code != "RELATED-NO-HIT":
            raise
    return None


def _lock(case_id: UUID | str, actor: Actor) -> Case:
    """The case, locked: seen by the actor, or with sealed hits that are theirs to answer."""
    seen = find_case(actor.viewer, case_id, actor.today)
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=seen.pk)
    case.court = seen.court
    return case


def _mine(case: Case, actor: Actor) -> list[Hit]:
    """The open hits that are the actor's to answer. Raises Refused PEOPLE-RIGHT for whoever answers none."""
    viewer = actor.viewer
    if not may_answer(viewer, case) and not may_answer_hidden(viewer, case):
        require_right(actor, Right.DRAW, case.court_id, _("答复关联案件"))
    return mine_to_answer(searched(case, viewer, actor.today), viewer, case)


def _hit_of(case: Case, other_id: UUID | str, actor: Actor) -> Hit:
    hit = next((hit for hit in _mine(case, actor) if str(hit.case_id) == str(other_id)), None)
    if hit is None:
        raise Refused("RELATED-NO-HIT")
    return hit


def _keep(case: Case, hit: Hit, answer: Answer, reason: str, actor: Actor) -> RelatedAnswer:
    kept = RelatedAnswer.objects.create(
        case=case,
        other_id=hit.case_id,
        court_id=case.court_id,
        kind=hit.rule.code,
        answer=answer.value,
        reason=reason,
        answered_at=actor.at,
        answered_by=actor.label,
        answered_by_person_id=actor.person_id,
    )
    verb = "related_taken" if answer is Answer.TAKE else "related_declined"
    note(verb, case, actor, other=hit.case_id, link=hit.rule.code, reason=reason)
    return kept


def _said(refused: Refused, language: str) -> str:
    with override("en" if language == "en" else "zh-hans"):
        return explain(refused, language).detail.rstrip("。.")
