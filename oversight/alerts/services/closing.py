"""Closing alerts whose cause is gone: case or custody ended, the clock runs or stands, a line moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.custody.models import Custody
from cases.docket.domain import Status
from cases.docket.models import Case
from courts.actors.domain import Actor
from courts.options.selectors import option_rules, own_values
from courts.outbox.services import post
from courts.trail.services import record, recorded
from oversight.alerts.domain import AlertLevel, Kind, reached
from oversight.alerts.models import Alert, Escalation
from oversight.alerts.selectors import levels
from oversight.alerts.services.hiding import signless

REASONS = {
    Kind.LIMIT: "clock_changed",
    Kind.PENDING: "list_left",
    Kind.CUSTODY: "released",
    Kind.HIDDEN: "stop_ended",
}


def close_alerts(case: Case, actor: Actor) -> None:
    """Close every alert of a case that was just closed; runs in the transaction of the closing."""
    _close(_standing().filter(case=case), "case_closed", actor)


def close_moved(case: Case, actor: Actor) -> None:
    """Close the alerts of a case whose changed clock has not reached their line any more."""
    _close_of_case(case, (Kind.LIMIT, Kind.HIDDEN), actor)


def close_moved_at_once(cases: Sequence[Case], actor: Actor) -> None:
    """The same for many cases whose clocks moved together."""
    moved = Q(case__in=[case.pk for case in cases])
    codes = [Kind.LIMIT.value, Kind.HIDDEN.value]
    held = set(_standing().filter(moved, kind__in=codes).values_list("level", flat=True))
    for level in levels():
        if level.code in held:
            _close_level(level, moved, actor, actor.today)


def close_released(case: Case, actor: Actor) -> None:
    """Close the alerts of prolonged custody when nobody of the case is held so long any more."""
    _close_of_case(case, (Kind.CUSTODY,), actor)


def _close_of_case(case: Case, kinds: tuple[Kind, ...], actor: Actor) -> None:
    codes = [kind.value for kind in kinds]
    held = set(_standing().filter(case=case, kind__in=codes).values_list("level", flat=True))
    for level in levels():
        if level.code in held:
            _close_level(level, Q(case=case), actor, actor.today)


def close_gone(*, court_ids: Collection[int] | None, today: date, actor: Actor) -> int:
    """The same for whole courts, one transaction a court and level: what a race or a raw change left open."""
    closed = 0
    held = set(_standing().values_list("level", flat=True).order_by().distinct())
    for level in levels():
        if level.code not in held:
            continue
        gone = _gone(level, today)
        if court_ids is not None:
            gone = gone.filter(court_id__in=court_ids)
        for court_id in gone.order_by("court_id").values_list("court_id", flat=True).distinct():
            with recorded():
                closed += _close_level(level, Q(court_id=court_id), actor, today)
    return closed


def _close_level(level: AlertLevel, whose: Q, actor: Actor, day: date) -> int:
    found = _gone(level, day).filter(whose)
    if level.kind is Kind.HIDDEN:
        found = Alert.objects.filter(pk__in=[alert.pk for alert in signless(list(found), day)])
    return _close(found, REASONS[level.kind], actor)


def _close(alerts: QuerySet[Alert], reason: str, actor: Actor) -> int:
    found = list(alerts.select_for_update(of=("self",)).order_by("pk"))
    if not found:
        return 0
    Alert.objects.filter(pk__in=[alert.pk for alert in found]).update(
        status=Alert.Status.CLOSED.value, closed_at=actor.at
    )
    for alert in found:
        record(
            "alert_closed",
            court_id=alert.court_id,
            actor=actor,
            noun="alert",
            object_id=alert.pk,
            case_id=alert.case_id,
            data={"kind": alert.kind, "level": alert.level, "reason": reason},
        )
    Escalation.objects.filter(alert__in=found, ended_at=None).update(ended_at=actor.at)
    body = {"alerts": [alert.pk for alert in found], "by": actor.person_id}
    post("alerts_closed", body, court_id=found[0].court_id, at=actor.at)
    return len(found)


def _standing() -> QuerySet[Alert]:
    return Alert.objects.exclude(status=Alert.Status.CLOSED.value)


def _gone(level: AlertLevel, today: date) -> QuerySet[Alert]:
    """Standing alerts of a level without a cause on a day; of hidden ones, those that may have none."""
    causes = {
        Kind.LIMIT: _moved,
        Kind.PENDING: _off_the_list,
        Kind.CUSTODY: _not_held,
        Kind.HIDDEN: _any,
    }
    cause = causes[level.kind](level, today)
    return _standing().filter(cause, kind=level.kind.value, level=level.code)


def _moved(level: AlertLevel, today: date) -> Q:
    line = f"case__clock__{level.column}"
    return (
        Q(case__clock__watched=False)
        | Q(case__clock__stopped_since__isnull=False)
        | Q(**{f"{line}__isnull": True})
        | Q(**{f"{line}__gt": today})
    )


def _any(level: AlertLevel, today: date) -> Q:
    return Q()


def _not_open() -> Q:
    return ~Q(case__status=Status.OPEN.value) | Q(case__open_confirmed=False)


def _off_the_list(level: AlertLevel, today: date) -> Q:
    late = Q(pk=None)
    for courts, months in _by_months(level):
        late |= courts & Q(case__filed_on__gt=reached(today, months))
    return _not_open() | late


def _not_held(level: AlertLevel, today: date) -> Q:
    gone = Q(pk=None)
    for courts, months in _by_months(level):
        held = Custody.objects.filter(
            case=OuterRef("case"), ended_on=None, cancelled_at=None, first_on__lte=reached(today, months)
        )
        gone |= courts & Q(~Exists(held))
    return _not_open() | gone


def _by_months(level: AlertLevel) -> Iterable[tuple[Q, int]]:
    """The courts that set months of their own, and all others."""
    own = {pk: int(value) for pk, value in own_values(level.option).items()}
    for months in sorted(set(own.values())):
        yield Q(court_id__in=[pk for pk, value in own.items() if value == months]), months
    yield ~Q(court_id__in=list(own)), int(option_rules().latest(level.option).default)
