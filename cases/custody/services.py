"""Entering custody: it begins, it ends, an entry is taken back; the limit follows."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from cases.custody.domain import (
    ACCUSED_LENGTH,
    DOCUMENT_LENGTH,
    REASON_LENGTH,
    Begins,
    Cancels,
    Change,
    Ends,
)
from cases.custody.models import Custody
from cases.custody.selectors import endings, running, stays_of
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import CaseEvent, emit
from cases.docket.services import about, lock_case, note, require_right
from cases.limits.services import refresh_clock
from courts.actors.domain import Actor, Right
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.services import recorded

CRIMINAL = "criminal"


def note_filed(case: Case, since: date, actor: Actor) -> Custody:
    """Enter the custody that a filing speaks of, inside its transaction."""
    return _begin(case, Begins(since=since), actor)


def change_custody(*, case_id: UUID | str, change: Change, actor: Actor) -> Custody:
    """Begin, end or take back a stay in custody of a criminal case (刑事诉讼法第九十三条、第九十六条).

    Whether the case counts as one in custody follows, and with it the last lawful day of
    its limit. Raises NotVisible; InvalidInput (``since``, ``accused``, ``document``, ``on``,
    ``ending``, ``reason``); Refused PEOPLE-RIGHT, CUSTODY-NOT-CRIMINAL, CUSTODY-NOT-OPEN,
    CUSTODY-HELD, CUSTODY-OVERLAP, CUSTODY-ENDED, and the LIM codes of the arithmetic.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.KEEP_LEDGER, case.court_id, _("登记羁押"))
            require_custody(case)
            if isinstance(change, Begins):
                stay = _begin(case, change, actor)
            elif isinstance(change, Ends):
                stay = _end(case, change, actor)
            else:
                stay = _cancel(case, change, actor)
            _settle(case, actor)
    return stay


def require_custody(case: Case) -> None:
    """Raise Refused CUSTODY-NOT-CRIMINAL, CUSTODY-NOT-OPEN where no change of custody can be entered."""
    if case.category != CRIMINAL:
        raise Refused("CUSTODY-NOT-CRIMINAL")
    if case.status not in (Status.RECEIVED.value, Status.OPEN.value):
        raise Refused("CUSTODY-NOT-OPEN")


def _begin(case: Case, begins: Begins, actor: Actor) -> Custody:
    accused, document = begins.accused.strip(), begins.document.strip()
    errors = _too_long(accused=(accused, ACCUSED_LENGTH), document=(document, DOCUMENT_LENGTH))
    if begins.since > actor.today:
        errors["since"] = _("不能晚于今天。")
    if errors:
        raise InvalidInput(errors)
    mine = stays_of(case).filter(accused=accused, cancelled_at=None)
    _check_apart(mine, begins.since, accused)
    first = mine.aggregate(first=Min("from_on"))["first"]
    stay = Custody.objects.create(
        case=case,
        court_id=case.court_id,
        accused=accused,
        from_on=begins.since,
        first_on=min(begins.since, first or begins.since),
        document=document,
        entered_at=actor.at,
        entered_by=actor.label[:160],
        entered_by_person_id=actor.person_id,
    )
    mine.filter(first_on__gt=stay.first_on).update(first_on=stay.first_on)
    note("custody_changed", case, actor, custody=stay.pk, change="began", since=begins.since, accused=accused)
    return stay


def _check_apart(mine: QuerySet[Custody], since: date, accused: str) -> None:
    """A new stay lies in no other one of the same accused."""
    name = accused or _("被告人")
    for other in mine:
        if other.ended_on is None:
            raise Refused("CUSTODY-HELD", accused=name, since=other.from_on)
        if other.from_on <= since < other.ended_on:
            raise Refused(
                "CUSTODY-OVERLAP", accused=name, since=other.from_on, ended=other.ended_on, day=since
            )


def _check_before_next(case: Case, stay: Custody, ended: date) -> None:
    """A stay entered late ends before the next one of the same accused began."""
    later = stays_of(case).filter(accused=stay.accused, cancelled_at=None, from_on__gt=stay.from_on)
    following = later.exclude(pk=stay.pk).first()
    if following is not None and ended > following.from_on:
        name = stay.accused or _("被告人")
        raise Refused(
            "CUSTODY-OVERLAP", accused=name, since=following.from_on, ended=following.ended_on, day=ended
        )


def _end(case: Case, ends: Ends, actor: Actor) -> Custody:
    stay, document = _lasting(case, ends.custody_id), ends.document.strip()
    errors = _too_long(document=(document, DOCUMENT_LENGTH))
    if ends.ending not in endings():
        errors["ending"] = _("请选择解除的情形。")
    if ends.on > actor.today:
        errors["on"] = _("不能晚于今天。")
    elif ends.on < stay.from_on:
        errors["on"] = _("不能早于 %(day)s。") % {"day": stay.from_on}
    if not document:
        errors["document"] = _("请填写解除所依据的文书。")
    if errors:
        raise InvalidInput(errors)
    _check_before_next(case, stay, ends.on)
    stay.ended_on, stay.ending, stay.end_document = ends.on, ends.ending, document
    stay.ended_at, stay.ended_by = actor.at, actor.label[:160]
    stay.save(update_fields=["ended_on", "ending", "end_document", "ended_at", "ended_by"])
    note(
        "custody_changed",
        case,
        actor,
        custody=stay.pk,
        change="ended",
        on=ends.on,
        ending=ends.ending,
        document=document,
    )
    return stay


def _cancel(case: Case, cancels: Cancels, actor: Actor) -> Custody:
    stay, reason = _entered(case, cancels.custody_id), cancels.reason.strip()
    if stay.cancelled_at is not None:
        raise Refused("CUSTODY-ENDED")
    errors = _too_long(reason=(reason, REASON_LENGTH))
    if not reason:
        errors["reason"] = _("请写明撤销的理由。")
    if errors:
        raise InvalidInput(errors)
    stay.cancelled_at, stay.cancelled_by, stay.cancel_reason = actor.at, actor.label[:160], reason
    stay.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    left = stays_of(case).filter(accused=stay.accused, cancelled_at=None)
    first = left.aggregate(first=Min("from_on"))["first"]
    if first is not None:
        left.exclude(first_on=first).update(first_on=first)
    note("custody_changed", case, actor, custody=stay.pk, change="cancelled", reason=reason)
    return stay


def _settle(case: Case, actor: Actor) -> None:
    """Whether somebody is held, and what follows for the limit."""
    held = running(case).exists()
    if held != case.detained:
        case.detained = held
        case.save(update_fields=["detained"])
        refresh_clock(case, reason="custody", actor=actor)
    emit(CaseEvent.CUSTODY_CHANGED, case, actor)


def _entered(case: Case, custody_id: UUID | str) -> Custody:
    try:
        wanted = UUID(str(custody_id))
    except ValueError:
        raise NotVisible(f"custody {custody_id}") from None
    found = Custody.objects.select_for_update(of=("self",)).filter(case=case, pk=wanted).first()
    if found is None:
        raise NotVisible(f"custody {custody_id}")
    return found


def _lasting(case: Case, custody_id: UUID | str) -> Custody:
    stay = _entered(case, custody_id)
    if stay.ended_on is not None or stay.cancelled_at is not None:
        raise Refused("CUSTODY-ENDED")
    return stay


def _too_long(**texts: tuple[str, int]) -> dict[str, str]:
    long = {name: most for name, (text, most) in texts.items() if len(text) > most}
    return {name: _("不得超过 %(n)d 字。") % {"n": most} for name, most in long.items()}
