"""Correcting the facts on which a body was formed: asked by one, decided by another.

A body whose seats were drawn is not thrown away for a box that was ticked wrongly: it stays, and becomes
what the right facts ask for. Who was drawn keeps the seat as far as there is one, in the order of the draw;
only the seats that are new are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.bodies.domain import Correction, How, Kind, Part, Plan, check_plan
from assignment.bodies.models import BodyCorrection, BodyMember, SeatDraw, TrialBody
from assignment.bodies.selectors import fact_rules, lawful_bodies, name_of
from assignment.bodies.selectors.corrections import get_correction, is_own, leads, waiting_correction
from assignment.bodies.services.forming import require_no_draw
from assignment.bodies.services.holding import (
    end_member,
    hold_body,
    require_former,
    require_open,
    set_presiding,
    untold,
)
from assignment.changes.selectors import is_cleared, protected_until
from cases.docket.models import Case
from cases.docket.services import about, lock_case, note
from courts.actors.domain import Actor, Right
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import REASON_LENGTH, wrong_reason
from courts.trail.services import recorded


def ask_correction(
    *,
    case_id: UUID | str,
    facts: Sequence[str],
    kind: str,
    reason: str,
    evidence: str,
    actor: Actor,
    size: int = 1,
    assessors: int = 0,
) -> BodyCorrection:
    """Ask that the facts of the present body be corrected, with the composition they ask for.

    By the handling judge or the head of the division. Raises NotVisible; InvalidInput (``facts``, ``kind``,
    ``reason``, ``evidence``); Refused PEOPLE-RIGHT, BODY-NOT-OPEN, BODY-NONE, BODY-CORRECTION-OPEN, and the
    rules of composition (BODY-SOLE …).
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_former(case, actor)
            require_open(case)
            body = hold_body(case)
            if (waits := waiting_correction(body)) is not None:
                raise Refused("BODY-CORRECTION-OPEN", asked_on=waits.asked_at.date())
            wanted = list(dict.fromkeys(facts))
            _check(body, wanted, kind, reason, evidence)
            plan = Plan(Kind(kind), size, assessors)
            check_plan(plan, lawful_bodies(case, wanted, actor.today))
            asked = BodyCorrection.objects.create(
                body=body,
                case=case,
                court_id=case.court_id,
                state=Correction.WAITING.value,
                facts=wanted,
                kind=plan.kind.value,
                size=plan.size,
                assessors=plan.assessors,
                before=_as_it_is(body),
                reason=reason.strip(),
                evidence=evidence.strip(),
                asked_at=actor.at,
                asked_by=actor.label[:160],
                asked_by_person_id=actor.person_id,
            )
            told = {"before": asked.before, "after": _wanted(asked), "evidence": asked.evidence}
            note("body_correction_asked", case, actor, **told, reason=asked.reason)
    return asked


def _check(body: TrialBody, facts: list[str], kind: str, reason: str, evidence: str) -> None:
    errors = wrong_reason(reason)
    if set(facts) - {rule.code for rule in fact_rules()}:
        errors["facts"] = _("没有这种事实。")
    elif set(facts) == set(body.facts):
        errors["facts"] = _("与现在的事实相同。")
    if kind not in [one.value for one in Kind]:
        errors["kind"] = _("请选择独任或者合议庭。")
    if not 0 < len(evidence.strip()) <= REASON_LENGTH:
        errors["evidence"] = _("请写明依据材料，不超过 %(n)d 字。") % {"n": REASON_LENGTH}
    if errors:
        raise InvalidInput(errors)


def _as_it_is(body: TrialBody) -> dict[str, object]:
    return {"kind": body.kind, "size": body.size, "assessors": body.assessors, "facts": list(body.facts)}


def _wanted(asked: BodyCorrection) -> dict[str, object]:
    return {"kind": asked.kind, "size": asked.size, "assessors": asked.assessors, "facts": list(asked.facts)}


def decide_correction(*, correction_id: UUID | str, agreed: bool, text: str, actor: Actor) -> BodyCorrection:
    """Agree or refuse, by the head or the president, never by whoever asked or tries the case.

    Agreed, the body is what the facts ask for from this day. Raises NotVisible; InvalidInput ``text``;
    Refused PEOPLE-RIGHT, BODY-CORRECTION-SELF, BODY-CORRECTION-STATE, BODY-NOT-OPEN, BODY-SEAT-OPEN,
    CHANGE-PROTECTED, BODY-CORRECTION-LEVEL, and the rules of composition.
    """
    with recorded():
        case, asked = _hold(correction_id, actor)
        with about(case):
            if is_own(actor.viewer, asked):
                raise Refused("BODY-CORRECTION-SELF", asked_by=asked.asked_by)
            if not leads(actor.viewer, asked):
                raise Refused("PEOPLE-RIGHT", act=_("决定更正审判组织的事实"), court_id=case.court_id)
            if (not agreed and not text.strip()) or len(text.strip()) > REASON_LENGTH:
                raise InvalidInput(
                    {"text": _("不同意的，请写明理由，不超过 %(n)d 字。") % {"n": REASON_LENGTH}}
                )
        if agreed:
            _check_protected(_surplus(asked.body, _plan(asked)), actor)
        with about(case):
            asked.state = (Correction.AGREED if agreed else Correction.REFUSED).value
            asked.decided_at, asked.decided_by = actor.at, actor.label[:160]
            asked.decided_by_person_id, asked.decision = actor.person_id, text.strip()
            asked.save()
            note("body_correction_decided", case, actor, agreed=agreed, said=asked.decision)
            if agreed:
                _correct(case, asked, actor)
    return asked


