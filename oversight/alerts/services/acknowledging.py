"""Acknowledging (签收) an alert, with what is being done about it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from cases.docket.services import require_right
from courts.actors.domain import COURT_TIME, Actor, Right
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded
from oversight.alerts.domain import NOTE_LENGTH
from oversight.alerts.models import Alert
from oversight.alerts.selectors import get_visible


def acknowledge(*, alert_id: UUID | str, note: str, actor: Actor) -> Alert:
    """Acknowledge an open alert with a note; of two at once one wins.

    The case's handler may, and whoever has the right in its court. Raises NotVisible;
    InvalidInput without a note; Refused PEOPLE-RIGHT, ALERT-DONE, ALERT-CLOSED.
    """
    text = _read_note(note)
    with recorded():
        alert = get_visible(actor.viewer, alert_id)
        _check_right(alert, actor)
        locked = Alert.objects.select_for_update().get(pk=alert.pk)
        _check_open(locked)
        locked.status = Alert.Status.ACKNOWLEDGED.value
        locked.acknowledged_by_id = actor.person_id
        locked.acknowledged_label = actor.label
        locked.acknowledged_at = actor.at
        locked.note = text
        locked.save()
        record(
            "alert_acknowledged",
            court_id=locked.court_id,
            actor=actor,
            noun="alert",
            object_id=locked.pk,
            case_id=locked.case_id,
            data={"kind": locked.kind, "level": locked.level, "note": text},
        )
    return get_visible(actor.viewer, locked.pk)


def _read_note(note: str) -> str:
    text = note.strip()
    if not text:
        raise InvalidInput({"note": _("请写明处理说明。")})
    if len(text) > NOTE_LENGTH:
        raise InvalidInput({"note": _("处理说明不得超过 %(n)d 字。") % {"n": NOTE_LENGTH}})
    return text


def _check_right(alert: Alert, actor: Actor) -> None:
    if actor.person_id is not None and alert.case.handling.handler_id == actor.person_id:
        return
    try:
        require_right(actor, Right.ACKNOWLEDGE, alert.court_id, _("签收预警"))
    except Refused as refused:
        refused.params["case_id"] = alert.case_id
        raise


def _check_open(alert: Alert) -> None:
    where = {"case_id": alert.case_id, "court_id": alert.court_id}
    if alert.status == Alert.Status.CLOSED.value:
        raise Refused("ALERT-CLOSED", **where)
    if alert.status == Alert.Status.ACKNOWLEDGED.value and alert.acknowledged_at is not None:
        on = alert.acknowledged_at.astimezone(COURT_TIME)
        raise Refused("ALERT-DONE", by=alert.acknowledged_label, on=f"{on:%Y-%m-%d %H:%M}", **where)
