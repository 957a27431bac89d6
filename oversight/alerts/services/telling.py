"""Who is told of an alert: receivers of the outbox that turn what happened into notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cases.docket.domain import Seal
from courts.actors.domain import COURT_TIME, Role
from courts.people.selectors import holders, roles
from oversight.alerts.models import Alert, Escalation, StopReminder
from oversight.alerts.selectors import levels
from oversight.notices.services import Note, tell

Words = dict[str, str]


def tell_raised(body: dict[str, Any], at: datetime) -> None:
    """The handler is told of an alert, once a crossing of its line, and the posts its level names.

    A sealed case is told to nobody but its handler.
    """
    tell(_to_handlers("alert_raised", body, lambda alert: alert.raised_on), at=at)
    named = {row.code: row.told for row in levels() if row.told}
    found = Alert.objects.filter(pk__in=body["alerts"], level__in=named, case__sealed=Seal.NONE.value)
    people = _Posts(at.astimezone(COURT_TIME).date())
    notes: list[Note] = []
    for alert in found.select_related("case__handling__handler").order_by("pk"):
        handling = alert.case.handling
        posts = (people.at(role, alert.court_id, handling.division_id) for role in named[alert.level])
        known = {person for held in posts for person in held} - {handling.handler_id}
        key = f"{alert.pk}:{alert.raised_on}"
        notes += [_notice("alert_noted", person, alert, key, _words(alert)) for person in sorted(known)]
    tell(notes, at=at)


def tell_reminded(body: dict[str, Any], at: datetime) -> None:
    """Handler and division head are reminded of a clock that stands; without a division, trial management."""
    found = StopReminder.objects.filter(pk__in=body["reminders"]).select_related("case__handling", "item")
    people = _Posts(at.astimezone(COURT_TIME).date())
    notes: list[Note] = []
    for reminder in found.order_by("pk"):
        handling, case = reminder.case.handling, reminder.case
        known = {handling.handler_id} if handling.handler_id else set()
        if case.sealed == Seal.NONE.value:
            role = Role.DIVISION_HEAD if handling.division_id else Role.TRIAL_MANAGEMENT
            known |= set(people.at(role, case.court_id, handling.division_id))
        since = reminder.item.starts_on
        words = {
            "since": since.isoformat() if since else "",
            "days": (reminder.reminded_on - since).days if since else 0,
            "number": reminder.number,
        }
        key = f"stop_reminded:{reminder.item_id}:{reminder.reminded_on}"
        notes += [
            Note("stop_reminded", person, case.court_id, key, case.pk, reminder.item_id, words)
            for person in sorted(known)
        ]
    tell(notes, at=at)


def tell_plans_passed(body: dict[str, Any], at: datetime) -> None:
    """The handler is told that the day planned for the closing has passed."""
    tell(_to_handlers("alert_plan_passed", body, lambda alert: alert.planned_on), at=at)


def tell_escalated(body: dict[str, Any], at: datetime) -> None:
    """The holders of the post are told, and the handler that it went up."""
    found = Escalation.objects.filter(pk__in=body["escalations"]).select_related(
        "alert__case__handling__handler"
    )
    notes: list[Note] = []
    people = _Posts(at.astimezone(COURT_TIME).date())
    for step in found.order_by("pk"):
        words = {"to": _role(step.role), **_words(step.alert)}
        handler = step.alert.case.handling.handler_id
        key = f"{step.alert_id}:{step.step}:{step.since}"
        notes += [
            _notice("alert_escalated", person, step.alert, key, words)
            for person in people.of(step)
            if person != handler
        ]
        if handler is not None:
            notes.append(_notice("alert_passed_up", handler, step.alert, f"{key}:{step.role}", words))
    tell(notes, at=at)


def tell_answered(body: dict[str, Any], at: datetime) -> None:
    """Those before whom it lay are told that the handler has answered."""
    _tell_above("alert_answered", body, at)


def tell_closed(body: dict[str, Any], at: datetime) -> None:
    """Handler and posts before which it lay are told that the alert closed; not who closed it."""
    notes = _to_handlers("alert_closed", body, lambda alert: alert.closed_at)
    tell([note for note in notes if str(note.person) != body.get("by")], at=at)
    _tell_above("alert_closed", body, at)


def _tell_above(kind: str, body: dict[str, Any], at: datetime) -> None:
    people = _Posts(at.astimezone(COURT_TIME).date())
    found = Escalation.objects.filter(alert__in=body["alerts"], ended_at__isnull=False)
    notes = []
    for step in found.select_related("alert__case__handling__handler").order_by("pk"):
        key = f"{step.alert_id}:{step.ended_at:%Y%m%dT%H%M%S}"
        notes += [
            _notice(kind, person, step.alert, key, _words(step.alert))
            for person in people.of(step)
            if str(person) != body.get("by")
        ]
    tell(notes, at=at)


def _to_handlers(kind: str, body: dict[str, Any], turn: Callable[[Alert], object]) -> list[Note]:
    found = Alert.objects.filter(pk__in=body["alerts"], case__handling__handler__isnull=False)
    return [
        _notice(
            _kind_of(kind, alert),
            alert.case.handling.handler_id,
            alert,
            f"{alert.pk}:{turn(alert)}",
            _words(alert),
        )
        for alert in found.select_related("case__handling__handler").order_by("pk")
    ]


def _kind_of(kind: str, alert: Alert) -> str:
    """What is raised on another day than the end of a limit is told in other words."""
    listed = kind == "alert_raised" and alert.kind != Alert.Kind.LIMIT.value
    return "alert_listed" if listed else kind


def _notice(kind: str, person: UUID | None, alert: Alert, key: str, words: dict[str, Any]) -> Note:
    assert person is not None
    return Note(
        kind=kind,
        person=person,
        court_id=alert.court_id,
        case_id=alert.case_id,
        subject=alert.pk,
        key=f"{kind}:{key}",
        words=words,
    )


def _words(alert: Alert) -> dict[str, Any]:
    level = next(row for row in levels() if row.code == alert.level)
    handler = alert.case.handling.handler
    return {
        "level": {"zh": level.name("zh", alert.months), "en": level.name("en", alert.months)},
        "due_on": alert.due_on.isoformat(),
        "since": _since(alert),
        "planned_on": alert.planned_on.isoformat() if alert.planned_on else "",
        "handler": handler.name if handler else "",
    }


def _since(alert: Alert) -> Words:
    """The day an alert counts by: that of the stop, or that on which a case came onto a list."""
    day = alert.due_on.isoformat()
    if alert.kind == Alert.Kind.HIDDEN.value:
        return {"zh": f"自 {day} 起停表", "en": f"the clock has stood since {day}"}
    return {"zh": f"自 {day} 起列入", "en": f"listed since {day}"}


def _role(code: str) -> Words:
    rule = roles().latest(code)
    return {"zh": rule.zh, "en": rule.en}


class _Posts:
    """The holders of posts on a day, looked up once each."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.known: dict[tuple[int, str, int | None], list[UUID]] = {}

    def of(self, step: Escalation) -> Iterable[UUID]:
        return self.at(Role(step.role), step.court_id, step.division_id)

    def at(self, role: Role, court_id: int, division_id: int | None) -> list[UUID]:
        """The holders in a court; of a division head, in the division, none without one."""
        if role is not Role.DIVISION_HEAD:
            division_id = None
        elif division_id is None:
            return []
        key = (court_id, role.value, division_id)
        if key not in self.known:
            found = holders(role, court_id, self.day, division_id)
            self.known[key] = list(found.values_list("pk", flat=True))
        return self.known[key]
