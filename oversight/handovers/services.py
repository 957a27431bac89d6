"""Receivers: who is told of changes of handler, recusals, void draws and recorded interference."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from assignment.changes.domain import Level
from assignment.changes.domain import State as Change
from assignment.changes.models import ChangeRequest, InterferenceReport
from assignment.changes.selectors import for_committee, named_post
from assignment.draws.models import VoidRequest
from assignment.recusals.domain import Decider
from assignment.recusals.domain import State as Recusing
from assignment.recusals.models import Recusal
from assignment.recusals.registry import presiding_of
from assignment.recusals.selectors.reading import for_committee as committee_has
from assignment.recusals.selectors.reading import is_guarded, out_of
from cases.docket.domain import Seal
from cases.docket.models import Case
from courts.actors.domain import COURT_TIME, Right, Role
from courts.people.models import Person
from courts.people.selectors import entitled, holders
from oversight.notices.services import Note, tell

WAITS_FOR = {
    Change.ADVISING.value: {"zh": "提出意见", "en": "opinion"},
    Change.CHECKING.value: {"zh": "核查", "en": "check"},
    Change.DECIDING.value: {"zh": "决定", "en": "decision"},
}
ENDED = {
    Change.APPROVED.value: {"zh": "已批准，等待重新抽签", "en": "approved, to be drawn again"},
    Change.DONE.value: {"zh": "已变更", "en": "changed"},
    Change.REFUSED.value: {"zh": "不予变更", "en": "refused"},
    Change.LAPSED.value: {"zh": "已终止", "en": "ended without a decision"},
}
SEALED = {"zh": "不公开案件：", "en": "Sealed case: "}
"""What a notice calls a sealed case, also to whoever reads it: the page it leads to says the number."""
RECUSED = {
    Recusing.GRANTED.value: {"zh": "准予", "en": "granted"},
    Recusing.DECLINED.value: {"zh": "驳回", "en": "declined"},
    Recusing.UPHELD.value: {"zh": "复议维持驳回", "en": "declined again"},
    Recusing.WITHDRAWN.value: {"zh": "已撤回，可以继续办理本案", "en": "taken back; the work goes on"},
}


def tell_change(body: dict[str, Any], at: datetime) -> None:
    """Whoever acts next; once decided, the judges concerned; once done, who has to tell the parties.

    A request that has moved on since is told of by its later message.
    """
    rows = ChangeRequest.objects.select_related("case__handling", "from_judge", "new_judge")
    asked = rows.filter(pk=body["request"], state=body["state"]).first()
    if asked is None:
        return
    day = _day(at)
    notes: list[Note] = []
    if asked.state in WAITS_FOR:
        notes += _change("change_waits", asked, _next(asked, day), WAITS_FOR[asked.state])
    if asked.state in ENDED:
        people = [asked.from_judge_id, asked.asked_by_person_id, asked.new_judge_id]
        notes += _change("change_decided", asked, people, ENDED[asked.state])
    if asked.member is None and asked.state in (Change.APPROVED.value, Change.DONE.value):
        clerks = holders(Role.CLERK, asked.court_id, day).values_list("pk", flat=True)
        kind = "change_to_draw" if asked.state == Change.APPROVED.value else "change_to_tell"
        people = [*clerks, asked.new_judge_id] if _open(asked.case) else [asked.new_judge_id]
        notes += _change(kind, asked, people, {})
    _tell(notes, body, at)


def remind_untold(day: date, at: datetime) -> None:
    """President and trial management, once, of each change the parties were not told of in time."""
    late = ChangeRequest.objects.filter(state=Change.DONE.value, told_on=None, tell_by__lt=day)
    notes: list[Note] = []
    for asked in late.select_related("case", "from_judge", "new_judge"):
        people = [*_presidents(asked.court_id, day, Right.DECIDE_CHANGE)]
        if _open(asked.case):
            people += holders(Role.TRIAL_MANAGEMENT, asked.court_id, day).values_list("pk", flat=True)
        notes += _change("change_untold", asked, people, {})
    tell(notes, at=at)


def tell_recusal(body: dict[str, Any], at: datetime) -> None:
    """Who has to decide; then the person concerned and the handler, what was decided."""
    rows = Recusal.objects.select_related("case__handling", "court")
    recusal = rows.filter(pk=body["recusal"], state=body["state"]).first()
    if recusal is None:
        return
    day, handler = _day(at), recusal.case.handling.handler_id
    if recusal.state in (Recusing.WAITING.value, Recusing.REVIEWING.value):
        people: list[UUID | None] = [*_deciders(recusal, day)]
        notes = _recusal("recusal_waits", recusal, people, {})
        if recusal.state == Recusing.WAITING.value:
            notes += _recusal("recusal_stops", recusal, [recusal.person_id, handler], {})
    elif recusal.state in RECUSED:
        people = [recusal.person_id, handler, recusal.entered_by_person_id]
        notes = _recusal("recusal_decided", recusal, people, RECUSED[recusal.state])
    else:
        return
    _tell(notes, body, at)


def tell_void(body: dict[str, Any], at: datetime) -> None:
    """The other approvers; once answered, whoever asked."""
    rows = VoidRequest.objects.select_related("draw__chain", "draw__case")
    request = rows.filter(pk=body["request"], state=body["state"]).first()
    if request is None:
        return
    day, draw = _day(at), request.draw
    words = {"by": request.asked_by, "no": draw.draw_no, "year": draw.chain.year, "reason": request.reason}
    waiting = request.state == VoidRequest.State.WAITING
    able = Q(pk__in=entitled(Role.PRESIDENT, Right.VOID_DRAW, request.court_id, day))
    able |= Q(pk__in=entitled(Role.TRIAL_MANAGEMENT, Right.VOID_DRAW, request.court_id, day))
    people = list(_holders_of(able)) if waiting else [request.asked_by_person_id]
    kind = "void_waits" if waiting else "void_answered"
    if not waiting:
        voided = request.state == VoidRequest.State.VOIDED
        words["what"] = (
            {"zh": "已作废", "en": "made void"} if voided else {"zh": "未作废", "en": "not made void"}
        )
    notes = [
        Note(
            kind=kind,
            person=person,
            court_id=request.court_id,
            key=f"{kind}:{request.pk}",
            case_id=None,
            subject=draw.pk,
            words=words,
        )
        for person in people
        if person is not None and (not waiting or person != request.asked_by_person_id)
    ]
    _tell(notes, body, at)


def _holders_of(condition: Q) -> Iterable[UUID]:
    """The active people who fit a condition."""
    return Person.objects.filter(condition, is_active=True).values_list("pk", flat=True)


def tell_interference(body: dict[str, Any], at: datetime) -> None:
    """The discipline office and the president, that there is a record to read."""
    report = InterferenceReport.objects.filter(pk=body["report"]).first()
    if report is None:
        return
    day = _day(at)
    office = holders(Role.DISCIPLINE, report.court_id, day).values_list("pk", flat=True)
    people = [*office, *_presidents(report.court_id, day, Right.DECIDE_CHANGE)]
    notes = [
        Note(
            kind="interference_noted",
            person=person,
            court_id=report.court_id,
            key=f"interference:{report.pk}",
            case_id=None,
            subject=report.pk,
            words={"on": str(report.reported_on)},
        )
        for person in dict.fromkeys(people)
        if person != report.judge_id
    ]
    tell(notes, at=at)


def _next(asked: ChangeRequest, day: date) -> list[UUID]:
    if asked.state == Change.CHECKING.value:
        able = entitled(Role.DISCIPLINE, Right.CHECK_CHANGE, asked.court_id, day)
    elif asked.state == Change.ADVISING.value or asked.level == Level.HEAD.value:
        able = entitled(Role.DIVISION_HEAD, Right.ADVISE_CHANGE, asked.court_id, day, asked.from_division_id)
    elif for_committee(asked, day):
        able = entitled(named_post(asked.court_id), Right.ENTER_COMMITTEE, asked.court_id, day)
    else:
        able = entitled(Role.PRESIDENT, Right.DECIDE_CHANGE, asked.court_id, day)
    own = {asked.asked_by_person_id, asked.from_judge_id, asked.to_judge_id}
    return [pk for pk in able.values_list("pk", flat=True) if pk not in own]


def _deciders(recusal: Recusal, day: date) -> list[UUID]:
    if recusal.decider == Decider.PRESIDING.value:
        presiding = presiding_of(recusal.case)
        return [presiding] if presiding is not None else []
    court, out = recusal.court_id, out_of(recusal)
    able = _presidents(court, day, Right.DECIDE_RECUSAL)
    if committee_has(recusal, day):
        able += _entitled(named_post(court), Right.ENTER_COMMITTEE, court, day)
    if recusal.check_for is None and is_guarded(recusal, day):
        able += _entitled(Role.DISCIPLINE, Right.CHECK_CHANGE, court, day)
    return [pk for pk in dict.fromkeys(able) if pk not in out]


def _presidents(court_id: int, day: date, right: Right) -> list[UUID]:
    return _entitled(Role.PRESIDENT, right, court_id, day)


def _entitled(role: Role, right: Right, court_id: int, day: date) -> list[UUID]:
    return list(entitled(role, right, court_id, day).values_list("pk", flat=True))


def _change(
    kind: str, asked: ChangeRequest, people: Iterable[UUID | None], what: dict[str, str]
) -> list[Note]:
    words: dict[str, Any] = {
        **({"what": what} if what else {}),
        "number": "" if _open(asked.case) else SEALED,
        "by": asked.asked_by,
        "old": asked.from_judge.name,
        "new": asked.new_judge.name if asked.new_judge else "—",
        "tell_by": str(asked.tell_by or ""),
    }
    return _notes(kind, asked.pk, asked.state, asked.court_id, asked.case, people, words)


def _recusal(kind: str, recusal: Recusal, people: Iterable[UUID | None], what: dict[str, str]) -> list[Note]:
    words: dict[str, Any] = {
        **({"what": what} if what else {}),
        "number": "" if _open(recusal.case) else SEALED,
        "name": recusal.name,
        "due_on": str(recusal.open_until or recusal.due_on),
    }
    return _notes(kind, recusal.pk, recusal.state, recusal.court_id, recusal.case, people, words)


def _notes(
    kind: str,
    subject: UUID,
    state: str,
    court_id: int,
    case: Case,
    people: Iterable[UUID | None],
    words: dict[str, Any],
) -> list[Note]:
    return [
        Note(
            kind=kind,
            person=person,
            court_id=court_id,
            key=f"{kind}:{subject}:{state}",
            case_id=case.pk if _open(case) else None,
            subject=subject,
            words=words,
        )
        for person in dict.fromkeys(people)
        if person is not None
    ]


def _tell(notes: Iterable[Note], body: dict[str, Any], at: datetime) -> None:
    """Nobody is told what they did themselves."""
    tell([note for note in notes if str(note.person) != str(body["by"])], at=at)


def _open(case: Case) -> bool:
    return case.sealed == Seal.NONE.value


def _day(at: datetime) -> date:
    return at.astimezone(COURT_TIME).date()
