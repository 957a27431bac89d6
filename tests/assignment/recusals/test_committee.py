"""Where no leader of the court is left to decide, the committee does: no dead end, and its number is kept."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.changes.domain import Act
from assignment.changes.selectors import acts_now as change_acts
from assignment.changes.selectors import waiting_for as changes_for
from assignment.changes.services import Said, advise_change, ask_change, decide_change
from assignment.recusals.domain import Act as Recusing
from assignment.recusals.domain import Part, decider_for
from assignment.recusals.models import Recusal
from assignment.recusals.selectors import acts_now, decider_rules, get_visible, waiting_for
from assignment.recusals.services import check_recusal, decide_recusal
from cases.docket.services import set_handler
from courts.actors.domain import Role
from courts.people.services import admit_to_quota
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.models import TrailEvent
from courts.trail.services import recorded
from tests.assignment.changes.asked import LATER, WORDS, YES, by, handler, option, refused
from tests.assignment.changes.test_members import named_panel, protect
from tests.assignment.recusals.asked import ask
from tests.builders import DAY, CourtHouse, court_with_people, drawn_case, machine, person_of
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)
NUMBER = "抚法审委〔2026〕7号"


def granted(recusal: Recusal, **over: Any) -> dict[str, Any]:
    return {"recusal_id": recusal.pk, "agreed": True, "reason": "属实。", "document": NUMBER, **over}


def test_what_the_only_president_wants_the_committee_decides(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask(house, case, asked="ex_officio", who=house.president)
    assert asked.decider == "president"
    assert refused(decide_recusal, **granted(asked), actor=by(house.president)) == "RECUSAL-ENTERED"
    assert (
        refused(decide_recusal, **granted(asked, document=""), actor=by(house.clerk)) == "RECUSAL-COMMITTEE"
    )
    assert [one.pk for one in waiting_for(by(house.clerk).viewer, LATER)] == [asked.pk]
    done = decide_recusal(**granted(asked), actor=by(house.clerk))
    assert (done.state, done.decider, done.decider_rule) == ("granted", "committee", "DECIDE-NO-OTHER")
    with pytest.raises(LookupError):
        decider_for(Part.JUDGE, [decider_rules().latest("DECIDE-NO-OTHER")], criminal=False)


def test_the_post_the_court_names_enters_it_a_sealed_case_too(house: CourtHouse) -> None:
    option(house, "COMMITTEE-POST", "trial_management")
    case = drawn_case(house, criminal=True, sealed="juvenile")
    own = ask(house, case, asked="self", who=handler(case), party=None)
    Recusal.objects.filter(pk=own.pk).update(entered_by_person=house.president)
    own.refresh_from_db()
    with pytest.raises(NotVisible):
        get_visible(by(house.clerk).viewer, own.pk)
    assert Recusing.DECIDE in acts_now(by(house.trial_management).viewer, own, LATER)
    assert decide_recusal(**granted(own), actor=by(house.trial_management)).document == NUMBER


def test_another_leader_decides_as_ever(house: CourtHouse) -> None:
    case = drawn_case(house)
    vice = person_of(house.court, Role.PRESIDENT, username="vice-president")
    asked = ask(house, case, asked="ex_officio", who=house.president)
    assert refused(decide_recusal, **granted(asked), actor=by(house.clerk)) == "RECUSAL-DECIDER"
    done = decide_recusal(**granted(asked, document=""), actor=by(vice))
    assert (done.decider, done.document) == ("president", "")


def test_a_protected_member_leaves_at_the_courts_wish_only_after_the_check(house: CourtHouse) -> None:
    case, _body = named_panel(house)
    member = next(judge for judge in house.judges if judge.pk != handler(case).pk)
    protect(member, case)
    asked = ask(house, case, asked="ex_officio", who=house.president, person=member.pk)
    assert asked.decider_rule == "DECIDE-OF-ITSELF"
    assert refused(decide_recusal, **granted(asked), actor=by(house.clerk)) == "RECUSAL-STATE"
    facts = {"recusal_id": asked.pk, "reason": ""}
    assert refused(check_recusal, agreed=True, **facts, actor=by(house.president)) == "PEOPLE-RIGHT"
    assert [one.pk for one in waiting_for(by(house.discipline).viewer, LATER)] == [asked.pk]
    with pytest.raises(InvalidInput):
        check_recusal(agreed=False, **facts, actor=by(house.discipline))
    check_recusal(agreed=True, **facts, actor=by(house.discipline))
    assert refused(check_recusal, agreed=True, **facts, actor=by(house.discipline)) == "RECUSAL-STATE"
    assert decide_recusal(**granted(asked), actor=by(house.clerk)).state == "granted"
    on_case = TrailEvent.objects.filter(case_id=case.pk, verb="recusal_checked")
    assert not on_case.exists() and TrailEvent.objects.filter(verb="recusal_checked").exists()


def test_an_objection_of_the_office_keeps_the_member(house: CourtHouse) -> None:
    case, _body = named_panel(house)
    member = next(judge for judge in house.judges if judge.pk != handler(case).pk)
    protect(member, case)
    asked = ask(house, case, asked="ex_officio", who=house.president, person=member.pk)
    no = {"recusal_id": asked.pk, "agreed": False, "reason": "与所记录的干预有关。"}
    check_recusal(**no, actor=by(house.discipline))
    assert refused(decide_recusal, **granted(asked), actor=by(house.clerk)) == "RECUSAL-STATE"
    assert decide_recusal(**granted(asked, agreed=False), actor=by(house.clerk)).state == "declined"


def test_a_case_of_the_only_president_is_changed_by_the_committee(house: CourtHouse) -> None:
    case = drawn_case(house)
    admit_to_quota(person=house.president, court=house.court, from_on=DAY, actor=by(house.administrator, DAY))
    with recorded():
        set_handler(case, judge=house.president, division_id=house.civil.pk, on=DAY, actor=machine())
    asked = ask_change(case_id=case.pk, ground="G2", **WORDS, actor=by(house.trial_management))
    advise_change(request_id=asked.pk, said=YES, actor=by(house.head))
    asked.refresh_from_db()
    facts = {"request_id": asked.pk, "said": Said(agreed=True, document=NUMBER)}
    assert refused(decide_change, **facts, actor=by(house.president)) == "CHANGE-SELF"
    assert refused(decide_change, **facts, actor=by(house.head)) == "CHANGE-COMMITTEE"
    assert Act.DECIDE in change_acts(by(house.clerk).viewer, asked, LATER)
    assert [one.pk for one in changes_for(by(house.clerk).viewer, LATER)] == [asked.pk]
    with pytest.raises(InvalidInput):
        decide_change(request_id=asked.pk, said=YES, actor=by(house.clerk))
    done = decide_change(**facts, actor=by(house.clerk))
    assert (done.state, done.document, done.level) == ("approved", NUMBER, "president")
