"""Names that agree: somebody says whether it is the same person before the roster is locked."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from assignment.conflicts.domain import Found
from assignment.conflicts.models import ConflictAnswer
from assignment.conflicts.selectors import flags_of_pool, hits_for
from cases.docket.models import Case
from cases.docket.services import about, lock_case, note, require_right
from courts.actors.domain import Actor, Right
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.services import recorded

SHORTEST, LONGEST = 5, 300


def check_flags(case: Case, actor: Actor) -> None:
    """Raise Refused CONFLICT-OPEN while a name of the pool's judges has not been looked at."""
    if waiting := flags_of_pool(case, actor.today):
        raise Refused("CONFLICT-OPEN", count=len(waiting))


def answer_flag(
    *, case_id: UUID | str, judge_id: UUID, key: str, conflict: bool, reason: str, actor: Actor
) -> ConflictAnswer:
    """Say of a name that agrees whether it is the same person: by the judge, or by the filing clerk.

    ``conflict`` leaves the judge out of the case's draws. The words of the answer, which may speak of
    somebody's family, are kept with it and not on the trail, which all who read the case see.
    Raises NotVisible; InvalidInput (``reason``); Refused PEOPLE-RIGHT, CONFLICT-ANSWERED.
    """
    with recorded():
        case = _lock(case_id, judge_id, actor)
        with about(case):
            if actor.person_id != judge_id:
                require_right(actor, Right.DRAW, case.court_id, _("核对姓名相符的情形"))
            flag = _flag(case, judge_id, key, actor)
            if not SHORTEST <= len(reason.strip()) <= LONGEST:
                limits = {"least": SHORTEST, "most": LONGEST}
                raise InvalidInput({"reason": _("请写明核对的情况，%(least)d 至 %(most)d 字。") % limits})
            answer = ConflictAnswer.objects.create(
                case=case,
                court_id=case.court_id,
                judge_id=judge_id,
                code=flag.code.value,
                key=key,
                conflict=conflict,
                reason=reason.strip(),
                answered_at=actor.at,
                answered_by=actor.label,
                answered_by_person_id=actor.person_id,
            )
            judge = Person.objects.get(pk=judge_id)
            note("conflict_answered", case, actor, judge_id=judge_id, name=judge.name, answer=conflict)
    return answer


def _lock(case_id: UUID | str, judge_id: UUID, actor: Actor) -> Case:
    """The case, locked: seen by the actor, or one about which the judge is asked."""
    if actor.person_id != judge_id:
        return lock_case(actor, case_id)
    found = Case.objects.select_for_update(of=("self",), no_key=True).filter(pk=case_id).first()
    if found is None or not hits_for(found, [judge_id], actor.today):
        raise NotVisible(str(case_id))
    return found


def _flag(case: Case, judge_id: UUID, key: str, actor: Actor) -> Found:
    given = ConflictAnswer.objects.filter(case=case, judge_id=judge_id, key=key).first()
    if given is not None:
        raise Refused("CONFLICT-ANSWERED", by=given.answered_by)
    for flag in hits_for(case, [judge_id], actor.today):
        if flag.key == key and not flag.certain:
            return flag
    raise NotVisible(key)
