"""Designation: only on a listed ground, asked by one and approved by another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assignment.changes.models import ChangeRequest
from assignment.changes.services import Said, advise_change, ask_change, decide_change
from assignment.designations.models import Designation
from assignment.designations.selectors import (
    deciders,
    grounds,
    waiting_for,
)
from assignment.designations.services import approve, ask_designation, decline, withdraw
from assignment.draws.services.steps import draw_at_once
from assignment.leaders.services import enter_leader
from assignment.pools.models import Absence, PoolMember
from cases.docket.models import Case, RelatedCase
from cases.docket.services import close_case
from courts.actors.domain import Role
from courts.people.models import Person
from courts.people.services import admit_to_quota
from courts.refusals.domain import InvalidInput
from courts.trail.selectors import case_trail
from tests.builders import (
    DAY,
    SINCE,
    CourtHouse,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    filed_case,
    machine,
    person_of,
    strangers,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
REASON = "当事人使用朝鲜语，需要通晓朝鲜语的法官审理。"


def _house() -> CourtHouse:
    made = court_with_people(judges=3)
    for leader in (made.head, made.president):
        admit_to_quota(person=leader, court=made.court, from_on=SINCE, actor=machine())
    return made


house = kept(_house)


def ask(case: Case, house: CourtHouse, judge: Person | None = None, **over: Any) -> Designation:
    asked: dict[str, Any] = {
        "case_id": case.pk,
        "judge": (judge or house.judge).pk,
        "ground": "D08",
        "reason": REASON,
        "actor": actor_of(house.clerk),
        **over,
    }
    return ask_designation(**asked)


def handler(case: Case) -> Any:
    return Case.objects.select_related("handling").get(pk=case.pk).handling.handler_id


def away(judge: Person, house: CourtHouse, kind: str, days: int) -> None:
    Absence.objects.create(
        judge=judge,
        court=house.court,
        kind=kind,
        from_on=DAY,
        to_on=DAY + timedelta(days=days),
        approved_by="院长",
    )


def test_asked_by_the_clerk_approved_by_the_head(house: CourtHouse) -> None:
    case = accepted_case(house)
    asked = ask(case, house)
    assert (asked.state, asked.approver, asked.division_id) == ("asked", "head", house.civil.pk)
    assert handler(case) is None, "nothing is given before the approval"
    assert waiting_for(actor_of(house.head).viewer, DAY) == [asked]
    approve(designation_id=asked.pk, actor=actor_of(house.head))
    assert handler(case) == house.judge.pk
    verbs = [event["verb"] for event in case_trail(case.pk)]
    assert {"designation_asked", "designation_approved", "case_assigned"} <= set(verbs)


def test_a_case_being_designated_is_neither_drawn_nor_designated_again(house: CourtHouse) -> None:
    case = accepted_case(house)
    asked = ask(case, house)
    clerk = actor_of(house.clerk)
    check_refused(lambda: draw_at_once(case_id=case.pk, nonce="", actor=clerk), "DESIG-WAITING")
    check_refused(lambda: ask(case, house, house.judges[1]), "DESIG-WAITING")
    with pytest.raises(IntegrityError), transaction.atomic():
        Designation.objects.create(
            **{
                **{name: getattr(asked, name) for name in ("case", "court", "judge", "ground", "reason")},
                **{"state": "asked", "approver": "head", "asked_at": asked.asked_at, "asked_on": DAY},
            }
        )
    with pytest.raises(InvalidInput):
        decline(designation_id=asked.pk, answer=" ", actor=actor_of(house.head))
    decline(designation_id=asked.pk, answer="可以随机分案。", actor=actor_of(house.head))
    check_refused(lambda: approve(designation_id=asked.pk, actor=actor_of(house.head)), "DESIG-DECIDED")
    draw_at_once(case_id=case.pk, nonce="", actor=clerk)


def test_withdrawn_by_whoever_may_ask(house: CourtHouse) -> None:
    case = accepted_case(house)
    asked = ask(case, house)
    check_refused(
        lambda: withdraw(designation_id=asked.pk, reason="错", actor=actor_of(house.head)), "PEOPLE-RIGHT"
    )
    withdraw(designation_id=asked.pk, reason="改为抽签。", actor=actor_of(house.clerk))
    draw_at_once(case_id=case.pk, nonce="", actor=actor_of(house.clerk))


def test_only_a_listed_ground_with_its_words(house: CourtHouse) -> None:
    case = accepted_case(house)
    for wrong in ("", "D99"):
        check_refused(lambda wrong=wrong: ask(case, house, ground=wrong), "DESIG-GROUND")
    for short in ("", "需要"):
        with pytest.raises(InvalidInput):
            ask(case, house, reason=short)
    with pytest.raises(InvalidInput) as told:
        ask(case, house, ground="D09")
    assert set(told.value.errors) == {"document"}
    asked = ask(case, house, ground="D09", document="（2026）吉06民辖7号")
    assert asked.approver == "president"


def test_what_each_ground_needs(house: CourtHouse) -> None:
    """D01 a leader, D02 a marked case, D03, D05 a returned one, D04 a taken one, D06 nobody, D07 a chain."""
    plain = accepted_case(house)
    for code in ("D01", "D02", "D03", "D04", "D05", "D06", "D07"):
        check_refused(lambda code=code: ask(plain, house, ground=code), "DESIG-CONDITION")
    back = accepted_case(house, facts="本案系二审法院发回重审。")
    assert ask(back, house, ground="D05").approver == "head"
    assert ask(accepted_case(house), house, house.head, ground="D01").approver == "president"
    leader = accepted_case(house, facts="检察机关提出抗诉后指令再审。")
    assert ask(leader, house, house.head, ground="D03").approver == "president"
    marked = accepted_case(house)
    Case.objects.filter(pk=marked.pk).update(four_category=True)
    assert ask(marked, house, ground="D02").approver == "president"
    old, again = drawn_case(house), accepted_case(house)
    RelatedCase.objects.create(case=again, other=old, court=house.court)
    check_refused(lambda: ask(again, house, old.handling.handler, ground="D07"), "DESIG-CONDITION")
    assert ask(again, house, old.handling.handler, ground="D04").approver == "head"
    PoolMember.objects.filter(pool=house.pool).exclude(judge=house.judges[2]).delete()
    away(house.judges[2], house, "leave", 5)
    assert ask(accepted_case(house), house, ground="D06").approver == "head"
    assert {rule.code for rule in grounds()} == {f"D0{number}" for number in range(1, 10)}


def test_a_case_resumed_goes_back_to_whoever_closed_it(house: CourtHouse) -> None:
    """D07: the papers name a closed case of the same parties, and its judge is still there."""
    both = strangers(
        {"role": "plaintiff", "kind": "person", "name": "孙某甲"},
        {"role": "defendant", "kind": "person", "name": "孙某乙"},
    )
    old = drawn_case(house, parties=both)
    cited = {"facts": f"{old.number}终结后恢复。", "cause": "离婚纠纷"}
    again, strange = accepted_case(house, parties=both, **cited), accepted_case(house, **cited)
    judge = old.handling.handler
    check_refused(lambda: ask(again, house, judge, ground="D07"), "DESIG-CONDITION")
    close_case(case_id=old.pk, closed_on=DAY, disposal="judgment", actor=actor_of(judge))
    check_refused(lambda: ask(strange, house, judge, ground="D07"), "DESIG-CONDITION")
    assert ask(again, house, judge, ground="D07").approver == "head"


def test_nobody_approves_their_own(house: CourtHouse) -> None:
    case = accepted_case(house)
    asked = ask(case, house, house.head, ground="D01")
    check_refused(lambda: approve(designation_id=asked.pk, actor=actor_of(house.head)), "DESIG-OWN-CASE")
    Designation.objects.filter(pk=asked.pk).update(asked_by_person=house.president)
    check_refused(
        lambda: approve(designation_id=asked.pk, actor=actor_of(house.president)), "DESIG-OWN-REQUEST"
    )
    other = ask(accepted_case(house), house, ground="D09", document="（2026）吉06民辖7号")
    check_refused(lambda: approve(designation_id=other.pk, actor=actor_of(house.head)), "DESIG-APPROVER")
    approve(designation_id=other.pk, actor=actor_of(house.president))


def test_the_presidents_cases_lie_in_a_range_and_the_filing_division_decides(house: CourtHouse) -> None:
    small = accepted_case(house)
    check_refused(lambda: ask(small, house, house.president, ground="D01"), "DESIG-RANGE")
    large = accepted_case(house, claim_amount="6000000.00")
    asked = ask(large, house, house.president, ground="D01")
    assert asked.approver == "filing"
    check_refused(lambda: approve(designation_id=asked.pk, actor=actor_of(house.president)), "DESIG-OWN-CASE")
    assert list(deciders(asked, DAY)) == [house.head], "no head of the filing division: another head"
    filing = person_of(
        house.court, Role.DIVISION_HEAD, division=house.divisions["filing"], username="220621-filing-head"
    )
    assert list(deciders(asked, DAY)) == [filing]
    approve(designation_id=asked.pk, actor=actor_of(filing))
    assert handler(large) == house.president.pk
    returned = accepted_case(house, facts="本案系发回重审。")
    assert ask(returned, house, house.president, ground="D03").approver == "filing"


def test_other_leaders_are_leaders_too(house: CourtHouse) -> None:
    """A vice president on the list of leaders: D01 fits, and the president approves whatever the ground."""
    enter_leader(
        court_id=house.court.pk,
        person=house.judges[2],
        title="副院长",
        from_on=SINCE,
        reason="任免文件",
        actor=actor_of(house.administrator),
    )
    assert ask(accepted_case(house), house, house.judges[2], ground="D01").approver == "president"
    assert ask(accepted_case(house), house, house.judges[2]).approver == "president"


def test_not_before_filing_not_after_a_draw_not_twice_not_for_oneself(house: CourtHouse) -> None:
    drawn = drawn_case(house)
    check_refused(lambda: ask(drawn, house), "DESIG-AFTER-DRAW")
    given = accepted_case(house)
    approve(designation_id=ask(given, house).pk, actor=actor_of(house.head))
    check_refused(lambda: ask(given, house), "DESIG-HAS-HANDLER")
    check_refused(lambda: ask(given, house, actor=actor_of(house.judge)), "DESIG-BY-HANDLER")
    filed, other = filed_case(house), accepted_case(house)
    check_refused(lambda: ask(filed, house), "DESIG-NOT-OPEN")
    check_refused(lambda: ask(other, house, actor=actor_of(house.president)), "PEOPLE-RIGHT")


def test_everything_is_checked_again_at_the_approval(house: CourtHouse) -> None:
    case = accepted_case(house)
    asked = ask(case, house)
    away(house.judge, house, "suspended", 3)
    check_refused(lambda: approve(designation_id=asked.pk, actor=actor_of(house.head)), "DESIG-SUSPENDED")
    assert Designation.objects.get(pk=asked.pk).state == "asked"


def test_nobody_left_after_a_change_the_case_is_designated(house: CourtHouse) -> None:
    """D06: a change is approved, each judge of the pool is left out; on no other ground, and not before."""
    case = drawn_case(house)
    old = case.handling.handler
    ask_change(case_id=case.pk, ground="G2", reason="调走", evidence="调令", actor=actor_of(old))
    PoolMember.objects.filter(pool=house.pool).exclude(judge=old).delete()
    check_refused(lambda: ask(case, house, house.head, ground="D06"), "DESIG-AFTER-DRAW")
    asked = ChangeRequest.objects.get(case=case)
    advise_change(request_id=asked.pk, said=Said(agreed=True), actor=actor_of(house.head))
    decide_change(request_id=asked.pk, said=Said(agreed=True), actor=actor_of(house.president))
    clerk = actor_of(house.clerk)
    check_refused(lambda: draw_at_once(case_id=case.pk, nonce="", actor=clerk), "DRAW-POOL-EMPTY")
    to = next(judge for judge in house.judges if judge != old)
    check_refused(lambda: ask(case, house, to), "DESIG-HAS-HANDLER")
    check_refused(lambda: ask(case, house, old, ground="D06"), "DESIG-BARRED")
    given = ask(case, house, to, ground="D06")
    approve(designation_id=given.pk, actor=actor_of(house.head))
    asked.refresh_from_db()
    assert (handler(case), asked.state, asked.new_judge_id) == (to.pk, "done", to.pk)
