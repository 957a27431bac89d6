"""A recusal from the request to the decision and its reconsideration: who asks, who decides, by when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assignment.changes.domain import last_day
from assignment.changes.models import ChangeRequest
from assignment.changes.services import report_interference
from assignment.changes.services.deciding import check_change
from assignment.recusals.domain import Act, Part, decider_for
from assignment.recusals.selectors import acts_now, decider_rules, grounds, terms, waiting_for
from assignment.recusals.services import (
    ask_review,
    decide_recusal,
    reconsider,
    tell_party,
    withdraw_recusal,
)
from cases.docket.registry import work
from courts.actors.domain import Role
from courts.calendar.selectors import work_calendar
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from tests.assignment.changes.asked import LATER, YES, by, handler, other_judge, refused
from tests.assignment.changes.asked import ask as ask_change
from tests.assignment.recusals.asked import NO, ask, close, decided, node
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, drawn_case, person_of
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


def test_due_in_three_days_by_the_calendar(house: CourtHouse) -> None:
    asked = ask(house, drawn_case(house))
    assert (asked.state, asked.decider, asked.decider_rule) == ("waiting", "president", "DECIDE-JUDGE")
    assert asked.due_on == last_day(LATER, terms().latest("RECUSAL-DECIDE").days, work_calendar())
    assert [terms().latest(code).days for code in ("RECUSAL-ASK-AGAIN", "RECUSAL-REVIEW")] == [3, 3]


def test_against_a_protected_judge_the_court_itself_needs_its_committee(house: CourtHouse) -> None:
    case = drawn_case(house)
    judge = handler(case)
    report_interference(case_id=case.pk, kind="leader", happened_on=DAY, text="打招呼。", actor=by(judge))
    asked = ask(house, case, asked="ex_officio", who=house.president)
    assert (asked.decider, asked.decider_rule) == ("committee", "DECIDE-OF-ITSELF")
    withdraw_recusal(recusal_id=asked.pk, reason="误填", actor=by(house.president))
    assert ask(house, case).decider_rule == "DECIDE-JUDGE", "what a party asks is decided as ever"


def test_a_protected_judge_leaves_only_after_the_check(house: CourtHouse) -> None:
    """Entered by another than who wanted it; refused without the office's consent, told to leaders alone."""
    case = drawn_case(house)
    judge = handler(case)
    vice = person_of(house.court, Role.PRESIDENT, username="vice-president")
    report_interference(case_id=case.pk, kind="leader", happened_on=DAY, text="打招呼。", actor=by(judge))
    asked = ask(house, case, asked="ex_officio", who=house.president)
    facts = {"recusal_id": asked.pk, "agreed": True, "reason": "属实。", "document": "抚法审委〔2026〕6号"}
    assert refused(decide_recusal, **facts, actor=by(house.president)) == "RECUSAL-ENTERED"
    assert Act.DECIDE not in acts_now(by(house.president).viewer, asked, LATER)
    assert refused(decide_recusal, **facts, actor=by(house.clerk)) == "RECUSAL-STATE"
    with pytest.raises(Refused) as unchecked:
        decide_recusal(**facts, actor=by(vice))
    assert unchecked.value.code == "CHANGE-PROTECTED"
    assert "case_id" not in unchecked.value.params, "kept apart from the case"
    wanted = ask_change(house, case, who=house.head)
    check_change(request_id=wanted.pk, said=YES, actor=by(house.discipline))
    assert decide_recusal(**facts, actor=by(vice)).state == "granted"


def test_who_may_bring_it_in(house: CourtHouse) -> None:
    case = drawn_case(house)
    assert refused(ask, house, case, who=house.head) == "RECUSAL-WHO"
    assert refused(ask, house, case, asked="self", who=house.assistant) == "RECUSAL-WHO"
    assert refused(ask, house, case, asked="ex_officio", who=house.assistant) == "RECUSAL-WHO"
    with pytest.raises(NotVisible):
        ask(house, case, who=other_judge(house, case))
    own = ask(house, case, asked="self", who=handler(case))
    withdraw_recusal(recusal_id=own.pk, reason="误填", actor=by(handler(case)))
    assert ask(house, case, asked="ex_officio", who=house.president).state == "waiting"


