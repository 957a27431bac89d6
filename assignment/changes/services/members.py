"""Asking that a judge of a panel leave it: the same steps and powers as for the handling judge."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from assignment.changes.domain import GroundRule
from assignment.changes.models import ChangeRequest
from assignment.changes.services.asking import check_words, create
from assignment.changes.services.locking import lapse, open_of, post_moved
from assignment.designations.selectors import lawful_judge
from cases.docket.models import Case
from cases.docket.services import note, require_right
from courts.actors.domain import Actor, Right
from courts.people.models import Person
from courts.refusals.domain import Refused


def ask_for_member(
    *,
    case: Case,
    member: int,
    judge: Person,
    rule: GroundRule,
    reason: str,
    evidence: str,
    actor: Actor,
    successor: Person | None = None,
) -> ChangeRequest:
    """Ask that ``judge`` leave the seat ``member`` of the panel; the case is locked.

    法发〔2022〕31号第二条: head and president decide by their powers; of a judge who recorded interference
    the discipline office checks first. Raises InvalidInput (``reason``, ``evidence``); Refused PEOPLE-RIGHT,
    CHANGE-OPEN, and why the successor may not have the case (DESIG-…).
    """
    require_right(actor, Right.ASK_CHANGE, case.court_id, _("提请变更合议庭成员"))
    live = open_of(case.pk, member=member).first()
    if live is not None:
        raise Refused("CHANGE-OPEN", asked_on=live.asked_on)
    check_words(reason, evidence)
    to = lawful_judge(case, successor, actor.today) if successor is not None else None
    asked = create(case, rule, judge, to, actor, reason=reason, evidence=evidence, member=member)
    facts = {"ground": rule.code, "reason": asked.reason, "evidence": asked.evidence, "judge": judge.name}
    note("change_asked", case, actor, **facts, to=to.name if to else "", seat=True)
    post_moved(asked, actor)
    return asked


def seat_ended(case_id: UUID, member: int, actor: Actor) -> None:
    """End the open request about a seat that was left otherwise."""
    for asked in open_of(case_id, member=member).select_related("case"):
        lapse(asked, actor)
