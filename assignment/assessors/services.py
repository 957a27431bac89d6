"""Keeping the list of assessors: entering, suspending, ending a term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from stdnum.cn import ric

from assignment.assessors.domain import check_age, check_term
from assignment.assessors.models import Assessor
from assignment.assessors.selectors import figure, get_visible, list_courts, specialties
from cases.docket.services import require_right
from cases.parties.domain import IdType, masked
from cases.parties.services import check_id, digest, seal
from courts.actors.domain import Actor, Right
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import record, recorded


def lock_lists(court: Court) -> None:
    """Hold the lists a court draws from until the end: a transaction at a time seats from each.

    The basic courts below are locked in ascending order. Whoever comes has locked its case before.
    """
    rows = Court.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list_courts(court))
    list(rows.order_by("pk").values_list("pk", flat=True))


def enter_assessor(
    *,
    court_id: int,
    name: str,
    id_number: str,
    from_on: date,
    to_on: date,
    source: str,
    tags: Sequence[str] = (),
    document: str = "",
    actor: Actor,
) -> Assessor:
    """Put an assessor on the list for a term, on the standing committee's appointment.

    A second term of the same person is kept as renewed: as a rule there is none (art 13).
    Raises InvalidInput (``name``, ``id_number``, ``to_on``, ``source``, ``tags``); Refused PEOPLE-RIGHT,
    ASSESSOR-COURT, ASSESSOR-AGE, ASSESSOR-TERM, ASSESSOR-TWICE.
    """
    number = "".join(id_number.split()).upper()
    _check_entry(name, number, from_on, to_on, source, tags)
    with recorded():
        court = Court.objects.select_for_update(no_key=True).get(pk=court_id)
        require_right(actor, Right.KEEP_ASSESSORS, court.pk, _("登记人民陪审员"))
        if court.level != Court.Level.BASIC:
            raise Refused("ASSESSOR-COURT", court=court.name, court_id=court.pk)
        _check_law(court, name, number, from_on, to_on)
        known = digest(number)
        row = Assessor.objects.create(
            court=court,
            name=name.strip(),
            id_cipher=seal(number) or b"",
            id_digest=known,
            id_masked=masked(IdType.IDENTITY_CARD.value, number),
            specialties=list(tags),
            source=source,
            from_on=from_on,
            to_on=to_on,
            renewed=Assessor.objects.filter(id_digest=known).exists(),
            document=document.strip(),
        )
        _note("assessor_entered", row, actor, from_on=from_on, to_on=to_on, document=row.document)
    return row


def _check_entry(
    name: str, number: str, from_on: date, to_on: date, source: str, tags: Sequence[str]
) -> None:
    errors: dict[str, str] = {}
    if not 0 < len(name.strip()) <= 60:
        errors["name"] = _("姓名须为 1 至 60 个字。")
    if wrong := check_id(IdType.IDENTITY_CARD, number):
        errors["id_number"] = wrong
    if to_on < from_on:
        errors["to_on"] = _("任期止不能早于任期起。")
    if source not in Assessor.Source.values:
        errors["source"] = _("没有这种产生方式。")
    if errors | _wrong_tags(tags):
        raise InvalidInput(errors | _wrong_tags(tags))


def _wrong_tags(tags: Sequence[str]) -> dict[str, str]:
    unknown = set(tags) - {rule.code for rule in specialties()}
    return {"tags": _("没有这种专业。")} if unknown else {}


def _check_law(court: Court, name: str, number: str, from_on: date, to_on: date) -> None:
    try:
        check_age(ric.get_birth_date(number), from_on, figure("MIN_AGE"))
        check_term(from_on, to_on, figure("TERM_YEARS"))
        same = Assessor.objects.filter(id_digest=digest(number), from_on__lte=to_on, to_on__gte=from_on)
        other = same.select_related("court").first()
        if other is not None:
            until = other.to_on.isoformat()
            raise Refused("ASSESSOR-TWICE", name=name.strip(), court=other.court.name, to_on=until)
    except Refused as refused:
        refused.params |= {"name": name.strip(), "court_id": court.pk}
        raise


def suspend_assessor(*, assessor_id: UUID | str, suspended: bool, reason: str, actor: Actor) -> Assessor:
    """Suspend an assessor from draws, or let one be drawn again.

    Raises NotVisible; InvalidInput ``reason``; Refused PEOPLE-RIGHT, ASSESSOR-ENDED.
    """
    with recorded():
        row = _hold(assessor_id, _("暂停或者恢复参审"), actor)
        if wrong := wrong_reason(reason):
            raise InvalidInput(wrong)
        before, row.suspended = row.suspended, suspended
        row.save(update_fields=["suspended"])
        told = {"before": {"suspended": before}, "after": {"suspended": suspended}}
        _note("assessor_changed", row, actor, **told, reason=reason.strip())
    return row


def change_tags(*, assessor_id: UUID | str, tags: Sequence[str], reason: str, actor: Actor) -> Assessor:
    """Put an assessor on professional lists, or take one off (法释〔2019〕5号 art 3(3)).

    Raises NotVisible; InvalidInput (``tags``, ``reason``); Refused PEOPLE-RIGHT, ASSESSOR-ENDED.
    """
    with recorded():
        row = _hold(assessor_id, _("变更人民陪审员的专业"), actor)
        if errors := wrong_reason(reason) | _wrong_tags(tags):
            raise InvalidInput(errors)
        told = {"before": {"specialties": row.specialties}, "after": {"specialties": list(tags)}}
        row.specialties = list(tags)
        row.save(update_fields=["specialties"])
        _note("assessor_specialised", row, actor, **told, reason=reason.strip())
    return row


def end_term(*, assessor_id: UUID | str, to_on: date, reason: str, actor: Actor) -> Assessor:
    """End a term before its day; ``to_on`` is the last day, today at the earliest.

    Raises NotVisible; InvalidInput (``to_on``, ``reason``); Refused PEOPLE-RIGHT, ASSESSOR-ENDED.
    """
    with recorded():
        row = _hold(assessor_id, _("终止人民陪审员任期"), actor)
        errors = wrong_reason(reason)
        if not max(actor.today, row.from_on) <= to_on <= row.to_on:
            errors["to_on"] = _("须在今天与原定任期止之间。")
        if errors:
            raise InvalidInput(errors)
        told = {"before": {"to_on": row.to_on}, "after": {"to_on": to_on}}
        row.to_on, row.end_reason = to_on, reason.strip()
        row.save(update_fields=["to_on", "end_reason"])
        _note("assessor_ended", row, actor, **told, reason=row.end_reason)
    return row


def _hold(assessor_id: UUID | str, act: str, actor: Actor) -> Assessor:
    row = get_visible(actor.viewer, assessor_id)
    require_right(actor, Right.KEEP_ASSESSORS, row.court_id, act)
    row = Assessor.objects.select_for_update(of=("self",)).select_related("court").get(pk=row.pk)
    if row.to_on < actor.today:
        raise Refused("ASSESSOR-ENDED", name=row.name, to_on=row.to_on.isoformat(), court_id=row.court_id)
    return row


def _note(verb: str, row: Assessor, actor: Actor, **data: Any) -> None:
    told = {"name": row.name, **data}
    record(verb, court_id=row.court_id, actor=actor, noun="assessor", object_id=row.pk, data=told)
