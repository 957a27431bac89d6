"""Who may not speak on a change, and the judge who is protected from one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assignment.bodies.services import change_member, form_body
from assignment.changes.domain import Act, State
from assignment.changes.models import ChangeRequest
from assignment.changes.selectors import acts_now
from assignment.changes.services import (
    advise_change,
    ask_change,
    decide_change,
    report_interference,
)
from assignment.changes.services.deciding import check_change
from courts.actors.domain import Right, Role
from courts.people.models import Post
from courts.people.services import admit_to_quota, delegate
from courts.refusals.domain import Refused
from courts.trail.models import TrailEvent
from tests.assignment.changes.asked import (
    LATER,
    NO,
    WORDS,
    YES,
    ask,
    by,
    handler,
    option,
    refused,
)
from tests.assignment.seating import three
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, drawn_case, person_of
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


def test_a_judge_who_recorded_interference_is_protected(house: CourtHouse) -> None:
    case = drawn_case(house)
    judge = handler(case)
    report_interference(case_id=case.pk, kind="leader", happened_on=DAY, text="有人打招呼。", actor=by(judge))
    asked = ask(house, case, who=house.trial_management)
    advise_change(request_id=asked.pk, said=YES, actor=by(house.head))
    facts = {"request_id": asked.pk, "said": YES}
    assert refused(decide_change, **facts, actor=by(house.president)) == "CHANGE-PROTECTED"
    assert refused(check_change, **facts, actor=by(house.president)) == "PEOPLE-RIGHT"
    checked = check_change(request_id=asked.pk, said=NO, actor=by(house.discipline))
    assert checked.state == "deciding"
    assert refused(decide_change, **facts, actor=by(house.president)) == "CHANGE-PROTECTED"
    assert decide_change(request_id=asked.pk, said=NO, actor=by(house.president)).state == "refused"
    assert "change_checked" not in set(
        TrailEvent.objects.filter(case_id=case.pk).values_list("verb", flat=True)
    )
    with pytest.raises(Refused) as again:
        check_change(**facts, actor=by(house.discipline))
    assert "case_id" not in again.value.params, "the attempt is kept apart from the case too"
    own = ask(house, case)
    assert not own.protected, "what the judge asks for himself needs no check"


def test_protection_reaches_a_request_made_before_the_record(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask(house, case, who=house.head)
    assert (asked.state, asked.protected) == ("deciding", False)
    report_interference(
        case_id=case.pk, kind="insider", happened_on=DAY, text="有人过问。", actor=by(handler(case))
    )
    asked.refresh_from_db()
    assert (asked.state, asked.protected) == ("checking", True)
    check_change(request_id=asked.pk, said=YES, actor=by(house.discipline))
    decided = decide_change(request_id=asked.pk, said=YES, actor=by(house.president))
    assert decided.state == "approved"


def test_protection_ends_with_its_days(house: CourtHouse) -> None:
    option(house, "PROTECT-DAYS", 30)
    option(house, "CHANGE-TELL-DAYS", 2)
    option(house, "CHANGE-LATE-DAYS", 10)
    case = drawn_case(house)
    report_interference(
        case_id=case.pk, kind="other", happened_on=DAY, text="打听。", actor=by(handler(case))
    )
    late = LATER + timedelta(days=31)
    asked = ask_change(case_id=case.pk, ground="G2", **WORDS, actor=actor_of(house.head, late))
    assert not asked.protected


def test_whoever_acts_only_in_the_place_of_one_concerned_does_not_speak(house: CourtHouse) -> None:
    """The request would give the case to the head, in whose place the president speaks."""
    case = drawn_case(house)
    admit_to_quota(
        person=house.head, court=house.court, from_on=DAY, actor=actor_of(house.administrator, DAY)
    )
    asked = ask(house, case, to=house.head.pk)
    ChangeRequest.objects.filter(pk=asked.pk).update(state=State.ADVISING.value)
    delegate(
        post=Post.objects.get(person=house.head, role=Role.DIVISION_HEAD.value),
        to_person=house.president,
        rights=[Right.ADVISE_CHANGE],
        from_on=LATER,
        to_on=LATER,
        reason="出差",
        actor=by(house.head),
    )
    facts = {"request_id": asked.pk, "said": YES}
    for person in (house.head, house.president):
        assert refused(advise_change, **facts, actor=by(person)) == "CHANGE-SELF"
        asked.refresh_from_db()
        assert Act.ADVISE not in acts_now(by(person).viewer, asked, LATER)


def test_nobody_decides_on_a_change_of_their_own(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask(house, case, who=house.head)
    facts = {"request_id": asked.pk, "said": YES}
    assert refused(advise_change, **facts, actor=by(house.head)) == "CHANGE-STATE"
    assert refused(decide_change, **facts, actor=by(house.head)) == "CHANGE-LEVEL"
    assert refused(decide_change, **facts, actor=by(handler(case))) == "PEOPLE-RIGHT"
    own = drawn_case(house)
    mine = ask(house, own, who=handler(own))
    ChangeRequest.objects.filter(pk=mine.pk).update(asked_by_person=house.head)
    assert refused(advise_change, request_id=mine.pk, said=YES, actor=by(house.head)) == "CHANGE-SELF"


def test_the_head_of_another_division_gives_no_opinion(house: CourtHouse) -> None:
    """Even one who reads the case, as trial management does."""
    other = person_of(
        house.court, Role.DIVISION_HEAD, division=house.divisions["filing"], username="other-head"
    )
    Post.objects.create(person=other, court=house.court, role=Role.TRIAL_MANAGEMENT.value, from_on=DAY)
    asked = ask(house, drawn_case(house))
    assert refused(advise_change, request_id=asked.pk, said=YES, actor=by(other)) == "PEOPLE-RIGHT"


def test_not_every_member_of_a_panel_leaves_on_one_day(house: CourtHouse) -> None:
    case = drawn_case(house)
    body = form_body(case_id=case.pk, wanted=three(house, case), actor=actor_of(handler(case), DAY))
    for member in body.members.filter(handles=False):
        change_member(case_id=case.pk, member_id=member.pk, reason="借调", actor=by(handler(case)))
    assert refused(ask, house, case) == "BODY-ALL-CHANGED"
    tomorrow = LATER + timedelta(days=1)
    assert ask_change(case_id=case.pk, ground="G2", **WORDS, actor=by(handler(case), tomorrow))
