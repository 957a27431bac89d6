"""Relatives: declared by oneself, or entered from personnel papers by the court's administrator."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from assignment.conflicts.models import FIRM_LENGTH, Relative
from assignment.conflicts.selectors.lists import end_to_confirm, own_or_kept, relations
from assignment.conflicts.services.naming import named
from courts.actors.domain import Actor, Right
from courts.people.models import Person
from courts.people.selectors import home_court
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import record, recorded


def declare_relative(
    *,
    person_id: UUID,
    relation: str,
    name: str,
    actor: Actor,
    id_number: str = "",
    firm: str = "",
    partner: bool = False,
) -> Relative:
    """Declare a near relative and, where they are a lawyer, the firm.

    法官法第二十四条; 法释〔2011〕12号第一条.

    Raises InvalidInput (``relation``, ``name``, ``id_number``, ``firm``, ``person``); Refused
    CONFLICT-OWN-RELATIVES for anybody but the person and the administrator of their court.
    """
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    court = home_court(person_id, actor.today) if person else None
    if person is None or court is None:
        raise InvalidInput({"person": _("没有这位在任人员。")})
    if actor.person_id != person.pk and not actor.viewer.may(Right.ADMINISTER, court.pk):
        raise Refused("CONFLICT-OWN-RELATIVES", court_id=court.pk)
    if relation not in relations():
        raise InvalidInput({"relation": _("请从列表中选择关系。")})
    if len(firm.strip()) > FIRM_LENGTH or (partner and not firm.strip()):
        raise InvalidInput({"firm": _("请填写律师事务所的全称，不超过 %(n)d 字。") % {"n": FIRM_LENGTH}})
    with recorded():
        row = Relative.objects.create(
            person=person,
            court=court,
            relation=relation,
            firm=firm.strip(),
            partner=partner,
            **named(name, id_number, actor),
        )
        record(
            "relative_declared",
            court_id=court.pk,
            actor=actor,
            noun="person",
            object_id=person.pk,
            data={"relation": relation, "firm": row.firm, "by_self": actor.person_id == person.pk},
        )
    return row


def end_relative(*, relative_id: UUID, reason: str, actor: Actor) -> Relative:
    """Ask that a declaration end; it stands until another has confirmed it (``confirm_end``).

    Raises NotVisible; InvalidInput (``reason``).
    """
    with recorded():
        row = own_or_kept(actor.viewer, relative_id)
        row = Relative.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if row.ended_on is None and row.end_asked_at is None:
            if wrong := wrong_reason(reason):
                raise InvalidInput(wrong)
            row.end_asked_at, row.end_asked_by = actor.at, actor.label[:160]
            row.end_asked_person_id, row.end_reason = actor.person_id, reason.strip()
            row.save()
            _note("relative_end_asked", row, actor, reason=row.end_reason)
    return row


def confirm_end(*, relative_id: UUID, agreed: bool, actor: Actor, text: str = "") -> Relative:
    """Confirm that a declaration ends, or leave it in force: by another than whoever asked and whose it is.

    By the administrator or the discipline office of the court (法官法第二十四条; 法释〔2011〕12号第一条): a
    relative taken off the list alone would open the way to a case. Raises NotVisible; InvalidInput
    (``text``); Refused CONFLICT-END-OWN, CONFLICT-END-STATE.
    """
    with recorded():
        row = end_to_confirm(actor.viewer, relative_id)
        row = Relative.objects.select_for_update(of=("self",)).get(pk=row.pk)
        court = {"court_id": row.court_id}
        if row.end_asked_at is None or row.ended_on is not None:
            raise Refused("CONFLICT-END-STATE", **court)
        if actor.person_id is None or actor.person_id in (row.end_asked_person_id, row.person_id):
            raise Refused("CONFLICT-END-OWN", by=row.end_asked_by, **court)
        if agreed:
            row.ended_on, row.end_confirmed_by = actor.today, actor.label[:160]
            row.end_confirmed_person_id = actor.person_id
            _note("relative_ended", row, actor, reason=row.end_reason)
        else:
            if wrong := wrong_reason(text):
                raise InvalidInput({"text": wrong["reason"]})
            row.end_asked_at, row.end_asked_by, row.end_asked_person_id = None, "", None
            row.end_reason = ""
            _note("relative_end_declined", row, actor, reason=text.strip())
        row.save()
    return row


def _note(verb: str, row: Relative, actor: Actor, reason: str) -> None:
    facts = {"relation": row.relation, "reason": reason}
    record(verb, court_id=row.court_id, actor=actor, noun="person", object_id=row.person_id, data=facts)
