"""Receivers: whoever acts next on a request for more time is told, and those concerned what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cases.docket.domain import Seal
from cases.extensions.domain import State
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import courts_to_report, follow_clock
from courts.actors.domain import COURT_TIME, Right, Role
from courts.people.selectors import entitled, holders
from oversight.notices.services import Note, tell

WAITS_FOR = {
    State.ADVISING.value: {"zh": "提出意见", "en": "opinion"},
    State.FORWARDING.value: {"zh": "报请上级法院", "en": "opinion for the upper court"},
    State.DECIDING.value: {"zh": "决定", "en": "decision"},
}
ENDED = {
    State.GRANTED.value: {"zh": "批准", "en": "granted"},
    State.REFUSED.value: {"zh": "不予批准", "en": "not granted"},
}
REPORTED = {
    State.DECIDING.value: {"zh": "已报请高级人民法院批准", "en": "is before the High Court"},
    State.GRANTED.value: {"zh": "已由该院院长批准", "en": "was granted by the president of that court"},
}


def tell_moved(body: dict[str, Any], at: datetime) -> None:
    """The next to act, the handler, and for a late request the supervisors; not who did it themselves.

    A request that has moved on since is told of by its later message.
    """
    found = ExtensionRequest.objects.select_related(
        "case__handling", "case__clock", "court__parent__parent", "deciding_court", "asked_by_person"
    )
    asked = found.filter(pk=body["request"]).first()
    if asked is None:
        return
    follow_clock(asked)
    day = at.astimezone(COURT_TIME).date()
    notes: list[Note] = []
    if asked.late_reason:
        notes += _notes("extension_late", asked, _supervisors(asked, day), {}, key="late")
    if asked.state == body["state"]:  # else its later message says where it is now
        notes += _of_state(asked, day)
    tell([note for note in notes if str(note.person) != str(body["by"])], at=at)


def _of_state(asked: ExtensionRequest, day: date) -> list[Note]:
    notes = _reported(asked, day)
    if asked.state in WAITS_FOR:
        notes += _notes("extension_waits", asked, _next(asked, day), {"what": WAITS_FOR[asked.state]})
        if asked.sent_by_client:
            notes += _notes("extension_sent", asked, _heads(asked, day), {"by": asked.asked_by})
    elif asked.state in ENDED:
        said = {"what": ENDED[asked.state], "on": str(asked.decided_on)}
        notes += _notes("extension_decided", asked, sorted(_own(asked)), said)
        if asked.deciding_court_id is None:
            said |= {"by": asked.decided_by, "document": asked.document}
            leaders = [*_presidents(asked, asked.court_id, day), *_heads(asked, day)]
            notes += _notes("extension_entered", asked, leaders, said)
    return notes


def _reported(asked: ExtensionRequest, day: date) -> list[Note]:
    """The courts that have it put on file, as far as they read the case (法释〔2018〕1号第五十条第三款)."""
    if asked.state not in REPORTED or asked.case.sealed != Seal.NONE.value:
        return []
    words = {"what": REPORTED[asked.state], "court": asked.court.name}
    people = [one for court in courts_to_report(asked) for one in _presidents(asked, court.pk, day)]
    return _notes("extension_reported", asked, people, words)


def _next(asked: ExtensionRequest, day: date) -> list[UUID]:
    """Who may do what it waits for, by post or delegation; the handler where a paper has to be entered."""
    if asked.state == State.ADVISING.value:
        return _heads(asked, day) or _presidents(asked, asked.court_id, day, Right.ADVISE_EXTENSION)
    if asked.state == State.FORWARDING.value:
        return _presidents(asked, asked.court_id, day)
    if asked.deciding_court_id is None:
        return [asked.case.handling.handler_id or asked.asked_by_person_id]
    return _presidents(asked, asked.deciding_court_id, day)


def _heads(asked: ExtensionRequest, day: date) -> list[UUID]:
    division = asked.case.handling.division_id
    if division is None:
        return []
    able = entitled(Role.DIVISION_HEAD, Right.ADVISE_EXTENSION, asked.court_id, day, division)
    return _others(asked, able)


def _presidents(
    asked: ExtensionRequest, court_id: int, day: date, right: Right = Right.DECIDE_EXTENSION
) -> list[UUID]:
    return _others(asked, entitled(Role.PRESIDENT, right, court_id, day))


def _others(asked: ExtensionRequest, able: Any) -> list[UUID]:
    """Nobody is asked to speak on their own request or case."""
    return [pk for pk in able.values_list("pk", flat=True) if pk not in _own(asked)]


def _own(asked: ExtensionRequest) -> set[UUID]:
    """Whoever asked, and whoever handles the case now."""
    return {asked.asked_by_person_id, asked.case.handling.handler_id or asked.asked_by_person_id}


def _supervisors(asked: ExtensionRequest, day: date) -> list[UUID]:
    """Trial management and the head; of a sealed case, which trial management does not read, the head."""
    office = holders(Role.TRIAL_MANAGEMENT, asked.court_id, day).values_list("pk", flat=True)
    if asked.case.sealed != Seal.NONE.value:
        office = office.none()
    return [*office, *_heads(asked, day)]


def _notes(
    kind: str, asked: ExtensionRequest, people: Iterable[UUID], words: dict[str, Any], key: str = ""
) -> list[Note]:
    sealed = asked.case.sealed != Seal.NONE.value
    facts = {
        "handler": asked.asked_by_person.name,
        # A notice that knows its case says the number itself.
        "number": f"{asked.case.number} " if sealed else "",
        "due_on": str(asked.due_on),
        "decide_by": str(asked.decide_by or asked.due_on),
        "reason": asked.late_reason,
        **words,
    }
    return [
        Note(
            kind=kind,
            person=person,
            court_id=asked.court_id,
            key=f"{kind}:{asked.pk}:{key or asked.state}",
            case_id=None if sealed else asked.case_id,
            subject=asked.pk,
            words=facts,
        )
        for person in dict.fromkeys(people)
        if person != asked.asked_by_person_id or kind != "extension_late"
    ]
