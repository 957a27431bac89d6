"""The related cases of one that is to be drawn: what was found, what was answered, who sees what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from assignment.designations.selectors import why_not
from assignment.related.domain import Answer
from assignment.related.models import RelatedAnswer
from cases.docket.domain import Seal, Status
from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from cases.relations.models import RelationHint
from cases.relations.selectors import Hit, search
from courts.actors.domain import Right, Viewer
from courts.people.models import Person
from courts.reads.selectors import Read
from courts.refusals.domain import NotVisible, Refused

MOST_WAITING = 60


@dataclass(frozen=True)
class Searched:
    """A search with the answers given. ``open`` waits; of it ``shown`` the viewer sees, ``hidden`` not."""

    hits: tuple[Hit, ...]
    answers: tuple[RelatedAnswer, ...]
    seen: frozenset[UUID]
    open: tuple[Hit, ...]

    @property
    def shown(self) -> list[Hit]:
        return [hit for hit in self.open if hit.case_id in self.seen]

    @property
    def hidden(self) -> list[Hit]:
        return [hit for hit in self.open if hit.case_id not in self.seen]

    @property
    def hints(self) -> list[Hit]:
        """What binds nobody and is only to be known, as far as the viewer sees it."""
        return [hit for hit in self.hits if not hit.must_answer and hit.case_id in self.seen]


def searched(case: Case, viewer: Viewer, on: date) -> Searched:
    """Search now, with what was answered before and what these eyes may see."""
    hits, answers = tuple(search(case, on)), tuple(answers_of(case))
    seen = _seen({hit.case_id for hit in hits} | {answer.other_id for answer in answers}, viewer)
    given = {answer.other_id: answer.answer for answer in answers}
    return Searched(hits, answers, seen, tuple(_unanswered(case, hits, given)))


def seen_of(answers: Iterable[RelatedAnswer], viewer: Viewer) -> frozenset[UUID]:
    """Of the cases that were answered about, those the viewer sees."""
    return _seen({answer.other_id for answer in answers}, viewer)


def _seen(ids: set[UUID], viewer: Viewer) -> frozenset[UUID]:
    return frozenset(visible_cases(viewer).filter(pk__in=ids).values_list("pk", flat=True) if ids else ())


def waiting(case: Case, on: date) -> list[Hit]:
    """The related cases of one that still have to be answered."""
    hits = [hit for hit in search(case, on) if hit.must_answer]
    if not hits:
        return []
    given = RelatedAnswer.objects.filter(case=case).values_list("other_id", "answer")
    return _unanswered(case, hits, dict(given))


def _unanswered(case: Case, hits: Iterable[Hit], given: dict[UUID, str]) -> list[Hit]:
    """An answer to one taken settles all; so does a judge: whether the case follows another was asked
    when it was first given out, and a change of handler decides for itself how it goes on.
    """
    if Answer.TAKE.value in given.values() or case.handling.handler_id is not None:
        return []
    return [hit for hit in hits if hit.must_answer and hit.case_id not in given]


def answers_of(case: Case) -> QuerySet[RelatedAnswer]:
    """What was answered, in order."""
    found = RelatedAnswer.objects.filter(case=case).select_related("other__handling__handler", "other__court")
    return found.order_by("answered_at", "pk")


def taken_judge(case: Case) -> UUID | None:
    """The judge of the related case that was taken."""
    taken = RelatedAnswer.objects.filter(case=case, answer=Answer.TAKE.value)
    return taken.values_list("other__handling__handler_id", flat=True).first()


def counts(case: Case) -> dict[str, int]:
    """How many were answered how: what a snapshot tells, which must name no case. Empty where none was."""
    answers = [answer for (answer,) in _ANSWERS.rows(case=case.pk)]
    if not answers:
        return {}
    return {"declined": answers.count("decline"), "found": len(answers), "taken": answers.count("take")}


_ANSWERS = Read(lambda case: RelatedAnswer.objects.filter(case_id=case).values_list("answer"), case=UUID)


def judge_obstacle(case: Case, hit: Hit, on: date) -> Refused | None:
    """Why the judge of the related case cannot have this one too; None where they can."""
    judge = Person.objects.filter(pk=hit.handler_id).first() if hit.handler_id else None
    return why_not(case, judge, on) if judge is not None else None


def may_answer(viewer: Viewer, case: Case) -> bool:
    """Whoever draws, or asks for designations, in the case's court."""
    return viewer.may(Right.DRAW, case.court_id) or viewer.may(Right.DESIGNATE, case.court_id)


def may_answer_hidden(viewer: Viewer, case: Case) -> bool:
    """What the clerk may not see is answered by the president or a division head, without its number."""
    return viewer.person_id is not None and viewer.may(Right.APPROVE_DESIGNATION, case.court_id)


def mine_to_answer(found: Searched, viewer: Viewer, case: Case) -> list[Hit]:
    """The open hits that are the viewer's to answer: the clerk's those seen, a leader's the sealed ones."""
    clerk, leader = may_answer(viewer, case), may_answer_hidden(viewer, case)

    def is_mine(hit: Hit) -> bool:
        seen = hit.case_id in found.seen
        return (clerk and seen) or (leader and (hit.sealed != Seal.NONE.value or not seen))

    return [hit for hit in found.open if is_mine(hit)]


def find_case(viewer: Viewer, case_id: UUID | str, on: date) -> Case:
    """A case the viewer reads, or one whose sealed related cases are theirs to answer. Raises NotVisible."""
    try:
        wanted = UUID(str(case_id))
    except ValueError:
        raise NotVisible(str(case_id)) from None
    case = Case.objects.select_related("court", "handling__handler").filter(pk=wanted).first()
    if case is None:
        raise NotVisible(str(case_id))
    theirs = may_answer_hidden(viewer, case) and bool(waiting(case, on))
    if not theirs and not visible_cases(viewer).filter(pk=wanted).exists():
        raise NotVisible(str(case_id))
    return case


def as_rows(hits: Iterable[Hit]) -> list[dict[str, Any]]:
    """Related cases in the words of the interface."""
    return [
        {
            "case": str(hit.case_id),
            "number": hit.number or None,
            "kind": hit.rule.code,
            "kinds": list(hit.kinds),
            "status": hit.status,
            "closed_on": hit.closed_on.isoformat() if hit.closed_on else None,
            "handler": {"id": str(hit.handler_id), "name": hit.handler} if hit.handler_id else None,
        }
        for hit in hits
    ]


def cases_with_sealed_hits(viewer: Viewer, on: date) -> list[tuple[Case, list[Hit]]]:
    """For president and head: cases to be drawn whose related case is sealed, so that no clerk can answer.

    What was found at the filing of either names the candidates; the search then decides.
    """
    courts = viewer.courts_with(Right.APPROVE_DESIGNATION)
    if viewer.person_id is None or not courts:
        return []
    sealed = RelationHint.objects.filter(court_id__in=courts)
    mine = sealed.filter(case=OuterRef("pk")).exclude(other__sealed=Seal.NONE.value)
    theirs = sealed.filter(other=OuterRef("pk")).exclude(case__sealed=Seal.NONE.value)
    to_draw = Case.objects.filter(
        Exists(mine) | Exists(theirs),
        court_id__in=courts,
        status=Status.OPEN.value,
        handling__handler=None,
    ).select_related("court", "handling")
    found = []
    for case in to_draw.order_by("filed_on", "pk")[:MOST_WAITING]:
        hits = [hit for hit in waiting(case, on) if hit.sealed != Seal.NONE.value]
        if hits:
            found.append((case, hits))
    return found
