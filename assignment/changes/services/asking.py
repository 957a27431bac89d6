"""Asking that another judge handle a case, and taking it back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.changes.domain import GroundRule, How, Level, State, first_state
from assignment.changes.models import ChangeRequest
from assignment.changes.registry import check_change
from assignment.changes.selectors import (
    due_of,
    ground_rule,
    headless,
    level_for,
    live_change,
    may_ask,
    missing,
    protected_until,
)
from assignment.changes.services.locking import lapse, lock_request, open_of, post_moved, require_state
from assignment.designations.selectors import lawful_judge
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.services import about, lock_case, note, require_right
from courts.actors.domain import Actor, Right
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import recorded

LONGEST = {"reason": 1000, "evidence": 300}
RECUSED = "G1"


def ask_change(
    *,
    case_id: UUID | str,
    ground: str,
    reason: str,
    actor: Actor,
    evidence: str = "",
    to: UUID | str | None = None,
) -> ChangeRequest:
    """Ask that a case get another handler: by a new draw, or to ``to`` by designation.

    By the handler, the head of the division, the trial management office, or a client of the court.
    Raises NotVisible; InvalidInput (``reason``, ``evidence``, ``to``); Refused PEOPLE-RIGHT, CHANGE-ASK,
    CHANGE-NOT-OPEN, CHANGE-GROUND, CHANGE-EVIDENCE, CHANGE-OPEN, CHANGE-SAME, and why the judge named may
    not have the case (DESIG-…).
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.ASK_CHANGE, case.court_id, _("提请变更承办法官"))
            handler = _handler(case, actor)
            rule = ground_rule(ground, actor.today)
            check_words(reason, evidence)
            _check_ground(rule, case, handler, actor.today)
            check_change(case, rule.code, actor)
            judge = _judge(case, handler, to, actor.today)
            asked = create(case, rule, handler, judge, actor, reason=reason, evidence=evidence)
            note(
                "change_asked",
                case,
                actor,
                ground=rule.code,
                reason=asked.reason,
                evidence=asked.evidence,
                judge=handler.name,
                to=judge.name if judge else "",
            )
            post_moved(asked, actor)
    return asked


def _handler(case: Case, actor: Actor) -> Person:
    handler = case.handling.handler
    if case.status != Status.OPEN.value or handler is None:
        raise Refused("CHANGE-NOT-OPEN")
    if not may_ask(actor.viewer, case):
        raise Refused("CHANGE-ASK", handler=handler.name)
    if (live := live_change(case.pk)) is not None:
        raise Refused("CHANGE-OPEN", asked_on=live.asked_on)
    return handler


def check_words(reason: str, evidence: str) -> None:
    """Raise InvalidInput (``reason``, ``evidence``) unless both are given, and not too long."""
    errors = {}
    for name, text in (("reason", reason), ("evidence", evidence)):
        if not text.strip():
            errors[name] = _("必填。")
        elif len(text.strip()) > LONGEST[name]:
            errors[name] = _("不得超过 %(n)d 字。") % {"n": LONGEST[name]}
    if errors:
        raise InvalidInput(errors)


def _check_ground(rule: GroundRule, case: Case, handler: Person, on: date) -> None:
    if rule.code == RECUSED or missing(rule, case, handler.pk, on):
        raise Refused(
            "CHANGE-EVIDENCE", ground=rule, evidence_zh=rule.evidence_zh, evidence_en=rule.evidence_en
        )


def _judge(case: Case, handler: Person, to: UUID | str | None, on: date) -> Person | None:
    if not to:
        return None
    try:
        judge = Person.objects.filter(pk=UUID(str(to)), is_active=True).first()
    except ValueError:
        judge = None
    if judge is None:
        raise InvalidInput({"to": _("没有这位人员。")})
    if judge.pk == handler.pk:
        raise Refused("CHANGE-SAME", handler=handler.name)
    return lawful_judge(case, judge, on)


