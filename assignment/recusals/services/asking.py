"""Bringing in a recusal, asking once for reconsideration, marking what is urgent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.changes.selectors import protected_until
from assignment.recusals.domain import OUTSIDE, AskedBy, Part, State, Stopped
from assignment.recusals.models import Recusal, UrgentMatter
from assignment.recusals.selectors import (
    day_by,
    ground_rules,
    may_enter,
    part_of,
    rule_for,
)
from assignment.recusals.selectors.reading import may_withdraw, records
from assignment.recusals.services.locking import lock_recusal, post_moved, require_state
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.services import about, lock_case, note
from cases.nodes.models import NodeEvent
from cases.parties.models import Party
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.people.selectors import members
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import recorded

LONGEST = 2000
LONGEST_REASON = 1000


@dataclass(frozen=True, kw_only=True)
class NewRecusal:
    """What is brought in. ``person`` is staff of the court; outsiders have a ``name`` only."""

    part: str
    asked: str
    grounds: Sequence[str]
    statement: str
    person: UUID | str | None = None
    name: str = ""
    party: UUID | str | None = None
    asked_on: date | None = None
    before_debate_ended: bool = True


def ask_recusal(*, case_id: UUID | str, new: NewRecusal, actor: Actor) -> Recusal:
    """Bring in that somebody withdraw from a case: their work on it stops until it is decided.

    Raises NotVisible; InvalidInput (``part``, ``asked``, ``person``, ``name``, ``party``, ``statement``,
    ``asked_on``); Refused RECUSAL-NOT-OPEN, RECUSAL-WHO, RECUSAL-GROUND, RECUSAL-LATE, RECUSAL-OPEN.
    """
    with recorded():
        case = lock_case(actor, case_id)
        part, asked = _words(new)
        with about(case):
            if case.status != Status.OPEN.value:
                raise Refused("RECUSAL-NOT-OPEN")
            person, name = _concerned(new, part, case, actor.today)
            part = part_of(part, person, case.court_id, actor.today)
            if not may_enter(actor.viewer, case, asked, person.pk if person else None):
                raise Refused("RECUSAL-WHO")
            codes = [rule.code for rule in ground_rules(new.grounds, actor.today)]
            party, asked_on = _checked(new, asked, case, actor.today)
            if asked is AskedBy.PARTY and not (new.before_debate_ended and _debating(case, asked_on)):
                raise Refused("RECUSAL-LATE")
            if (waiting := _waiting(case, person, name)) is not None:
                raise Refused("RECUSAL-OPEN", asked_on=waiting.asked_on, name=name)
            guarded = asked is AskedBy.EX_OFFICIO and _is_protected(person, case, actor.today)
            rule = rule_for(part, case, actor.today, protected=guarded)
            made = Recusal.objects.create(
                case=case,
                court_id=case.court_id,
                state=State.WAITING.value,
                part=part.value,
                person=person,
                name=name,
                asked=asked.value,
                party=party,
                party_name=party.name if party else "",
                grounds=codes,
                statement=new.statement.strip(),
                asked_on=asked_on,
                due_on=day_by("RECUSAL-DECIDE", asked_on),
                decider=rule.decider.value,
                decider_rule=rule.code,
                entered_at=actor.at,
                entered_by=actor.label[:160],
                entered_by_person_id=actor.person_id,
                entered_by_client=actor.client[:100],
            )
            note("recusal_asked", case, actor, name=name, ground="、".join(codes), due_on=made.due_on)
            post_moved(made, actor)
    return made


def _debating(case: Case, on: date) -> bool:
    """Whether the case was not pronounced before a day: the debate had ended by then."""
    told = NodeEvent.objects.filter(case=case, node=Stopped.PRONOUNCEMENT.value, occurred_on__lt=on)
    return not told.exists()


def _waiting(case: Case, person: Person | None, name: str) -> Recusal | None:
    about = {"person": person} if person else {"person": None, "name": name}
    return Recusal.objects.filter(case=case, state=State.WAITING.value, **about).first()


def _is_protected(person: Person | None, case: Case, on: date) -> bool:
    """Whether the judge recorded interference lately: the president alone does not take the case away."""
    return person is not None and protected_until(person.pk, case.court_id, on) is not None


def _words(new: NewRecusal) -> tuple[Part, AskedBy]:
    errors = {}
    if new.part not in {one.value for one in Part}:
        errors["part"] = _("请选择被申请回避的人员。")
    if new.asked not in {one.value for one in AskedBy}:
        errors["asked"] = _("请选择由谁提出。")
    if errors:
        raise InvalidInput(errors)
    return Part(new.part), AskedBy(new.asked)


def _concerned(new: NewRecusal, part: Part, case: Case, on: date) -> tuple[Person | None, str]:
    """Somebody of the court; for experts and the like a name will do."""
    if new.person:
        try:
            person = members(case.court_id, on).filter(pk=UUID(str(new.person))).first()
        except ValueError:
            person = None
        if person is None:
            raise InvalidInput({"person": _("本院没有这位在任人员。")})
        return person, person.name[:80]
    if part not in OUTSIDE:
        raise InvalidInput({"person": _("请选择本院人员。")})
    if not new.name.strip() or len(new.name.strip()) > 80:
        raise InvalidInput({"name": _("请填写姓名，不超过 80 字。")})
    return None, new.name.strip()


def _checked(new: NewRecusal, asked: AskedBy, case: Case, today: date) -> tuple[Party | None, date]:
    errors, party = {}, None
    if asked is AskedBy.PARTY:
        try:
            party = Party.objects.filter(case=case, pk=UUID(str(new.party))).first()
        except ValueError:
            party = None
        if party is None:
            errors["party"] = _("请选择提出申请的当事人。")
    if not new.statement.strip():
        errors["statement"] = _("请写明事实和理由。")
    elif len(new.statement.strip()) > LONGEST:
        errors["statement"] = _("不得超过 %(n)d 字。") % {"n": LONGEST}
    asked_on = new.asked_on or today
    if not (case.filed_on or case.received_on) <= asked_on <= today:
        errors["asked_on"] = _("应在立案日和今天之间。")
    if errors:
        raise InvalidInput(errors)
    return party, asked_on


def ask_review(*, recusal_id: UUID | str, reason: str, actor: Actor, asked_on: date | None = None) -> Recusal:
    """The party asks, once and in time, that a refusal be reconsidered; the work does not stop.

    The time begins the day after the party was told.

    Raises NotVisible; InvalidInput (``reason``, ``asked_on``); Refused RECUSAL-WHO, RECUSAL-STATE,
    RECUSAL-NO-REVIEW.
    """
    with recorded():
        case, recusal = lock_recusal(actor, recusal_id)
        with about(case):
            if not records(actor.viewer, recusal):
                raise Refused("RECUSAL-WHO")
            require_state(recusal, State.DECLINED)
            on = asked_on or actor.today
            until = day_by("RECUSAL-ASK-AGAIN", recusal.told_on or on)
            if recusal.asked != AskedBy.PARTY.value or on > until:
                raise Refused("RECUSAL-NO-REVIEW", until=until)
            if not reason.strip() or len(reason.strip()) > LONGEST_REASON:
                raise InvalidInput({"reason": _("请写明理由，不超过 %(n)d 字。") % {"n": LONGEST_REASON}})
            if not (recusal.decided_on or on) <= on <= actor.today:
                raise InvalidInput({"asked_on": _("应在决定日和今天之间。")})
            recusal.state = State.REVIEWING.value
            recusal.review_asked_on, recusal.review_reason = on, reason.strip()
            recusal.review_entered_by = actor.label[:160]
            recusal.review_due_on = day_by("RECUSAL-REVIEW", on)
            recusal.save()
            note("recusal_review_asked", case, actor, name=recusal.name, due_on=recusal.review_due_on)
            post_moved(recusal, actor)
    return recusal


def mark_urgent(*, recusal_id: UUID | str, matter: str, reason: str, actor: Actor) -> UrgentMatter:
    """Let one thing go on today because it is urgent, with the reason; it is kept and shown.

    Raises NotVisible; InvalidInput ``reason``; Refused RECUSAL-WHO, RECUSAL-STATE, RECUSAL-URGENT.
    """
    with recorded():
        case, recusal = lock_recusal(actor, recusal_id)
        with about(case):
            if not records(actor.viewer, recusal):
                raise Refused("RECUSAL-WHO")
            require_state(recusal, State.WAITING)
            if matter not in {one.value for one in Stopped} or not reason.strip():
                raise Refused("RECUSAL-URGENT")
            if wrong := wrong_reason(reason):
                raise InvalidInput(wrong)
            made = UrgentMatter.objects.create(
                recusal=recusal,
                court_id=case.court_id,
                matter=matter,
                on=actor.today,
                reason=reason.strip(),
                entered_at=actor.at,
                entered_by=actor.label[:160],
            )
            note("recusal_urgent", case, actor, name=recusal.name, kind=matter, reason=made.reason)
    return made


def withdraw_recusal(*, recusal_id: UUID | str, reason: str, actor: Actor) -> Recusal:
    """Take a request back before it is decided, entered by whoever brought it in.

    A party's or the court's is not taken back by the person concerned, who may have entered it.
    Raises NotVisible; InvalidInput ``reason``; Refused RECUSAL-STATE, RECUSAL-WHO, RECUSAL-SELF.
    """
    with recorded():
        case, recusal = lock_recusal(actor, recusal_id)
        with about(case):
            require_state(recusal, State.WAITING)
            mine = actor.person_id is not None and actor.person_id == recusal.entered_by_person_id
            if not mine and not (actor.client and actor.client == recusal.entered_by_client):
                raise Refused("RECUSAL-WHO")
            if not may_withdraw(actor.viewer, recusal):
                raise Refused("RECUSAL-SELF", name=recusal.name)
            if wrong := wrong_reason(reason):
                raise InvalidInput(wrong)
            recusal.state, recusal.withdrawn_at = State.WITHDRAWN.value, actor.at
            recusal.withdrawn_by, recusal.withdraw_reason = actor.label[:160], reason.strip()
            recusal.save()
            note("recusal_withdrawn", case, actor, name=recusal.name, reason=recusal.withdraw_reason)
            post_moved(recusal, actor)
    return recusal
