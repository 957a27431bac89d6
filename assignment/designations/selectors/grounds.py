"""The grounds, and whether a case meets what one needs."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.conflicts.selectors import chain_of, returned
from assignment.designations.domain import Approver, Facts, Ground, Word, approver_for, condition_met
from assignment.designations.registry import judge_taken, leads
from assignment.designations.selectors.eligibility import NOUN, leading_posts
from assignment.draws.models import Draw
from assignment.draws.registry import to_be_replaced
from assignment.pools.selectors import judges_of, route_case
from cases.docket.models import Case, CaseHandling, RelatedCase
from cases.parties.domain import PartyRole
from cases.parties.models import Party
from courts.actors.domain import Role
from courts.people.models import Person
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load


def grounds() -> RuleTable[Ground]:
    """The closed list of grounds for designation."""
    return load(NOUN, "grounds", Ground)


def states() -> RuleTable[Word]:
    """The states of a designation in words."""
    return load(NOUN, "states", Word)


def ground_in_force(code: str, on: date) -> Ground:
    """A ground of the list on a day. Raises Refused DESIG-GROUND."""
    found = next((rule for rule in grounds().in_force(on) if rule.code == code), None)
    if found is None:
        raise Refused("DESIG-GROUND", ground=code.strip() or _("未选择"))
    return found


def approver_of(case: Case, ground: Ground, judge: UUID, on: date) -> Approver:
    """Who has to approve a designation to this judge."""
    posts = leading_posts(judge, case.court_id, on)
    leader = bool(posts) or leads(judge, case.court_id, on)
    return approver_for(ground, leader=leader, president=Role.PRESIDENT.value in posts)


def check_ground(case: Case, ground: Ground, judge: Person, on: date) -> None:
    """Raise Refused DESIG-CONDITION unless the records show what the ground needs."""
    posts = leading_posts(judge.pk, case.court_id, on)
    leader = bool(posts) or leads(judge.pk, case.court_id, on)
    if not condition_met(ground.condition, _facts(case, judge.pk, leader, on)):
        needs = {"needs": ground.needs_zh, "needs_en": ground.needs_en}
        raise Refused("DESIG-CONDITION", ground=ground, basis=ground.article, **needs)


def _facts(case: Case, judge: UUID, leader: bool, on: date) -> Facts:
    return Facts(
        flagged=bool(case.four_category),
        returned=returned(case),
        leader=leader,
        related=judge_taken(case) == judge or _handles_linked(case, judge),
        pool_empty=_pool_empty(case, on),
        former_handler=_handled_before(case, judge),
    )


def _handles_linked(case: Case, judge: UUID) -> bool:
    """Whether the judge has a case that the filing itself said this one belongs with."""
    linked = RelatedCase.objects.filter(case=case).values("other_id")
    return CaseHandling.objects.filter(case__in=linked, handler_id=judge).exists()


def _handled_before(case: Case, judge: UUID) -> bool:
    """Whether the judge had a closed case between the same people that this one goes on from."""
    names = Party.objects.filter(case=case).exclude(role=PartyRole.PROSECUTOR.value).values("name")
    earlier = CaseHandling.objects.filter(case__in=chain_of(case), handler_id=judge)
    return earlier.filter(case__closed_on__isnull=False, case__parties__name__in=names).exists()


def left_without_judge(case: Case, on: date) -> bool:
    """Whether a case is to be drawn again (its handler was changed) and nobody is left to be drawn."""
    ended = (Draw.Status.RESULT, Draw.Status.VOID)
    if not to_be_replaced(case) or Draw.objects.filter(case=case).exclude(status__in=ended).exists():
        return False
    return _pool_empty(case, on)


def _pool_empty(case: Case, on: date) -> bool:
    """Nobody could be drawn: no pool covers the case, or each of its judges is left out."""
    route = route_case(case, on)
    return route is None or all(judge.reason for judge in judges_of(route.pool, on, case))
