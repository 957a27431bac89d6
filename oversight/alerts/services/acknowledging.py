"""Acknowledging (签收): the handler answers an alert, a higher post notes what was laid before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from cases.docket.services import require_right
from courts.actors.domain import COURT_TIME, Actor, Right
from courts.options.selectors import option
from courts.outbox.services import post
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded
from oversight.alerts.domain import NOTE_LENGTH, plan_passed
from oversight.alerts.models import Alert, Escalation
from oversight.alerts.selectors import addressed, answers, get_visible, levels, pending, reasons

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Answer:
    """What is said to an alert, read but not yet compared with its level."""

    note: str
    reason: str = ""
    planned_on: date | None = None


def acknowledge(
    *, alert_id: UUID | str, note: str, actor: Actor, reason: str = "", planned_on: date | None = None
) -> Alert:
    """Acknowledge an alert with a note; of two at once one wins.

    The case's handler answers it (where nobody handles the case, whoever may
    acknowledge in its court); an alert over its limit needs a reason of the list and
    the day by which the case will be closed. The holder of a post to which the alert
    was escalated acknowledges that step: the handler's answer stays due. Raises
    NotVisible; InvalidInput (note, reason, planned_on); Refused PEOPLE-RIGHT,
    ALERT-DONE, ALERT-CLOSED, ALERT-HANDLER-DUE.
    """
    said = Answer(_read_note(note), reason.strip(), planned_on)
    with recorded():
        found = get_visible(actor.viewer, alert_id)
        alert = Alert.objects.select_for_update().get(pk=found.pk)
        try:
            if Alert.objects.filter(answers(actor.viewer), pk=alert.pk).exists():
                _answer(alert, said, actor)
            else:
                _oversee(alert, found.case.handling.handler, said.note, actor)
        except Refused as refused:
            refused.params |= {"case_id": alert.case_id, "court_id": alert.court_id}
            raise
    return get_visible(actor.viewer, found.pk)


@dataclass
class Outcome:
    """What became of several: those acknowledged, and those that were refused with why."""

    done: list[Alert] = field(default_factory=list)
    refused: list[tuple[Alert, Refused]] = field(default_factory=list)


def acknowledge_many(
    *,
    alert_ids: Iterable[UUID | str],
    note: str,
    actor: Actor,
    reason: str = "",
    planned_on: date | None = None,
) -> Outcome:
    """Acknowledge several alerts with the same words, each as ``acknowledge`` does.

    Malformed words stop all of it (InvalidInput) and one that may not be seen too
    (NotVisible); one that is refused leaves the others alone. In the order of their
    ids, so that two who choose the same ones do not wait for each other.
    """
    wanted = sorted({str(alert_id) for alert_id in alert_ids})
    if not wanted:
        raise InvalidInput({"alerts": _("请先选择要签收的预警。")})
    if len(wanted) > MOST_AT_ONCE:
        raise InvalidInput({"alerts": _("一次最多签收 %(n)d 条。") % {"n": MOST_AT_ONCE}})
    outcome = Outcome()
    with recorded():
        for alert_id in wanted:
            try:
                done = acknowledge(
                    alert_id=alert_id, note=note, reason=reason, planned_on=planned_on, actor=actor
                )
            except Refused as refused:
                outcome.refused.append((get_visible(actor.viewer, alert_id), refused))
            else:
                outcome.done.append(done)
    return outcome


def _read_note(note: str) -> str:
    text = note.strip()
    if not text:
        raise InvalidInput({"note": _("请写明处理说明。")})
    if len(text) > NOTE_LENGTH:
        raise InvalidInput({"note": _("处理说明不得超过 %(n)d 字。") % {"n": NOTE_LENGTH}})
    return text


def _answer(alert: Alert, said: Answer, actor: Actor) -> None:
    """The handler's answer: it ends what was laid before higher posts."""
    _check_open(alert, actor.today)
    _check_words(alert, said, actor.today)
    alert.status = Alert.Status.ACKNOWLEDGED.value
    alert.acknowledged_by_id = actor.person_id
    alert.acknowledged_label = actor.label
    alert.acknowledged_at = actor.at
    alert.note, alert.reason, alert.planned_on = said.note, said.reason, said.planned_on
    told = alert.escalated > 0
    alert.escalated = 0
    alert.save()
    Escalation.objects.filter(alert=alert, ended_at=None).update(ended_at=actor.at)
    record(
        "alert_acknowledged",
        court_id=alert.court_id,
        actor=actor,
        noun="alert",
        object_id=alert.pk,
        case_id=alert.case_id,
        data={
            "kind": alert.kind,
            "level": alert.level,
            "note": said.note,
            "reason": said.reason,
            "planned_on": said.planned_on,
        },
    )
    if told:
        body = {"alerts": [alert.pk], "by": actor.person_id}
        post("alerts_answered", body, court_id=alert.court_id, at=actor.at)


def _check_words(alert: Alert, said: Answer, today: date) -> None:
    level = next(row for row in levels() if row.code == alert.level)
    errors: dict[str, str] = {}
    if said.reason and said.reason not in reasons():
        errors["reason"] = _("没有这一项原因：%(code)s。") % {"code": said.reason}
    elif level.plan and not said.reason:
        errors["reason"] = _("请选择原因。")
    last = today + timedelta(days=int(option(alert.court_id, "ALERT-PLAN-DAYS")))
    if said.planned_on is None:
        if level.plan:
            errors["planned_on"] = _("请填写计划结案日。")
    elif said.planned_on < today:
        errors["planned_on"] = _("计划结案日不能早于今天。")
    elif said.planned_on > last:
        errors["planned_on"] = _("计划结案日不得晚于 %(day)s。") % {"day": last}
    if errors:
        raise InvalidInput(errors)


def _check_open(alert: Alert, today: date) -> None:
    if alert.status == Alert.Status.CLOSED.value:
        raise Refused("ALERT-CLOSED")
    if alert.status == Alert.Status.ACKNOWLEDGED.value and not plan_passed(alert.planned_on, today):
        _refuse_again(alert)


def _refuse_again(done: Alert | Escalation) -> None:
    assert done.acknowledged_at is not None
    on = done.acknowledged_at.astimezone(COURT_TIME)
    raise Refused("ALERT-DONE", by=done.acknowledged_label, on=f"{on:%Y-%m-%d %H:%M}")


def _oversee(alert: Alert, handler: object, note: str, actor: Actor) -> None:
    """A higher post notes its step and says what it arranged."""
    mine = addressed(actor.viewer, actor.today).filter(alert=alert, ended_at=None)
    waiting = list(pending(mine).select_for_update().order_by("pk"))
    if not waiting:
        require_right(actor, Right.ACKNOWLEDGE, alert.court_id, _("签收预警"))
        _check_open(alert, actor.today)
        done = mine.order_by("-step").first()
        if done is not None:
            _refuse_again(done)
        raise Refused("ALERT-HANDLER-DUE", handler=str(handler))
    for step in waiting:
        step.acknowledged_by_id, step.acknowledged_label = actor.person_id, actor.label
        step.acknowledged_at, step.note = actor.at, note
        step.save()
        record(
            "escalation_acknowledged",
            court_id=alert.court_id,
            actor=actor,
            noun="alert",
            object_id=alert.pk,
            case_id=alert.case_id,
            data={"level": alert.level, "role": step.role, "step": step.step, "note": note},
        )
