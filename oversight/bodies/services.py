"""Receivers: a judge learns that he sits, a leader and trial management that a target is not kept up with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from assignment.bodies.selectors import part_words
from assignment.leaders.domain import percent
from cases.docket.models import Case
from courts.actors.domain import COURT_TIME, Role
from courts.people.selectors import holders
from oversight.notices.services import Note, tell


def tell_seated(body: dict[str, Any], at: datetime) -> None:
    """A judge sits on a case that another handles."""
    if body["judge"] == body["by"]:
        return
    case = Case.objects.get(pk=body["case"])
    part = part_words().latest(body["part"])
    words = {"cause": case.cause_name, "on": body["on"], "part": {"zh": part.zh, "en": part.en}}
    key = f"body_seated:{case.pk}:{body['on']}:{body['part']}"
    tell([Note("body_seated", UUID(body["judge"]), case.court_id, key, case.pk, words=words)], at=at)


def tell_behind(body: dict[str, Any], at: datetime) -> None:
    """A leader is behind the target: told to the leader and to the trial management office of the court."""
    person, day = UUID(body["person"]), at.astimezone(COURT_TIME).date()
    rate, target = percent(body["rate_bp"]), percent(body["target_bp"])
    words = {"name": body["name"], "rate": rate, "target": target, "cases": body["cases"]}
    key = f"leader_behind:{person}:{body['year']}-{body['month']}"
    court = int(body["court"])
    notes = [Note("leader_behind", person, court, key, subject=person, words=words)]
    office = holders(Role.TRIAL_MANAGEMENT, court, day).exclude(pk=person)
    notes += [
        Note("leader_behind_noted", one, court, key, subject=person, words=words)
        for one in office.values_list("pk", flat=True)
    ]
    tell(notes, at=at)