def test_not_without_a_ground_nor_after_the_debate_nor_twice(house: CourtHouse) -> None:
    case = drawn_case(house)
    assert refused(ask, house, case, grounds=[]) == "RECUSAL-GROUND"
    assert refused(ask, house, case, grounds=["R99"]) == "RECUSAL-GROUND"
    assert refused(ask, house, case, before_debate_ended=False) == "RECUSAL-LATE"
    misfit = [{"part": "clerk"}, {"part": "president"}, {"person": house.clerk.pk}]
    plain = [{"statement": " "}, {"party": None}, {"person": None}, {"part": "x"}, {"asked": "x"}]
    for wrong in [*plain, *misfit]:
        with pytest.raises(InvalidInput):
            ask(house, case, **wrong)
    with pytest.raises(InvalidInput):
        ask(house, case, asked_on=LATER + timedelta(days=1))
    ask(house, case)
    assert refused(ask, house, case) == "RECUSAL-OPEN"
    namesake = other_judge(house, case)
    Person.objects.filter(pk=namesake.pk).update(name=handler(case).name)
    assert ask(house, case, person=namesake.pk).state == "waiting", "another person of the same name"
    told = drawn_case(house)
    node(house, told, "pronouncement", on=DAY)
    assert refused(ask, house, told) == "RECUSAL-LATE"
    closed = drawn_case(house)
    close(closed)
    assert refused(ask, house, closed) == "RECUSAL-NOT-OPEN"


def test_the_grounds_of_the_law() -> None:
    codes = [rule.code for rule in grounds()]
    assert codes == ["R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11"]
    assert "法释〔2019〕5号" in grounds().latest("R11").article


@pytest.mark.parametrize(
    ("part", "criminal", "code"),
    [
        (Part.JUDGE, False, "DECIDE-JUDGE"),
        (Part.ASSESSOR, True, "DECIDE-JUDGE"),
        (Part.PRESIDENT, False, "DECIDE-PRESIDENT"),
        (Part.CLERK, True, "DECIDE-CRIMINAL-STAFF"),
        (Part.ASSISTANT, True, "DECIDE-CRIMINAL-STAFF"),
        (Part.CLERK, False, "DECIDE-OTHERS"),
        (Part.INSPECTOR, True, "DECIDE-OTHERS"),
    ],
)
def test_who_decides_by_post(part: Part, criminal: bool, code: str) -> None:
    assert decider_for(part, decider_rules(), criminal=criminal).code == code


