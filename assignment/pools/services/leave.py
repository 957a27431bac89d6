"""Leave, secondment and suspension (请假、借调、停职): days without draws, and who approved them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.pools.models import Absence
from assignment.pools.selectors import absence_kind, administered_absence, pools_joined
from assignment.pools.services.alerts import pools_moved
from assignment.pools.services.approving import approver_of
from courts.actors.domain import Actor, Right
from courts.people.models import Person
from courts.people.selectors import quota_judge_ids
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import record, recorded

LONGEST = timedelta(days=3 * 366)


def enter_leave(
    *,
    court_id: int,
    judge: UUID | str,
    kind: str,
    from_on: date,
    to_on: date,
    approver: UUID | str,
    reason: str,
    actor: Actor,
) -> Absence:
    """Enter leave, secondment or suspension of a quota judge; both days included, neither may be left open.

    The approver holds a post in the court or the one above it. Raises InvalidInput (``judge``, ``kind``,
    ``to_on``, ``approver``, ``reason``), Refused PEOPLE-RIGHT, LEAVE-APPROVER, LEAVE-OVERLAP.
    """
    if not actor.viewer.may(Right.ADMINISTER, court_id):
        raise Refused("PEOPLE-RIGHT", act=_("登记休假与停职"), court_id=court_id)
    with recorded():
        court = Court.objects.get(pk=court_id)
        person = _lock(judge)
        by, unapproved = approver_of(approver, person, court, actor.today)
        errors = wrong_reason(reason) | _wrong_days(from_on, to_on, actor.today) | unapproved
        if person is None or person.pk not in quota_judge_ids(court_id, max(from_on, actor.today)):
            errors["judge"] = _("请选择本院的员额法官。")
        if kind not in Absence.Kind.values:
            errors["kind"] = _("请选择休假、借调或者停职。")
        if errors or person is None or by is None:
            raise InvalidInput(errors)
        _check_overlap(person, court_id, from_on, to_on)
        absence = Absence.objects.create(
            judge=person, court=court, kind=kind, from_on=from_on, to_on=to_on, approved_by=by.name[:60]
        )
        facts = {"kind": kind, "from_on": from_on, "to_on": to_on, "approved_by": by.name}
        _note("leave_entered", absence, actor, reason, **facts)
        _moved(absence, to_on, actor)
    return absence


def change_leave(
    *,
    absence_id: int,
    to_on: date,
    reason: str,
    actor: Actor,
    seen: date | None = None,
    approver: UUID | str | None = None,
) -> Absence:
    """Change the last day: shorten, end early (the last day is then the day before the return) or extend.

    A longer absence is approved like a new one. Raises NotVisible; InvalidInput (``to_on``, ``approver``,
    ``reason``); Refused LEAVE-APPROVER, LEAVE-ENDED, LEAVE-OVERLAP, POOL-MOVED.
    """
    with recorded():
        absence = _hold(absence_id, seen, actor)
        errors = wrong_reason(reason)
        earliest = max(absence.from_on, actor.today - timedelta(days=1))
        if to_on < earliest:
            errors["to_on"] = _("止日不能早于 %(day)s。") % {"day": earliest}
        elif to_on - absence.from_on > LONGEST:
            errors["to_on"] = _("期间过长，请核对日期。")
        elif to_on == absence.to_on:
            errors["to_on"] = _("与现在的止日相同。")
        by = None
        if to_on > absence.to_on:
            by, unapproved = approver_of(approver, absence.judge, absence.court, actor.today)
            errors |= unapproved
        if errors:
            raise InvalidInput(errors)
        before: dict[str, Any] = {"to_on": absence.to_on}
        after: dict[str, Any] = {"to_on": to_on}
        if by is not None:
            _check_overlap(absence.judge, absence.court_id, absence.from_on, to_on, but=absence.pk)
            before["approved_by"], after["approved_by"] = absence.approved_by, by.name[:60]
            absence.approved_by = by.name[:60]
        changed = {"before": before, "after": after}
        furthest = max(absence.to_on, to_on)
        absence.to_on = to_on
        absence.save(update_fields=["to_on", "approved_by"])
        _note("leave_changed", absence, actor, reason, kind=absence.kind, **changed)
        _moved(absence, furthest, actor)
    return absence


def cancel_leave(*, absence_id: int, reason: str, actor: Actor, seen: date | None = None) -> None:
    """Take back leave that has not begun.

    Raises NotVisible; InvalidInput (``reason``); Refused LEAVE-BEGUN, LEAVE-ENDED, POOL-MOVED.
    """
    with recorded():
        absence = _hold(absence_id, seen, actor)
        if errors := wrong_reason(reason):
            raise InvalidInput(errors)
        if absence.from_on <= actor.today:
            raise Refused("LEAVE-BEGUN", **_told(absence))
        facts = {"kind": absence.kind, "from_on": absence.from_on, "to_on": absence.to_on}
        _note("leave_cancelled", absence, actor, reason, **facts)
        to_on = absence.to_on
        absence.delete()
        _moved(absence, to_on, actor)


def _moved(absence: Absence, to_on: date, actor: Actor) -> None:
    """The pools in which the judge is missing or back are looked at again."""
    pools_moved(pools_joined(absence.judge_id, absence.from_on, to_on), actor)


def _hold(absence_id: int, seen: date | None, actor: Actor) -> Absence:
    """The absence as it stands, its judge locked. Raises NotVisible, Refused LEAVE-ENDED, POOL-MOVED."""
    _lock(administered_absence(actor.viewer, absence_id).judge_id)
    absence = administered_absence(actor.viewer, absence_id)
    if absence.to_on < actor.today:
        raise Refused("LEAVE-ENDED", **_told(absence))
    if seen is not None and seen != absence.to_on:
        raise Refused("POOL-MOVED", what=absence.judge.name, court_id=absence.court_id)
    return absence


def _lock(judge: UUID | str) -> Person | None:
    """The judge, nobody else entering leave for them until the end."""
    try:
        return Person.objects.select_for_update(no_key=True).filter(pk=UUID(str(judge))).first()
    except ValueError:
        return None


def _wrong_days(from_on: date, to_on: date, today: date) -> dict[str, str]:
    if to_on < from_on:
        return {"to_on": _("止日不能早于起日。")}
    if to_on < today:
        return {"to_on": _("已经结束的期间不再登记：抽签已按当时的名单进行。")}
    if to_on - from_on > LONGEST:
        return {"to_on": _("期间过长，请核对日期。")}
    return {}


def _check_overlap(judge: Person, court_id: int, from_on: date, to_on: date, but: int | None = None) -> None:
    others = Absence.objects.filter(judge=judge, from_on__lte=to_on, to_on__gte=from_on)
    found = next((other for other in others.order_by("from_on") if other.pk != but), None)
    if found is not None:
        raise Refused("LEAVE-OVERLAP", **{**_told(found), "court_id": court_id})


def _told(absence: Absence) -> dict[str, Any]:
    return {
        "judge": absence.judge.name,
        "kind": absence_kind(absence.kind),
        "from_on": absence.from_on,
        "to_on": absence.to_on,
        "court_id": absence.court_id,
    }


def _note(verb: str, absence: Absence, actor: Actor, reason: str, **data: Any) -> None:
    record(
        verb,
        court_id=absence.court_id,
        actor=actor,
        noun="absence",
        object_id=absence.pk,
        data={"judge": absence.judge.name, "judge_id": absence.judge_id, **data, "reason": reason.strip()},
    )
