"""Agents and other roles of a case; the court's former staff."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.conflicts.domain import AgentKind, Part
from assignment.conflicts.models import FIRM_LENGTH, CaseAgent, FormerStaff, Involvement
from assignment.conflicts.selectors.lists import agent_warning, get_entry, get_former
from assignment.conflicts.services.naming import end, named
from cases.docket.models import Case
from cases.docket.services import about, lock_case, note, require_right
from cases.parties.models import Party
from courts.actors.domain import Actor, Right
from courts.people.selectors import members
from courts.places.models import Court
from courts.refusals.domain import InvalidInput
from courts.trail.services import record, recorded

WARNING = "CONFLICT-AGENT-NAME"


def enter_agent(
    *,
    case_id: UUID | str,
    name: str,
    kind: str,
    actor: Actor,
    party: UUID | None = None,
    id_number: str = "",
    firm: str = "",
    reason: str = "",
) -> CaseAgent:
    """Enter who represents a party; former staff and family of the court's people are kept out.

    法释〔2011〕12号第八条、第九条. Raises NotVisible; InvalidInput (``name``, ``id_number``, ``kind``,
    ``party``, ``firm``, ``reason``); Refused PEOPLE-RIGHT, CONFLICT-FORMER-STAFF, CONFLICT-TWO-YEARS,
    CONFLICT-FAMILY-AGENT, and the warning CONFLICT-AGENT-NAME where only the name agrees and no reason
    was given for going on.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.RECORD_NODE, case.court_id, _("登记代理人"))
            columns = named(name, id_number, actor)
            of = _agent_kind(kind, firm)
            warned = _warned(case, columns, of, reason, actor)
            row = CaseAgent.objects.create(
                case=case,
                court_id=case.court_id,
                party=_party(case, party),
                kind=of.value,
                firm=firm.strip(),
                warned=warned,
                warned_reason=reason.strip() if warned else "",
                **columns,
            )
        note("agent_entered", case, actor, name=row.name, agent_kind=row.kind, firm=row.firm, rule=warned)
    return row


def _agent_kind(kind: str, firm: str) -> AgentKind:
    try:
        found = AgentKind(kind)
    except ValueError:
        raise InvalidInput({"kind": _("请从列表中选择身份。")}) from None
    if len(firm.strip()) > FIRM_LENGTH or (found is AgentKind.LAWYER and not firm.strip()):
        raise InvalidInput({"firm": _("请填写律师事务所的全称，不超过 %(n)d 字。") % {"n": FIRM_LENGTH}})
    return found


def _party(case: Case, party: UUID | None) -> Party | None:
    if party is None:
        return None
    found = Party.objects.filter(case=case, pk=party).first()
    if found is None:
        raise InvalidInput({"party": _("请从本案当事人中选择。")})
    return found


def _warned(case: Case, columns: dict[str, Any], kind: AgentKind, reason: str, actor: Actor) -> str:
    found = agent_warning(case, name=columns["name"], digest=columns["id_digest"], kind=kind, on=actor.today)
    if found is None:
        return ""
    if found.code == WARNING and reason.strip():
        return found.code
    raise found


def enter_involvement(
    *,
    case_id: UUID | str,
    name: str,
    part: str,
    actor: Actor,
    person: UUID | None = None,
    id_number: str = "",
    note_text: str = "",
) -> Involvement:
    """Enter who was mediator, expert, witness … in the matter; a judge who was takes no part in it.

    法释〔2011〕12号第一条. ``person``: a member of the case's court. Raises NotVisible; InvalidInput
    (``name``, ``part``, ``person``, ``id_number``); Refused PEOPLE-RIGHT.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.RECORD_NODE, case.court_id, _("登记案件中的其他角色"))
        member = members(case.court_id, actor.today).filter(pk=person).first() if person else None
        if person and member is None:
            raise InvalidInput({"person": _("没有这位人员。")})
        if part not in [one.value for one in Part]:
            raise InvalidInput({"part": _("请从列表中选择身份。")})
        row = Involvement.objects.create(
            case=case,
            court_id=case.court_id,
            person=member,
            part=part,
            note=note_text.strip()[:300],
            **named(member.name if member else name, id_number, actor),
        )
        note("involvement_entered", case, actor, name=row.name, as_part=row.part)
    return row


def end_entry(*, kind: str, entry_id: UUID, reason: str, actor: Actor) -> CaseAgent | Involvement:
    """An agent no longer acts, or an entry was wrong; what it led to stays.

    Raises NotVisible; InvalidInput (``reason``); Refused PEOPLE-RIGHT.
    """
    with recorded():
        seen = get_entry(actor.viewer, kind, entry_id)
        row = type(seen).objects.select_for_update(of=("self",)).get(pk=seen.pk)
        with about(seen.case):
            require_right(actor, Right.RECORD_NODE, row.court_id, _("结束代理人和其他角色的登记"))
        if row.ended_on is None:
            end(row, reason, actor)
            verb = "agent_ended" if kind == "agent" else "involvement_ended"
            note(verb, seen.case, actor, name=row.name, reason=row.end_reason)
    return row


def enter_former(
    *, court: Court, name: str, left_on: date, actor: Actor, id_number: str = "", post: str = ""
) -> FormerStaff:
    """Enter who left the court. Raises InvalidInput (``name``, ``id_number``, ``left_on``); PEOPLE-RIGHT."""
    require_right(actor, Right.ADMINISTER, court.pk, _("登记离任人员"))
    if left_on > actor.today:
        raise InvalidInput({"left_on": _("离任日不能晚于今天。")})
    with recorded():
        row = FormerStaff.objects.create(
            court=court, left_on=left_on, post=post.strip()[:60], **named(name, id_number, actor)
        )
        record(
            "former_staff_entered",
            court_id=court.pk,
            actor=actor,
            noun="former_staff",
            object_id=row.pk,
            data={"name": row.name, "left_on": left_on, "post": row.post},
        )
    return row


def end_former(*, former_id: UUID, reason: str, actor: Actor) -> FormerStaff:
    """Take a wrong entry off the list. Raises NotVisible; InvalidInput (``reason``)."""
    with recorded():
        row = FormerStaff.objects.select_for_update(of=("self",)).get(
            pk=get_former(actor.viewer, former_id).pk
        )
        if row.ended_on is not None:
            return row
        end(row, reason, actor)
        record(
            "former_staff_ended",
            court_id=row.court_id,
            actor=actor,
            noun="former_staff",
            object_id=row.pk,
            data={"name": row.name, "reason": row.end_reason},
        )
    return row
