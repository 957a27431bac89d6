"""A judge of a panel leaves it by the same powers as the handling judge, and is protected like one."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.bodies.models import TrialBody
from assignment.bodies.selectors import sitting, vacant
from assignment.bodies.services import Wanted, change_member, draw_seats, end_body, form_body
from assignment.changes.models import ChangeRequest, InterferenceReport
from assignment.changes.selectors import acts_now, live_change, to_tell, waiting_for
from assignment.changes.services import Said, advise_change, check_change, decide_change
from assignment.draws.domain import Purpose
from cases.docket.models import Case
from cases.docket.registry import banners
from courts.people.models import Person
from courts.refusals.domain import InvalidInput
from tests.assignment.changes.asked import LATER, WORDS, YES, by, handler, refused
from tests.assignment.recusals.asked import decided
from tests.assignment.seating import others, three
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, drawn_case, instant
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(lambda: court_with_people(judges=5))


def drawn_panel(house: CourtHouse) -> tuple[Case, TrialBody]:
    """Three judges, two of them drawn."""
    case = drawn_case(house)
    body = form_body(case_id=case.pk, wanted=Wanted(kind="panel", size=3), actor=by(handler(case), DAY))
    draw_seats(case_id=case.pk, purpose=Purpose.MEMBER.value, nonce="7", actor=by(house.clerk, DAY))
    return case, body


def named_panel(house: CourtHouse) -> tuple[Case, TrialBody]:
    case = drawn_case(house)
    return case, form_body(case_id=case.pk, wanted=three(house, case), actor=by(handler(case), DAY))


def protect(judge: Person, case: Case) -> None:
    """The judge recorded interference, on another case of theirs."""
    InterferenceReport.objects.create(
        court_id=case.court_id,
        case=case,
        judge=judge,
        kind="leader",
        happened_on=DAY,
        reported_on=DAY,
        reported_at=instant(DAY),
        text_cipher=b"x",
    )


def leave(house: CourtHouse, case: Case, member: Any, who: Person | None = None, **over: Any) -> Any:
    facts = {"ground": "G8", **WORDS, **over}
    return change_member(case_id=case.pk, member_id=member.pk, actor=by(who or handler(case)), **facts)


@pytest.mark.parametrize(("ground", "drawn"), [("G8", False), ("G3", True)])
def test_head_and_president_decide_before_a_judge_leaves(house: CourtHouse, ground: str, drawn: bool) -> None:
    case, body = drawn_panel(house) if drawn else named_panel(house)
    member = sitting(case)[1]
    with pytest.raises(InvalidInput):
        leave(house, case, member, ground=ground, evidence="")
    asked = leave(house, case, member, ground=ground)
    assert (asked.state, asked.member, asked.from_judge) == ("advising", member.pk, member.person)
    assert len(sitting(case)) == 3 and live_change(case.pk) is None, "nothing has changed yet"
    assert refused(leave, house, case, member, ground=ground) == "CHANGE-OPEN"
    assert refused(decide_change, request_id=asked.pk, said=YES, actor=by(house.president)) == "CHANGE-STATE"
    advise_change(request_id=asked.pk, said=YES, actor=by(house.head))
    assert refused(decide_change, request_id=asked.pk, said=YES, actor=by(house.head)) == "CHANGE-LEVEL"
    done = decide_change(request_id=asked.pk, said=YES, actor=by(house.president))
    assert (done.state, done.fixed_on) == ("done", LATER)
    assert len(sitting(case)) == 2 and vacant(body)[Purpose.MEMBER] == 1
    assert not to_tell(by(handler(case)).viewer).exists(), "the body's own telling counts"
    assert not list(banners(case, by(handler(case)).viewer, LATER)), "the handler stays"


def test_a_successor_named_with_the_request_sits_once_it_is_approved(house: CourtHouse) -> None:
    case, _body = named_panel(house)
    member, spare = sitting(case)[1], others(house, case, 3)[-1]
    asked = leave(house, case, member, who=house.head, successor=spare.pk)
    assert (asked.state, asked.to_judge) == ("deciding", spare), "the head who asked gives no opinion"
    decide_change(request_id=asked.pk, said=YES, actor=by(house.president))
    assert spare.pk in {one.person_id for one in sitting(case)}


def test_a_protected_judge_leaves_a_panel_only_after_the_check(house: CourtHouse) -> None:
    """Designated, without a ground until now: both office and president speak first."""
    case, _body = named_panel(house)
    member = sitting(case)[1]
    assert member.person is not None
    protect(member.person, drawn_case(house))
    assert refused(leave, house, case, member, ground="") == "BODY-GROUND"
    asked = leave(house, case, member, ground="G2")
    assert asked.protected
    advise_change(request_id=asked.pk, said=YES, actor=by(house.head))
    facts = {"request_id": asked.pk, "said": YES}
    assert refused(decide_change, **facts, actor=by(house.president)) == "CHANGE-PROTECTED"
    assert [one.pk for one in waiting_for(by(house.discipline).viewer, LATER)] == [asked.pk]
    check_change(request_id=asked.pk, said=Said(agreed=True), actor=by(house.discipline))
    assert decide_change(**facts, actor=by(house.president)).state == "done"
    assert len(sitting(case)) == 2


def test_grounds_that_do_not_fit_the_member_are_none(house: CourtHouse) -> None:
    case, _body = drawn_panel(house)
    member = sitting(case)[1]
    for ground in ("", "G1", "G5", "G6", "G99"):
        assert refused(leave, house, case, member, ground=ground) == "BODY-GROUND"
    decided(house, case, agreed=True, person=member.person_id)
    assert leave(house, case, member, ground="G1") is None, "the recusal was the decision"


def test_a_request_ends_with_its_seat(house: CourtHouse) -> None:
    case, _body = named_panel(house)
    asked = leave(house, case, sitting(case)[1])
    end_body(case_id=case.pk, reason="裁定转换程序", actor=by(handler(case)))
    assert ChangeRequest.objects.get(pk=asked.pk).state == "lapsed"
    assert acts_now(actor_of(house.president, LATER).viewer, asked, LATER) == ()
