"""Receivers: whoever decides a designation is told that it waits, whoever asked what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from assignment.designations.domain import State
from assignment.designations.models import Designation
from assignment.designations.selectors import deciders
from cases.docket.domain import Seal
from courts.actors.domain import COURT_TIME
from oversight.notices.services import Note, tell

ENDED = {
    State.APPROVED.value: {"zh": "批准", "en": "approved"},
    State.DECLINED.value: {"zh": "不予批准", "en": "declined"},
}


def tell_moved(body: dict[str, Any], at: datetime) -> None:
    """One that has moved on since is told of by its later message; nobody hears of their own act."""
    found = Designation.objects.select_related("case", "judge", "court").filter(pk=body["designation"])
    asked = found.first()
    if asked is None or asked.by_law or asked.state != body["state"]:
        return
    if asked.is_waiting:
        able = deciders(asked, at.astimezone(COURT_TIME).date()).values_list("pk", flat=True)
        notes = _notes("designation_waits", asked, able, {})
    elif asked.state in ENDED and asked.asked_by_person_id is not None:
        notes = _notes("designation_decided", asked, [asked.asked_by_person_id], {"what": ENDED[asked.state]})
    else:
        notes = []
    tell([note for note in notes if str(note.person) != str(body["by"])], at=at)


def _notes(kind: str, asked: Designation, people: Iterable[UUID], words: dict[str, Any]) -> list[Note]:
    sealed = asked.case.sealed != Seal.NONE.value
    facts = {"ground": asked.ground, "judge": asked.judge.name, **words}
    return [
        Note(
            kind=kind,
            person=person,
            court_id=asked.court_id,
            key=f"{kind}:{asked.pk}:{asked.state}",
            case_id=None if sealed else asked.case_id,
            subject=asked.pk,
            words=facts,
        )
        for person in people
    ]
