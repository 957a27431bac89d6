"""A body in motion: it follows the handling judge, members change, substitutes step in, parties are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assignment.assessors.models import Assessor
from assignment.bodies.domain import How, Part
from assignment.bodies.models import BodyMember, TrialBody
from assignment.bodies.selectors import (
    body_answer,
    body_of,
    presiding_of,
    sitting,
    substitutes,
    unlawful,
    vacant,
)
from assignment.bodies.services import (
    before_closing,
    change_member,
    draw_seats,
    form_body,
    tell_parties,
)
from assignment.draws.domain import Purpose
from cases.docket.services import set_handler
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.services import recorded
from tests.assignment.seating import HEARING, assessors_drawn, bodied_case, by_handler, others, three
from tests.builders import (
    DAY,
    CourtHouse,
    drawn_case,
    machine,
)
from tests.kit.kept import each_afresh  # noqa: F401

ASSESSOR = Purpose.ASSESSOR.value


def test_the_body_follows_the_handling_judge(house: CourtHouse) -> None:
    case = drawn_case(house)
    form_body(case_id=case.pk, wanted=three(house, case), actor=by_handler(case))
    former, next_one = case.handling.handler, others(house, case, 4)[-1]
    with recorded():
        set_handler(case, judge=next_one, division_id=None, on=DAY, actor=machine())
    members = sitting(case)
    assert [member.person_id for member in members if member.handles] == [next_one.pk]
    assert presiding_of(case) == next_one.pk
    assert former is not None
    ended = BodyMember.objects.get(case=case, person=former)
    assert ended.to_on == DAY


def test_a_member_becomes_the_handling_judge(house: CourtHouse) -> None:
    case = drawn_case(house)
    form_body(case_id=case.pk, wanted=three(house, case), actor=by_handler(case))
    inside = others(house, case, 1)[0]
    with recorded():
        set_handler(case, judge=inside, division_id=None, on=DAY, actor=machine())
    assert len(sitting(case)) == 2
    assert presiding_of(case) == inside.pk
    answer = body_answer(case)
    assert answer is not None
    assert not answer["complete"]


def test_a_sole_judge_is_followed_too(house: CourtHouse) -> None:
    case = drawn_case(house, procedure="summary")
    other = others(house, case, 1)[0]
    with recorded():
        set_handler(case, judge=other, division_id=None, on=DAY, actor=machine())
    assert [(member.person_id, member.part) for member in sitting(case)] == [(other.pk, "sole")]
    assert TrialBody.objects.filter(case=case).count() == 1


def test_a_conversion_makes_the_body_unlawful_until_another_is_formed(house: CourtHouse) -> None:
    case = drawn_case(house, procedure="summary")
    body = body_of(case)
    assert body is not None
    assert unlawful(case, body, DAY) is None
    case.procedure = "ordinary"
    refused = unlawful(case, body, DAY)
    assert refused is not None
    assert refused.code == "BODY-SOLE"


def test_changing_a_member(house: CourtHouse) -> None:
    case = drawn_case(house, on=DAY)
    form_body(case_id=case.pk, wanted=three(house, case), actor=by_handler(case))
    later = DAY + timedelta(days=3)
    act = by_handler(case, later)
    mine, first, second = sitting(case)
    third, fourth = others(house, case, 4)[2:]
    with pytest.raises(Refused, match="BODY-HANDLER-STAYS"):
        change_member(case_id=case.pk, member_id=mine.pk, reason="调整", actor=act)
    with pytest.raises(InvalidInput):
        change_member(
            case_id=case.pk, member_id=first.pk, reason="调整", actor=act, successor=second.person_id
        )
    now = change_member(case_id=case.pk, member_id=first.pk, reason="病休", actor=act, successor=third.pk)
    assert now is not None
    assert now.how == How.DESIGNATED.value
    with pytest.raises(NotVisible):
        change_member(case_id=case.pk, member_id=first.pk, reason="再次", actor=act)
    change_member(case_id=case.pk, member_id=second.pk, reason="调动", actor=act, successor=fourth.pk)
    assert len(sitting(case)) == 3


def test_telling_the_parties(house: CourtHouse) -> None:
    body = bodied_case(house)
    act = by_handler(body.case_id)
    with pytest.raises(Refused, match="BODY-VACANT"):
        tell_parties(case_id=body.case_id, told_on=DAY, how="送达组成人员通知书", actor=act)
    before_closing(body.case, act)
    draw_seats(case_id=body.case_id, purpose="assessor", actor=act, hearing_on=HEARING, substitutes=1)
    with pytest.raises(Refused, match="BODY-UNTOLD"):
        before_closing(body.case, act)
    with pytest.raises(InvalidInput):
        tell_parties(case_id=body.case_id, told_on=DAY - timedelta(days=1), how="送达通知", actor=act)
    told = tell_parties(case_id=body.case_id, told_on=DAY, how="送达组成人员通知书", actor=act)
    assert told.told_on == DAY
    before_closing(body.case, act)
    leaving = next(member for member in sitting(body.case) if member.part == Part.ASSESSOR.value)
    change_member(case_id=body.case_id, member_id=leaving.pk, reason="患病", ground="G3", actor=act)
    body.refresh_from_db()
    assert body.told_on is None, "who sits has changed: the parties are told again"


def test_a_substitute_steps_in_by_order(house: CourtHouse) -> None:
    body = bodied_case(house)
    assessors_drawn(house, body.case_id, substitutes=2)
    act = by_handler(body.case_id)
    leaving = next(member for member in sitting(body.case) if member.part == Part.ASSESSOR.value)
    first, second = substitutes(body)
    for ground in ("", "G1", "G5", "G8", "G99"):
        with pytest.raises(Refused, match="BODY-GROUND"):
            change_member(case_id=body.case_id, member_id=leaving.pk, reason="患病", ground=ground, actor=act)
    with pytest.raises(Refused, match="BODY-HAND-PICKED"):
        change_member(
            case_id=body.case_id,
            member_id=leaving.pk,
            reason="患病",
            ground="G3",
            actor=act,
            successor=house.judge.pk,
        )
    now = change_member(case_id=body.case_id, member_id=leaving.pk, reason="患病", ground="G3", actor=act)
    assert now is not None
    assert now.assessor_id == first.assessor_id
    assert now.draw is not None
    assert now.draw.picked == str(first.assessor_id)
    assert [seat.pk for seat in substitutes(body)] == [second.pk]
    other = next(
        member
        for member in sitting(body.case)
        if member.assessor_id and member.assessor_id != now.assessor_id
    )
    change_member(case_id=body.case_id, member_id=now.pk, reason="调离", ground="G2", actor=act)
    change_member(case_id=body.case_id, member_id=other.pk, reason="调离", ground="G2", actor=act)
    assert vacant(body)[Purpose.ASSESSOR] == 1
    assert BodyMember.objects.filter(body=body, to_on__isnull=False).count() == 3


def test_a_substitute_who_may_not_sit_any_more_is_passed_over(house: CourtHouse) -> None:
    body = bodied_case(house)
    assessors_drawn(house, body.case_id, substitutes=2)
    first, second = substitutes(body)
    Assessor.objects.filter(pk=first.assessor_id).update(suspended=True)
    leaving = next(member for member in sitting(body.case) if member.part == Part.ASSESSOR.value)
    act = by_handler(body.case_id)
    now = change_member(case_id=body.case_id, member_id=leaving.pk, reason="患病", ground="G3", actor=act)
    assert now is not None
    assert now.assessor_id == second.assessor_id
