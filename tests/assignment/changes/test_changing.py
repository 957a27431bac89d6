"""A change of handler from the request to the parties told; what is refused on the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from assignment.changes.domain import Act, State
from assignment.changes.models import ChangeRequest
from assignment.changes.selectors import acts_now, hearing_again, waiting_for
from assignment.changes.services import (
    Said,
    advise_change,
    decide_change,
    tell_parties,
    withdraw_change,
)
from assignment.draws.selectors import check_chains, to_draw
from assignment.draws.services import draw_at_once
from assignment.pools.services.leave import enter_leave
from cases.docket.domain import Status
from cases.docket.registry import banners, work
from cases.docket.selectors import endings
from cases.docket.services import close_case
from cases.limits.models import CaseClock
from cases.nodes.services import record_node
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.models import TrailEvent
from tests.assignment.changes.asked import (
    LATER,
    NO,
    YES,
    advised,
    approved,
    ask,
    by,
    handler,
    option,
    other_judge,
    refused,
)
from tests.builders import DAY, CourtHouse, accepted_case, actor_of, court_with_people, drawn_case
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)
TOLD = {"told_whom": "原告张某、被告李某", "told_how": "送达变更承办法官通知书"}


def test_by_a_new_draw_the_old_handler_left_out(house: CourtHouse) -> None:
    case = drawn_case(house)
    old = handler(case)
    due_on = CaseClock.objects.get(case=case).due_on
    assert refused(draw_at_once, case_id=case.pk, nonce="1", actor=by(house.clerk)) == "DRAW-HAS-HANDLER"
    asked = approved(house, case)
    assert (asked.state, handler(case)) == ("approved", old)
    fresh = accepted_case(house)
    assert set(to_draw(by(house.clerk).viewer)) == {case, fresh}, "nobody's and whoever is to be replaced"
    drawn = draw_at_once(case_id=case.pk, nonce="7", actor=by(house.clerk))
    asked.refresh_from_db()
    new = handler(case)
    assert new != old and (drawn.attempt, drawn.winner) == (2, new)
    assert '"reason":"FORMER_HANDLER"' in drawn.snapshot
    assert (asked.state, asked.new_judge, asked.fixed_on) == ("done", new, LATER)
    assert asked.tell_by == LATER + timedelta(days=3)
    assert CaseClock.objects.get(case=case).due_on == due_on, "the limit does not start again"
    assert [report.problems for report in check_chains(house.court.pk, house.court.code)] == [()]
    verbs = set(TrailEvent.objects.filter(case_id=case.pk).values_list("verb", flat=True))
    assert {"change_asked", "change_advised", "change_decided", "change_done"} <= verbs


def test_to_a_judge_named_at_once(house: CourtHouse) -> None:
    case = drawn_case(house)
    to = other_judge(house, case)
    asked = approved(house, case, ground="G7", to=to.pk)
    assert (asked.state, asked.new_judge, handler(case)) == ("done", to, to)


def test_the_parties_are_told_before_the_case_closes(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = approved(house, case, to=other_judge(house, case).pk)
    new = handler(case)
    assert refused(_close, case, new) == "CHANGE-UNTOLD"
    assert refused(_heard, case, new) == "CHANGE-UNTOLD"
    _heard(case, new, on=DAY)
    assert "change_tell" in [item.kind for item in work(by(new).viewer, LATER)]
    late = LATER + timedelta(days=4)
    watched = [item.kind for item in work(actor_of(house.president, late).viewer, late)]
    assert "change_tell" in watched, "past its day the president sees it"
    with pytest.raises(InvalidInput):
        tell_parties(request_id=asked.pk, told_on=LATER + timedelta(days=1), **TOLD, actor=by(new))
    told = tell_parties(request_id=asked.pk, told_on=LATER, **TOLD, actor=by(new))
    assert (told.told_on, told.told_by) == (LATER, new.name)
    again = refused(tell_parties, request_id=asked.pk, told_on=LATER, **TOLD, actor=by(new))
    assert again == "CHANGE-TOLD"
    later = LATER + timedelta(days=2)
    ChangeRequest.objects.filter(pk=asked.pk).update(told_on=later)
    assert refused(_heard, case, new) == "CHANGE-BEFORE-TOLD", (
        "entered later, it still came before the telling"
    )
    ChangeRequest.objects.filter(pk=asked.pk).update(told_on=LATER)
    _close(case, new)
    case.refresh_from_db()
    assert case.status == Status.CLOSED.value


def _heard(case: Any, judge: Any, node: str = "hearing", on: date = LATER) -> None:
    record_node(case_id=case.pk, node=node, occurred_on=on, detail="到庭", actor=by(judge))


def _close(case: Any, judge: Any) -> None:
    disposal = endings(case.type_code, case.procedure, LATER)[0].rule.code
    close_case(case_id=case.pk, closed_on=LATER, disposal=disposal, actor=by(judge))


def test_the_old_handler_does_not_close_an_approved_change_away(house: CourtHouse) -> None:
    case = drawn_case(house)
    approved(house, case)
    assert refused(_close, case, handler(case)) == "CHANGE-CLOSING"


def test_a_request_nobody_decided_ends_with_the_case(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask(house, case)
    _close(case, handler(case))
    asked.refresh_from_db()
    assert asked.state == State.LAPSED.value


def test_not_without_a_ground_and_what_shows_it(house: CourtHouse) -> None:
    case = drawn_case(house)
    for ground in ("", "G9"):
        assert refused(ask, house, case, ground=ground) == "CHANGE-GROUND"
    for ground in ("G1", "G5", "G6"):
        assert refused(ask, house, case, ground=ground) == "CHANGE-EVIDENCE"
    for name in ("reason", "evidence"):
        with pytest.raises(InvalidInput):
            ask(house, case, **{name: " "})
    asked = ask(house, case, ground="G8")
    taken = {"request_id": asked.pk, "reason": "改提他项"}
    assert refused(withdraw_change, **taken, actor=by(house.head)) == "PEOPLE-RIGHT"
    assert withdraw_change(**taken, actor=by(handler(case))).state == "withdrawn"


def test_long_leave_is_read_from_the_entries(house: CourtHouse) -> None:
    case = drawn_case(house)
    enter_leave(
        judge=handler(case).pk,
        court_id=house.court.pk,
        kind="leave",
        from_on=LATER,
        to_on=LATER + timedelta(days=60),
        approver=house.president.pk,
        reason="病休",
        actor=actor_of(house.administrator, LATER),
    )
    assert ask(house, case, ground="G6", who=house.trial_management).state == "advising"


def test_who_may_ask_and_only_once(house: CourtHouse) -> None:
    case = drawn_case(house)
    with pytest.raises(NotVisible):
        ask(house, case, who=other_judge(house, case))
    assert refused(ask, house, case, who=house.clerk) == "PEOPLE-RIGHT"
    asked = ask(house, case, who=house.head)
    assert asked.state == "deciding", "the head's own request goes past the head"
    assert refused(ask, house, case) == "CHANGE-OPEN"
    open_case = drawn_case(house)
    _close(open_case, handler(open_case))
    assert refused(ask, house, open_case) == "CHANGE-NOT-OPEN"


def test_to_whom_it_may_not_go(house: CourtHouse) -> None:
    case = drawn_case(house)
    assert refused(ask, house, case, to=handler(case).pk) == "CHANGE-SAME"
    assert refused(ask, house, case, to=house.clerk.pk).startswith("DESIG-")
    with pytest.raises(InvalidInput):
        ask(house, case, to="nobody")
    first = approved(house, case, to=other_judge(house, case).pk)
    tell_parties(request_id=first.pk, told_on=LATER, **TOLD, actor=by(handler(case)))
    back = refused(ask, house, case, to=first.from_judge_id)
    assert back == "DESIG-BARRED", "who was changed off a case does not get it back"


def test_a_refusal_needs_its_reason_and_leaves_everything(house: CourtHouse) -> None:
    case = drawn_case(house)
    old = handler(case)
    asked = advised(house, case, ground="G4")
    with pytest.raises(InvalidInput):
        decide_change(request_id=asked.pk, said=Said(agreed=False), actor=by(house.president))
    assert decide_change(request_id=asked.pk, said=NO, actor=by(house.president)).state == "refused"
    assert handler(case) == old
    again = refused(decide_change, request_id=asked.pk, said=YES, actor=by(house.president))
    assert again == "CHANGE-STATE"


def test_inside_the_division_a_head_decides_where_the_court_lets_heads(house: CourtHouse) -> None:
    option(house, "CHANGE-HEAD-DECIDES", True)
    case = drawn_case(house)
    asked = ask(house, case)
    assert (asked.level, asked.state) == ("head", "deciding")
    assert decide_change(request_id=asked.pk, said=YES, actor=by(house.head)).state == "approved"
    other = drawn_case(house)
    assert ask(house, other, ground="G8").level == "president"


def test_close_to_the_end_of_the_limit_the_president_decides(house: CourtHouse) -> None:
    option(house, "CHANGE-HEAD-DECIDES", True)
    case = drawn_case(house)
    asked = ask(house, case)
    head, president = by(house.head), by(house.president)
    assert acts_now(head.viewer, asked, LATER) == (Act.DECIDE,)
    assert not waiting_for(president.viewer, LATER)
    CaseClock.objects.filter(case=case).update(due_on=LATER + timedelta(days=5))
    facts = {"request_id": asked.pk, "said": YES}
    assert refused(decide_change, **facts, actor=head) == "CHANGE-LATE"
    assert acts_now(head.viewer, asked, LATER) == (Act.ADVISE,)
    assert [one.pk for one in waiting_for(president.viewer, LATER)] == [asked.pk]
    advised = advise_change(**facts, actor=head)
    assert (advised.state, advised.level) == ("deciding", "president")
    assert acts_now(president.viewer, advised, LATER) == (Act.DECIDE,)
    assert decide_change(**facts, actor=president).state == "approved"


def test_a_criminal_case_is_heard_again_by_another_judge(house: CourtHouse) -> None:
    case = drawn_case(house, criminal=True)
    assert not hearing_again(case, changing=True)
    _heard(case, handler(case))
    assert hearing_again(case, changing=True) and not hearing_again(case)
    asked = approved(house, case, to=other_judge(house, case).pk)
    new = handler(case)
    tell_parties(request_id=asked.pk, told_on=LATER, **TOLD, actor=by(new))
    for node in ("deliberation", "pronouncement"):
        assert refused(_heard, case, new, node) == "CHANGE-REHEAR"
    said = [str(banner.text) for banner in banners(case, by(new).viewer, LATER)]
    assert any("应当重新开庭审理" in text for text in said)
    _heard(case, new)
    _heard(case, new, "deliberation")
    assert not hearing_again(case)


def test_the_case_page_says_so(house: CourtHouse) -> None:
    case = drawn_case(house)
    approved(house, case)
    (banner,) = banners(case, by(house.clerk).viewer, LATER)
    assert "已批准变更承办法官" in str(banner.text)