def create(
    case: Case,
    rule: GroundRule,
    handler: Person,
    judge: Person | None,
    actor: Actor,
    *,
    reason: str,
    evidence: str,
    member: int | None = None,
) -> ChangeRequest:
    """Write a request at its first step; ``handler`` is who leaves, ``member`` their seat on a panel."""
    how = How.DESIGNATION if judge else How.DRAW
    protected = actor.person_id != handler.pk and bool(
        protected_until(handler.pk, case.court_id, actor.today)
    )
    by_head = (
        actor.viewer.may(Right.ADVISE_CHANGE, case.court_id)
        and case.handling.division_id in actor.viewer.read_divisions
    )
    concerned = [actor.person_id, handler.pk, judge.pk if judge else None]
    no_head = headless(case.handling.division_id, concerned, actor.today)
    level = level_for(case, rule, how, judge, protected=protected, on=actor.today)
    if by_head or no_head:
        level = Level.PRESIDENT
    state = first_state(
        level,
        asked_by_head=by_head,
        headless=no_head,
        by_client=bool(actor.client),
        checked=not protected,
    )
    return ChangeRequest.objects.create(
        case=case,
        court_id=case.court_id,
        state=state.value,
        ground=rule.code,
        rule_version=rule.valid_from,
        reason=reason.strip(),
        evidence=evidence.strip(),
        how=how.value,
        level=level.value,
        protected=protected,
        member=member,
        from_judge=handler,
        from_division_id=case.handling.division_id,
        to_judge=judge,
        limit_due_on=due_of(case),
        asked_at=actor.at,
        asked_on=actor.today,
        asked_by=actor.label[:160],
        asked_by_person_id=actor.person_id,
        sent_by_client=actor.client[:100],
    )


def open_after_recusal(
    *,
    case: Case,
    origin: UUID,
    reason: str,
    evidence: str,
    decided_by: str,
    decider: UUID | None,
    actor: Actor,
) -> ChangeRequest:
    """Ground G1, opened and approved by the decision that granted the recusal; the case is locked.

    A request that was open is ended by it: the handler has to go whatever became of that one.
    """
    handler = case.handling.handler
    if handler is None:
        raise Refused("CHANGE-NOT-OPEN")
    for other in open_of(case.pk, member=None):
        lapse(other, actor)
    rule = ground_rule(RECUSED, actor.today)
    made = ChangeRequest.objects.create(
        case=case,
        court_id=case.court_id,
        state=State.APPROVED.value,
        ground=rule.code,
        rule_version=rule.valid_from,
        reason=reason[: LONGEST["reason"]],
        evidence=evidence[: LONGEST["evidence"]],
        how=How.DRAW.value,
        level=Level.PRESIDENT.value,
        origin=origin,
        from_judge=handler,
        from_division_id=case.handling.division_id,
        limit_due_on=due_of(case),
        asked_at=actor.at,
        asked_on=actor.today,
        asked_by=decided_by[:160],
        decided_at=actor.at,
        decided_on=actor.today,
        decided_by=decided_by[:160],
        decided_by_person_id=decider if decider != handler.pk else None,
        decided_by_client=actor.client[:100],
    )
    note("change_decided", case, actor, ground=rule.code, agreed=True, judge=handler.name, said=made.reason)
    post_moved(made, actor)
    return made


def withdraw_change(*, request_id: UUID | str, reason: str, actor: Actor) -> ChangeRequest:
    """Take a request back before it is decided, by whoever asked.

    Raises NotVisible; InvalidInput ``reason``; Refused CHANGE-STATE, PEOPLE-RIGHT.
    """
    with recorded():
        case, asked = lock_request(actor, request_id)
        with about(case):
            require_state(asked, State.ADVISING, State.CHECKING, State.DECIDING)
            mine = actor.person_id is not None and actor.person_id == asked.asked_by_person_id
            if not mine and not (actor.client and actor.client == asked.sent_by_client):
                raise Refused("PEOPLE-RIGHT", act=_("撤回他人提请的变更"))
            if wrong := wrong_reason(reason):
                raise InvalidInput(wrong)
            asked.state, asked.withdrawn_at = State.WITHDRAWN.value, actor.at
            asked.withdrawn_by, asked.withdraw_reason = actor.label[:160], reason.strip()
            asked.save()
            note("change_withdrawn", case, actor, ground=asked.ground, reason=asked.withdraw_reason)
            post_moved(asked, actor)
    return asked
