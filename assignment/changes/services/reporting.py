"""Recording interference: once, by the judge, for the discipline office and the president."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext as _

from assignment.changes.domain import UNDECIDED, Level, Origin, State
from assignment.changes.models import ChangeRequest, InterferenceReport
from assignment.changes.services.locking import post_moved
from cases.docket.services import about, lock_case
from courts.actors.domain import Actor
from courts.outbox.services import post
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded

LONGEST = 2000


def report_interference(
    *, case_id: UUID | str, kind: str, happened_on: date, text: str, actor: Actor
) -> InterferenceReport:
    """Record interference with a case or an inquiry about it, by the judge who handles it.

    The trail keeps that there is a record, not what it says nor on which case. Raises NotVisible;
    InvalidInput (``kind``, ``happened_on``, ``text``); Refused INTERFERENCE-HANDLER.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            if actor.person_id is None or case.handling.handler_id != actor.person_id:
                raise Refused("INTERFERENCE-HANDLER")
        errors = {}
        if kind not in {one.value for one in Origin}:
            errors["kind"] = _("请选择来源。")
        if not case.received_on <= happened_on <= actor.today:
            errors["happened_on"] = _("应在收案日和今天之间。")
        if not text.strip() or len(text.strip()) > LONGEST:
            errors["text"] = _("请如实写明经过，不超过 %(n)d 字。") % {"n": LONGEST}
        if errors:
            raise InvalidInput(errors)
        made = InterferenceReport.objects.create(
            court_id=case.court_id,
            case=case,
            judge_id=actor.person_id,
            kind=kind,
            happened_on=happened_on,
            reported_on=actor.today,
            reported_at=actor.at,
            text_cipher=Fernet(settings.COURT_FIELD_KEY).encrypt(text.strip().encode()),
        )
        record(
            "interference_reported",
            court_id=case.court_id,
            actor=actor,
            noun="interference",
            object_id=made.pk,
        )
        post("interference_reported", {"report": made.pk}, court_id=case.court_id, at=actor.at)
        _protect(actor.person_id, case.court_id, actor)
    return made


def _protect(judge: UUID, court_id: int, actor: Actor) -> None:
    """Requests against the judge that nobody decided go to the discipline office before the president."""
    undecided = [state.value for state in UNDECIDED]
    rows = ChangeRequest.objects.select_for_update().filter(
        court_id=court_id, from_judge_id=judge, state__in=undecided, protected=False
    )
    for asked in rows.exclude(asked_by_person_id=judge).order_by("pk"):
        at_head = asked.level == Level.HEAD.value
        asked.protected, asked.level = True, Level.PRESIDENT.value
        if asked.state == State.DECIDING.value:
            asked.state = (State.ADVISING if at_head else State.CHECKING).value
        asked.save(update_fields=["protected", "level", "state"])
        post_moved(asked, actor)