def withdraw_correction(*, correction_id: UUID | str, actor: Actor) -> BodyCorrection:
    """Take a request back, by whoever asked.

    Raises NotVisible; Refused PEOPLE-RIGHT, BODY-CORRECTION-STATE.
    """
    with recorded():
        case, asked = _hold(correction_id, actor)
        with about(case):
            if actor.person_id is None or actor.person_id != asked.asked_by_person_id:
                raise Refused("PEOPLE-RIGHT", act=_("撤回他人的申请"), court_id=case.court_id)
            asked.state = Correction.WITHDRAWN.value
            asked.save(update_fields=["state"])
            note("body_correction_ended", case, actor, reason=asked.reason)
    return asked


def _hold(correction_id: UUID | str, actor: Actor) -> tuple[Case, BodyCorrection]:
    """A request that waits, with its case, both locked, the case first."""
    seen = get_correction(actor.viewer, correction_id)
    cases = Case.objects.select_for_update(of=("self",), no_key=True).select_related("court")
    case = cases.get(pk=seen.case_id)
    rows = BodyCorrection.objects.select_for_update(of=("self",)).select_related("body")
    asked = rows.get(pk=seen.pk)
    asked.case = asked.body.case = case
    if asked.state != Correction.WAITING.value:
        raise Refused("BODY-CORRECTION-STATE", case_id=case.pk, court_id=case.court_id)
    return case, asked


def _correct(case: Case, asked: BodyCorrection, actor: Actor) -> None:
    require_open(case)
    body = hold_body(case)
    require_no_draw(body)
    plan = _plan(asked)
    lawful = lawful_bodies(case, asked.facts, actor.today)
    check_plan(plan, lawful)
    leaving = _surplus(body, plan)
    body.calls.filter(closed_at=None).update(closed_at=actor.at)
    for member in leaving:
        end_member(member, _("更正事实：%(reason)s") % {"reason": asked.reason[:200]}, actor)
        note("body_member_ended", case, actor, name=name_of(member), part=member.part, reason=asked.reason)
    body.kind, body.size, body.assessors = plan.kind.value, plan.size, plan.assessors
    body.facts, body.rule = list(asked.facts), lawful.rule.code
    body.save(update_fields=["kind", "size", "assessors", "facts", "rule"])
    _seat_handler(case, body, actor)
    untold(body)
    note("body_corrected", case, actor, before=asked.before, after=_wanted(asked), rule=body.rule)


def _surplus(body: TrialBody, plan: Plan) -> list[BodyMember]:
    """Who has no seat any more: the handling judge stays, then who was drawn, by the order of the seats."""
    sit = list(body.members.filter(to_on=None).select_related("person", "assessor"))
    drawn = SeatDraw.objects.filter(draw__in=[one.draw_id for one in sit if one.draw_id])
    orders: dict[UUID | None, int] = dict(drawn.values_list("draw_id", "seat__order"))
    rank = {How.HANDLER.value: 0, How.DRAWN.value: 1, How.DESIGNATED.value: 2}

    def place(member: BodyMember) -> tuple[bool, int, int, int]:
        return not member.handles, rank[member.how], orders.get(member.draw_id, 0), member.pk

    in_order = sorted(sit, key=place)
    judges = [one for one in in_order if one.part != Part.ASSESSOR.value]
    assessors = [one for one in in_order if one.part == Part.ASSESSOR.value]
    return [*judges[plan.judges :], *assessors[plan.assessors :]]


def _plan(asked: BodyCorrection) -> Plan:
    return Plan(Kind(asked.kind), asked.size, asked.assessors)


def _check_protected(leaving: list[BodyMember], actor: Actor) -> None:
    """A judge who recorded interference is not lost on the way; kept with the court, not on the case.

    A head, who may not know of the record, learns that the president decides.
    """
    for member in leaving:
        judge, court = member.person_id, member.court_id
        if judge is None or protected_until(judge, court, actor.today) is None:
            continue
        if is_cleared(member.case_id, judge):
            continue
        if actor.viewer.may(Right.DECIDE_CHANGE, court):
            raise Refused("CHANGE-PROTECTED", court_id=court)
        raise Refused("BODY-CORRECTION-LEVEL", court_id=court)


def _seat_handler(case: Case, body: TrialBody, actor: Actor) -> None:
    mine = body.members.filter(to_on=None, handles=True).first()
    if mine is not None and body.kind == Kind.SOLE.value and mine.part != Part.SOLE.value:
        mine.part = Part.SOLE.value
        mine.save(update_fields=["part"])
    elif mine is not None and body.kind == Kind.PANEL.value and mine.part == Part.SOLE.value:
        mine.part = Part.JUDGE.value
        mine.save(update_fields=["part"])
    if body.kind == Kind.PANEL.value:
        set_presiding(body, None, actor, case)
