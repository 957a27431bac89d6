"""On which ground a member leaves a panel, and whether others decide it first."""

from __future__ import annotations

from assignment.bodies.domain import How, Part
from assignment.bodies.models import BodyMember
from assignment.bodies.selectors import name_of
from assignment.changes.domain import GroundRule
from assignment.changes.selectors import grounds, missing, protected_until
from assignment.recusals.domain import Part as Concerned
from assignment.recusals.domain import State
from assignment.recusals.models import Recusal
from cases.docket.models import Case
from courts.actors.domain import Actor
from courts.refusals.domain import Refused

RECUSED, OTHER = "G1", "G8"


def ground_of(case: Case, member: BodyMember, code: str, actor: Actor) -> GroundRule | None:
    """The ground on which a member leaves, if it fits; whoever was drawn or is protected needs one.

    G1 is a recusal that was granted; G6 needs the entry of the absence, G5 the marking of the case; G8 is for
    judges only: assessors have substitutes and are never changed for what is on no list. Raises Refused
    BODY-GROUND.
    """
    rule = next((rule for rule in grounds().in_force(actor.today) if rule.code == code.strip()), None)
    if rule is not None and not _fits(case, member, rule, actor):
        rule = None
    needs = member.how == How.DRAWN.value or _protected(case, member, actor)
    if rule is None and (needs or code.strip() == OTHER):
        raise Refused("BODY-GROUND", name=name_of(member))
    return rule


def _fits(case: Case, member: BodyMember, rule: GroundRule, actor: Actor) -> bool:
    if rule.code == RECUSED:
        return has_withdrawn(case, member)
    if member.person_id is None:
        return rule.code != OTHER and (case.four_category or not rule.marked)
    return not missing(rule, case, member.person_id, actor.today)


def has_withdrawn(case: Case, member: BodyMember) -> bool:
    """Whether the recusal of a member was granted: that decision needs no other."""
    granted = Recusal.objects.filter(case=case, state=State.GRANTED.value)
    if member.part == Part.ASSESSOR.value:
        return granted.filter(part=Concerned.ASSESSOR.value, name=name_of(member)).exists()
    return granted.filter(person=member.person_id).exists()


def is_decided_first(case: Case, member: BodyMember, rule: GroundRule | None, actor: Actor) -> bool:
    """Whether head and president decide before a judge leaves the panel (法发〔2022〕31号第二条).

    So they do for whoever was drawn, on G8, and for a judge who recorded interference; not once the
    recusal was granted.
    """
    if member.person_id is None or rule is None or rule.code == RECUSED:
        return False
    return member.how == How.DRAWN.value or rule.code == OTHER or _protected(case, member, actor)


def _protected(case: Case, member: BodyMember, actor: Actor) -> bool:
    if member.person_id is None or member.person_id == actor.person_id:
        return False
    return protected_until(member.person_id, case.court_id, actor.today) is not None