def test_the_presiding_judge_decides_on_the_others(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask(house, case, part="clerk", person=house.clerk.pk)
    facts = {"recusal_id": asked.pk, "agreed": True, "reason": "属实。"}
    assert refused(decide_recusal, **facts, actor=by(house.president)) == "RECUSAL-DECIDER"
    assert refused(decide_recusal, **facts, actor=by(house.clerk)) == "RECUSAL-SELF"
    assert [one.pk for one in waiting_for(by(handler(case)).viewer, LATER)] == [asked.pk]
    own = ask(house, case)
    assert refused(decide_recusal, **facts, actor=by(handler(case))) == "RECUSAL-PENDING"
    decide_recusal(recusal_id=own.pk, agreed=False, reason=NO, actor=by(house.president))
    decide_recusal(**facts, actor=by(handler(case)))
    assert not ChangeRequest.objects.filter(case=case).exists()


def test_of_the_president_the_committee_by_its_number(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask(house, case, person=house.president.pk)
    assert (asked.part, asked.decider) == ("president", "committee"), "the only president, whatever was typed"
    facts = {"recusal_id": asked.pk, "agreed": False, "reason": NO}
    assert refused(decide_recusal, **facts, actor=by(house.president)) == "RECUSAL-SELF"
    assert refused(decide_recusal, **facts, actor=by(house.clerk)) == "RECUSAL-COMMITTEE"
    assert refused(decide_recusal, **facts, actor=by(house.assistant)) == "RECUSAL-ENTERED"
    assert not waiting_for(by(house.assistant).viewer, LATER)
    minuted = by(house.clerk).viewer
    assert [one.pk for one in waiting_for(minuted, LATER)] == [asked.pk], "another gets the minutes"
    done = decide_recusal(**facts, document="抚法审委〔2026〕5号", actor=by(house.clerk))
    assert (done.state, done.document) == ("declined", "抚法审委〔2026〕5号")


def test_a_vice_president_is_judged_as_a_judge(house: CourtHouse) -> None:
    vice = person_of(house.court, Role.PRESIDENT, username="vice-president")
    asked = ask(house, drawn_case(house), person=vice.pk)
    assert (asked.part, asked.decider) == ("judge", "president")


def test_one_reconsideration_which_stops_nothing(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = decided(house, case)
    tell_party(recusal_id=asked.pk, told_on=LATER, told_how="口头告知并记入笔录", actor=by(house.assistant))
    again = ask_review(recusal_id=asked.pk, reason="有新的证据。", actor=by(house.assistant))
    assert (again.state, again.review_due_on) == (
        "reviewing",
        last_day(LATER, 3, work_calendar()),
    )
    node(house, case, "hearing")
    facts = {"recusal_id": asked.pk, "reason": "维持。"}
    assert refused(decide_recusal, agreed=True, **facts, actor=by(house.president)) == "RECUSAL-STATE"
    done = reconsider(agreed=False, **facts, actor=by(house.president))
    assert done.state == "upheld"
    twice = refused(ask_review, recusal_id=asked.pk, reason="再次申请。", actor=by(house.assistant))
    assert twice == "RECUSAL-STATE"
    tell_party(recusal_id=asked.pk, told_on=LATER, told_how="送达复议决定书", actor=by(house.assistant))
    asked.refresh_from_db()
    assert (asked.told_how, asked.review_told_how) == ("口头告知并记入笔录", "送达复议决定书")


def test_granted_on_reconsideration_the_handler_is_changed(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = decided(house, case)
    ask_review(recusal_id=asked.pk, reason="有新的证据。", actor=by(house.assistant))
    reconsider(recusal_id=asked.pk, agreed=True, reason="属实。", actor=by(house.president))
    assert ChangeRequest.objects.get(case=case).ground == "G1"


def test_granted_after_the_closing_nobody_is_changed(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = decided(house, case)
    ask_review(recusal_id=asked.pk, reason="有新的证据。", actor=by(house.assistant))
    close(case)
    reconsider(recusal_id=asked.pk, agreed=True, reason="属实。", actor=by(house.president))
    assert not ChangeRequest.objects.filter(case=case).exists(), "a closed case is not drawn again"


def test_the_judge_concerned_does_not_take_back_what_the_party_asked(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask(house, case, who=handler(case))
    facts = {"recusal_id": asked.pk, "reason": "当事人口头撤回"}
    assert refused(withdraw_recusal, **facts, actor=by(handler(case))) == "RECUSAL-SELF"
    assert Act.WITHDRAW not in acts_now(by(handler(case)).viewer, asked, LATER)


def test_too_late_or_not_a_party_there_is_no_reconsideration(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = decided(house, case)
    tell_party(recusal_id=asked.pk, told_on=LATER, told_how="口头告知", actor=by(house.assistant))
    late = actor_of(house.assistant, LATER + timedelta(days=8))
    assert refused(ask_review, recusal_id=asked.pk, reason="晚了", actor=late) == "RECUSAL-NO-REVIEW"
    own = drawn_case(house)
    mine = decided(house, own, asked="self", who=handler(own), party=None)
    no = refused(ask_review, recusal_id=mine.pk, reason="x", actor=by(house.assistant))
    assert no == "RECUSAL-NO-REVIEW"


def test_decided_late_it_says_so(house: CourtHouse) -> None:
    asked = ask(house, drawn_case(house))
    late = actor_of(house.president, LATER + timedelta(days=9))
    done = decide_recusal(recusal_id=asked.pk, agreed=False, reason=NO, actor=late)
    assert done.is_decided_late


def test_the_work_list_of_president_and_clerk(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask(house, case)
    found = [item for item in work(by(house.president).viewer, LATER) if item.kind == "recusal"]
    assert [item.due_on for item in found] == [asked.due_on]
    decide_recusal(recusal_id=asked.pk, agreed=False, reason=NO, actor=by(house.president))
    kinds = [item.kind for item in work(by(handler(case)).viewer, LATER)]
    assert "recusal_tell" in kinds
