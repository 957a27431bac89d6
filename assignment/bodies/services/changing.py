"""Changing the members of a body, and letting it follow the handling judge."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.bodies.domain import How, Kind, Part, Plan, check_not_all
from assignment.bodies.models import BodyMember, Seat, TrialBody
from assignment.bodies.selectors import (
    able_substitutes,
    asks_for_another,
    body_of,
    facts_held,
    lawful_bodies,
    name_of,
)
from assignment.bodies.services.forming import make_body
from assignment.bodies.services.holding import (
    check_may_sit,
    end_member,
    hold_body,
    require_former,
    require_open,
    seat,
    set_presiding,
    untold,
)
from assignment.bodies.services.leaving import ground_of, is_decided_first
from assignment.changes.domain import GroundRule
from assignment.changes.models import ChangeRequest
from assignment.changes.selectors import grounds
from assignment.changes.services import ask_for_member
from cases.docket.models import Case
from cases.docket.services import about, lock_case, note
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.refusals.services import REASON_LENGTH, wrong_reason
from courts.trail.services import recorded


def change_member(
    *,
    case_id: UUID | str,
    member_id: int,
    reason: str,
    actor: Actor,
    successor: UUID | None = None,
    ground: str = "",
    evidence: str = "",
) -> BodyMember | ChangeRequest | None:
    """Take a member off a body; a successor sits by designation, a substitute steps in for an assessor.

    Without either the seat is vacant and to be drawn. Whoever was drawn leaves only on a ground on which a
    handling judge may be changed; where head and president decide first (``leaving.is_decided_first``) a
    request is made of it, with its ``evidence``, and nothing changes yet. The parties are to be told again.
    Returns whoever sits instead, or the request. Raises NotVisible; InvalidInput (``reason``, ``evidence``,
    ``successor``); Refused PEOPLE-RIGHT, BODY-NOT-OPEN, BODY-NONE, BODY-HANDLER-STAYS, BODY-GROUND,
    CHANGE-OPEN, BODY-HAND-PICKED, BODY-ALL-CHANGED, BODY-NOT-JUDGE, BODY-AWAY, BODY-BARRED.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_former(case, actor)
            require_open(case)
            body = hold_body(case)
            member = _leaving(body, member_id, reason)
            _check_leaving(body, member, actor.today)
            rule = ground_of(case, member, ground, actor)
            judge = _successor(case, member, successor, actor.today)
            if rule is not None and member.person and is_decided_first(case, member, rule, actor):
                return ask_for_member(
                    case=case,
                    member=member.pk,
                    judge=member.person,
                    rule=rule,
                    reason=reason,
                    evidence=evidence,
                    successor=judge,
                    actor=actor,
                )
            return _let_go(case, body, member, judge, reason.strip(), rule, actor)


def leave_by_decision(asked: ChangeRequest, actor: Actor) -> None:
    """Take off its panel the member that an approved request is about; the case is locked.

    Raises Refused BODY-NONE, BODY-HANDLER-STAYS, BODY-ALL-CHANGED, BODY-NOT-JUDGE, BODY-AWAY, BODY-BARRED,
    CHANGE-NOT-OPEN where the judge sits no more.
    """
    case = asked.case
    body = hold_body(case)
    member = body.members.filter(pk=asked.member or 0, to_on=None).select_related("person").first()
    if member is None:
        raise Refused("CHANGE-NOT-OPEN")
    _check_leaving(body, member, actor.today)
    judge = _successor(case, member, asked.to_judge_id, actor.today)
    rule, _early = grounds().at_or_earliest(asked.ground, asked.rule_version)
    _let_go(case, body, member, judge, asked.reason, rule, actor)


def _let_go(
    case: Case,
    body: TrialBody,
    member: BodyMember,
    judge: Person | None,
    reason: str,
    rule: GroundRule | None,
    actor: Actor,
) -> BodyMember | None:
    """End a member's time on the panel and seat whoever comes instead; the ground stands with the reason."""
    whole = f"{rule.code} {rule.zh}：{reason}" if rule is not None else reason
    end_member(member, whole[:REASON_LENGTH], actor)
    untold(body)
    ground = rule.code if rule is not None else ""
    told = {"name": name_of(member), "part": member.part, "reason": reason, "ground": ground}
    note("body_member_ended", case, actor, **told)
    return _replace(case, body, member, judge, reason[:REASON_LENGTH], actor)


def _leaving(body: TrialBody, member_id: int, reason: str) -> BodyMember:
    found = body.members.filter(pk=member_id, to_on=None).select_related("person", "assessor").first()
    if found is None:
        raise NotVisible(f"member {member_id}")
    if wrong := wrong_reason(reason):
        raise InvalidInput(wrong)
    return found


def _check_leaving(body: TrialBody, member: BodyMember, on: date) -> None:
    if member.handles:
        raise Refused("BODY-HANDLER-STAYS", judge=name_of(member))
    before, gone = _of_today(body, on)
    check_not_all(before, [*gone, member.pk], asks_for_another(body.case, body.facts))


