"""Approving or declining a designation; never by whoever asked, never by the judge it names."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from assignment.designations.domain import Approver, State, check_decider
from assignment.designations.models import Designation
from assignment.designations.selectors.grounds import approver_of, ground_in_force
from assignment.designations.selectors.reading import ABLE, deciders
from assignment.designations.services.asking import (
    check_lawful,
    check_open,
    lock_designation,
    require_waiting,
    settle,
    told,
)
from cases.docket.services import about, require_right, set_handler
from courts.actors.domain import Actor
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded

WHO = {
    Approver.HEAD.value: ("承办庭的庭长或者院长", "the head of the division or the president"),
    Approver.PRESIDENT.value: ("院长", "the president"),
    Approver.FILING.value: (
        "立案庭庭长（没有的，其他庭长或者另一名院领导）",
        "the head of the filing division or, without one, another head or leader",
    ),
    Approver.LAW.value: ("法律直接规定", "the law itself"),
}


def approve(*, designation_id: UUID | str, actor: Actor, answer: str = "") -> Designation:
    """Approve; everything is checked again as it stands now, and the judge has the case.

    Raises NotVisible; Refused PEOPLE-RIGHT, DESIG-DECIDED, DESIG-OWN-REQUEST, DESIG-OWN-CASE,
    DESIG-APPROVER, and what ``ask_designation`` raises of the case, the ground and the judge.
    """
    with recorded():
        case, asked = lock_designation(actor, designation_id)
        with about(case):
            _may_decide(asked, actor)
            settle(asked, State.APPROVED, answer, actor)
            check_open(case, actor.today)
            check_lawful(case, ground_in_force(asked.ground, asked.asked_on), asked.judge, actor)
            told(asked, "designation_approved", actor, reason=asked.reason, answer=asked.answer)
            on = actor.today
            set_handler(case, judge=asked.judge, division_id=asked.division_id, on=on, actor=actor)
    return asked


def decline(*, designation_id: UUID | str, answer: str, actor: Actor) -> Designation:
    """Decline with the reason; the case is drawn then. Raises as ``approve``, and InvalidInput ``answer``."""
    with recorded():
        case, asked = lock_designation(actor, designation_id)
        with about(case):
            _may_decide(asked, actor)
            if not answer.strip():
                raise InvalidInput({"answer": _("不予批准的，请写明理由。")})
            settle(asked, State.DECLINED, answer, actor)
            told(asked, "designation_declined", actor, answer=asked.answer)
    return asked


def _may_decide(asked: Designation, actor: Actor) -> None:
    require_right(actor, ABLE, asked.court_id, _("批准指定分案"))
    require_waiting(asked)
    check_decider(
        decider=actor.person_id,
        asked_by=asked.asked_by_person_id,
        judge=asked.judge_id,
        same_client=bool(actor.client) and actor.client[:100] == asked.asked_by_client,
    )
    ground = ground_in_force(asked.ground, asked.asked_on)
    asked.approver = approver_of(asked.case, ground, asked.judge_id, actor.today).value
    able = deciders(asked, actor.today)
    if actor.person_id is not None and not able.filter(pk=actor.person_id).exists():
        who, who_en = WHO[asked.approver]
        raise Refused("DESIG-APPROVER", who=who, who_en=who_en)
