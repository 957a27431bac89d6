"""What waits for the decision on a recusal, what goes on, and what follows when it is granted."""

from __future__ import annotations

from datetime import timedelta

from assignment.changes.models import ChangeRequest
from assignment.changes.services import tell_parties
from assignment.draws.services import commit_draw, draw_at_once, give_nonce, reveal_draw
from assignment.recusals.models import Recusal
from assignment.recusals.registry import _SITTING, sits
from assignment.recusals.services import (
    decide_recusal,
    mark_urgent,
)
from cases.docket.models import Case
from cases.docket.registry import banners
from cases.nodes.services import record_node
from tests.assignment.changes.asked import LATER, by, handler, other_judge, refused
from tests.assignment.changes.asked import ask as ask_change
from tests.assignment.recusals.asked import NO, ask, close, decided, node
from tests.builders import DAY, CourtHouse, accepted_case, actor_of, court_with_people, drawn_case
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


def test_work_stops_meanwhile_and_goes_on_after_the_decision(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask(house, case)
    for name in ("hearing", "deliberation", "pronouncement", "enforcement"):
        assert refused(node, house, case, name) == "RECUSAL-PENDING"
    node(house, case, "service")
    node(house, case, "hearing", on=DAY)
    decide_recusal(recusal_id=asked.pk, agreed=False, reason=NO, actor=by(house.president))
    node(house, case, "hearing")


def test_only_those_who_sit_stop_the_trial(house: CourtHouse) -> None:
    """The president sits on no body; the clerk only enters nothing; an assessor sits by name."""
    case = drawn_case(house)
    ask(house, case, person=house.president.pk)
    ask(house, case, part="clerk", person=house.clerk.pk)
    node(house, case, "hearing")
    assert refused(node, house, case, "hearing", who=house.clerk) == "RECUSAL-PENDING"
    ask(house, case, part="assessor", person=None, name="陪审员甲")
    node(house, case, "hearing")
    sits(one_assessor)
    try:
        assert refused(node, house, case, "hearing") == "RECUSAL-PENDING"
    finally:
        _SITTING.remove(one_assessor)


def one_assessor(case: Case) -> list[tuple[None, str]]:
    return [(None, "陪审员甲")]


def test_nothing_is_closed_or_drawn_meanwhile(house: CourtHouse) -> None:
    case = drawn_case(house)
    ask(house, case, part="expert", person=None, name="鉴定人吴某", grounds=["R03"])
    assert refused(close, case) == "RECUSAL-PENDING"
    fresh = accepted_case(house)
    ask(house, fresh, who=house.clerk, person=house.judges[0].pk)
    assert refused(commit_draw, case_id=fresh.pk, actor=by(house.clerk)) == "RECUSAL-PENDING"
    (banner,) = banners(case, by(house.clerk).viewer, LATER)
    assert "暂停" in str(banner.text)


def test_urgent_matters_pass_for_the_day_with_their_reason(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask(house, case)
    facts = {"recusal_id": asked.pk, "actor": by(handler(case))}
    assert refused(mark_urgent, matter="hearing", reason=" ", **facts) == "RECUSAL-URGENT"
    assert refused(mark_urgent, matter="closing", reason="急", **facts) == "RECUSAL-URGENT"
    mark_urgent(matter="hearing", reason="证人次日出境，须当日作证。", **facts)
    node(house, case, "hearing")
    assert refused(node, house, case, "deliberation") == "RECUSAL-PENDING"
    tomorrow = actor_of(handler(case), LATER + timedelta(days=1))
    again = {"case_id": case.pk, "node": "hearing", "detail": "继续开庭"}
    record_node(**again, occurred_on=LATER, actor=tomorrow)
    refused_ = refused(record_node, **again, occurred_on=tomorrow.today, actor=tomorrow)
    assert refused_ == "RECUSAL-PENDING", "the day of the matter counts, not the day of its entry"


def test_granted_the_handler_is_changed_and_not_drawn_again(house: CourtHouse) -> None:
    case = drawn_case(house)
    old = handler(case)
    asked = decided(house, case, agreed=True)
    change = ChangeRequest.objects.get(case=case)
    assert (change.ground, change.state, change.origin) == ("G1", "approved", asked.pk)
    assert refused(node, house, case, "hearing") == "RECUSAL-GRANTED"
    assert refused(close, case) in ("RECUSAL-GRANTED", "CHANGE-CLOSING")
    (banner,) = banners(case, by(house.clerk).viewer, LATER)
    assert "停止审理" in str(banner.text)
    drawn = draw_at_once(case_id=case.pk, nonce="", actor=by(house.clerk))
    assert drawn.winner != old and handler(case) == drawn.winner
    assert '"reason":"FORMER_HANDLER"' in drawn.snapshot or '"reason":"RECUSED"' in drawn.snapshot
    tell_parties(
        request_id=change.pk, told_on=LATER, told_whom="原告", told_how="送达", actor=by(handler(case))
    )
    node(house, case, "hearing")


def test_a_case_is_not_given_to_whose_recusal_waits(house: CourtHouse) -> None:
    case = drawn_case(house)
    to = other_judge(house, case)
    ask(house, case, person=to.pk)
    assert refused(ask_change, house, case, to=to.pk) == "DESIG-BARRED"
    fresh = accepted_case(house)
    asked = ask(house, fresh, who=house.clerk, person=house.judges[0].pk)
    mark_urgent(recusal_id=asked.pk, matter="draw", reason="保全须当日办理。", actor=by(house.clerk))
    drawn = draw_at_once(case_id=fresh.pk, nonce="", actor=by(house.clerk))
    assert drawn.winner != house.judges[0] and '"reason":"RECUSAL_OPEN"' in drawn.snapshot


def test_who_withdrew_from_a_case_not_yet_drawn_is_not_drawn(house: CourtHouse) -> None:
    case = accepted_case(house)
    judge = house.judges[0]
    made = ask(house, case, who=house.clerk, person=judge.pk)
    decide_recusal(recusal_id=made.pk, agreed=True, reason="属实。", actor=by(house.president))
    drawn = draw_at_once(case_id=case.pk, nonce="", actor=by(house.clerk))
    assert drawn.winner != judge and '"reason":"RECUSED"' in drawn.snapshot


def test_an_open_change_is_ended_by_a_granted_recusal(house: CourtHouse) -> None:
    case = drawn_case(house)
    open_ = ask_change(house, case)
    decided(house, case, agreed=True)
    open_.refresh_from_db()
    assert open_.state == "lapsed" and ChangeRequest.objects.filter(state="approved").count() == 1


def test_a_recusal_granted_after_the_roster_was_locked_opens_the_change(house: CourtHouse) -> None:
    """The draw gives the case to the judge as its record says; the change is open in the same moment."""
    case = accepted_case(house)
    first = commit_draw(case_id=case.pk, actor=by(house.clerk))
    for judge in house.judges:
        made = ask(house, case, who=house.clerk, person=judge.pk)
        decide_recusal(recusal_id=made.pk, agreed=True, reason="属实。", actor=by(house.president))
    assert not ChangeRequest.objects.filter(case=case).exists()
    give_nonce(draw_id=first.pk, nonce="7", actor=by(house.clerk))
    winner = reveal_draw(draw_id=first.pk, actor=by(house.clerk)).winner
    change = ChangeRequest.objects.get(case=case)
    granted = Recusal.objects.get(case=case, person=winner)
    assert (change.ground, change.state, change.origin) == ("G1", "approved", granted.pk)
    assert (change.from_judge, change.decided_by_person) == (winner, house.president)
    assert refused(node, house, case, "hearing") == "RECUSAL-GRANTED"