def _of_today(body: TrialBody, on: date) -> tuple[list[int], list[int]]:
    """Who sat on a panel when the day began, and which of them have left it since."""
    rows = body.members.filter(from_on__lt=on)
    gone = list(rows.filter(to_on=on).values_list("pk", flat=True))
    return [*rows.filter(to_on=None).values_list("pk", flat=True), *gone], gone


def _successor(case: Case, member: BodyMember, successor: UUID | None, on: date) -> Person | None:
    if successor is None:
        return None
    if member.part == Part.ASSESSOR.value:
        raise Refused("BODY-HAND-PICKED")
    judge = Person.objects.filter(pk=successor).first()
    if judge is None or BodyMember.objects.filter(body=member.body, person=judge, to_on=None).exists():
        raise InvalidInput({"successor": _("请选择本院另一名员额法官。")})
    check_may_sit(case, [judge], on)
    return judge


def _replace(
    case: Case, body: TrialBody, member: BodyMember, judge: Person | None, reason: str, actor: Actor
) -> BodyMember | None:
    if member.part == Part.ASSESSOR.value:
        waiting = able_substitutes(case, body, actor.today)
        return step_in(case, body, waiting[0], actor) if waiting else None
    instead = None
    if judge is not None:
        instead = seat(body, judge, Part.JUDGE, How.DESIGNATED, actor, reason=reason)
        note("body_member_added", case, actor, name=judge.name, how=How.DESIGNATED.value, reason=reason)
    set_presiding(body, None, actor, case)
    return instead


def step_in(case: Case, body: TrialBody, waiting: Seat, actor: Actor) -> BodyMember:
    """Let the next substitute take the seat that an assessor left (法释〔2019〕5号 art 3(2))."""
    drawn = waiting.draws.filter(draw__picked=str(waiting.assessor_id)).select_related("draw").latest("pk")
    waiting.used_on = actor.today
    waiting.save(update_fields=["used_on"])
    member = BodyMember.objects.create(
        body=body,
        case=case,
        court_id=case.court_id,
        assessor_id=waiting.assessor_id,
        part=Part.ASSESSOR.value,
        how=How.DRAWN.value,
        draw=drawn.draw,
        from_on=actor.today,
    )
    note("body_member_added", case, actor, name=name_of(member), how=How.DRAWN.value)
    return member


def follow_handler(case: Case, actor: Actor) -> None:
    """Receiver of an assignment: the body follows the handling judge, in the same transaction.

    A sole judge's body is made by itself where the procedure says one judge and nothing is known that
    speaks for a panel; in a panel the new handling judge takes the seat of the former one.
    """
    handler = case.handling.handler
    if handler is None:
        return
    body = body_of(case)
    if body is None:
        _form_by_itself(case, handler, actor)
        return
    former = body.members.filter(to_on=None, handles=True).select_related("person").first()
    if former is not None and former.person_id == handler.pk:
        return
    _hand_over(case, body, former, handler, actor)


def _form_by_itself(case: Case, handler: Person, actor: Actor) -> None:
    lawful = lawful_bodies(case, facts_held(case, actor.today), actor.today)
    if not lawful.rule.auto or case.four_category:
        return
    body = make_body(case, Plan(Kind.SOLE, 1, 0), lawful, (), actor)
    seat(body, handler, Part.SOLE, How.HANDLER, actor, handles=True)
    note("body_formed", case, actor, kind=Kind.SOLE.value, rule=lawful.rule.code, judges=[handler.name])


def _hand_over(case: Case, body: TrialBody, former: BodyMember | None, handler: Person, actor: Actor) -> None:
    part = Part(former.part) if former else Part.SOLE if body.kind == Kind.SOLE.value else Part.JUDGE
    if former is not None:
        end_member(former, _("变更承办法官"), actor)
        note("body_member_ended", case, actor, name=name_of(former), part=former.part)
    there = body.members.filter(to_on=None, person=handler).first()
    if there is not None:
        there.handles = True
        there.save(update_fields=["handles"])
    else:
        plain = Part.SOLE if part is Part.SOLE else Part.JUDGE
        seat(body, handler, plain, How.HANDLER, actor, handles=True)
        note("body_member_added", case, actor, name=handler.name, how=How.HANDLER.value)
    if body.kind == Kind.PANEL.value:
        set_presiding(body, None, actor, case)
    untold(body)


def check_handler_leaves(case: Case, ground: str, actor: Actor) -> None:
    """For requests to change the handling judge: not where every other member has just left the panel.

    Raises Refused BODY-ALL-CHANGED.
    """
    body = body_of(case)
    mine = body.members.filter(to_on=None, handles=True).first() if body else None
    if body is None or mine is None or body.kind != Kind.PANEL.value:
        return
    before, gone = _of_today(body, actor.today)
    check_not_all(before, [*gone, mine.pk], asks_for_another(case, body.facts))
