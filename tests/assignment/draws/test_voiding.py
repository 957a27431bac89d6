"""Making a draw void: one asks, another approves; the number stays used, the secret is published."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from assignment.draws.domain import check_series
from assignment.draws.models import Draw, VoidRequest
from assignment.draws.selectors import bundle_of, check_chains, voids_waiting
from assignment.draws.services import answer_void, ask_void, commit_draw, sweep_draws, void_draw
from cases.docket.registry import work
from courts.actors.domain import Actor
from courts.options.services import set_option
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from tests.assignment.draws.bench import clerk, commit, finished, nonce, reveal, series, stored, verify
from tests.builders import CourtHouse, accepted_case, actor_of, court_with_people, instant, machine
from tests.kit.kept import each_afresh, kept  # noqa: F401

REASON = "名单中的一名法官已于昨日调离，尚未登记。"


house = kept(court_with_people)


def president(house: CourtHouse, minutes: float = 3) -> Actor:
    return actor_of(house.president, instant() + timedelta(minutes=minutes))


def management(house: CourtHouse, minutes: float = 2) -> Actor:
    return actor_of(house.trial_management, instant() + timedelta(minutes=minutes))


def refused(act: Any, **facts: Any) -> str:
    with pytest.raises(Refused) as found:
        act(**facts)
    return found.value.code


def voided(house: CourtHouse, draw: Draw) -> Draw:
    ask_void(draw_id=draw.pk, reason=REASON, actor=management(house))
    answer_void(draw_id=draw.pk, agreed=True, actor=president(house))
    return stored(draw)


def test_two_make_it_void_and_the_case_is_drawn_again(house: CourtHouse) -> None:
    draw = commit(house)
    void = voided(house, draw)
    bundle = bundle_of(void)
    assert (void.status, void.winner, void.seed) == ("void", None, "")
    assert bundle["reveal"] and bundle["winner"] is None
    again = commit_draw(case_id=draw.case_id, actor=clerk(house, minutes=5))
    assert (again.draw_no, again.attempt) == (draw.draw_no + 1, 2)
    nonce(house, again, minutes=6)
    assert reveal(house, again, minutes=7).status == "result"
    assert check_series(*series(house)) == []
    assert [report.problems for report in check_chains(house.court.pk, house.court.code)] == [()]
    verbs = set(TrailEvent.objects.values_list("verb", flat=True))
    assert {"draw_void_asked", "draw_voided"} <= verbs


def test_the_program_for_outsiders_accepts_a_series_with_a_void_draw(
    house: CourtHouse, tmp_path: Path
) -> None:
    voided(house, commit(house))
    finished(house)
    bundles, anchor = series(house)
    done = verify(tmp_path / "series.json", bundles, "--anchor", anchor)
    assert done.returncode == 0, done.stdout


def test_nobody_does_it_alone_and_not_without_a_reason(house: CourtHouse) -> None:
    draw = commit(house)
    with pytest.raises(InvalidInput):
        ask_void(draw_id=draw.pk, reason=" ", actor=management(house))
    ask_void(draw_id=draw.pk, reason=REASON, actor=management(house))
    assert refused(ask_void, draw_id=draw.pk, reason=REASON, actor=clerk(house)) == "PEOPLE-RIGHT"
    with pytest.raises(NotVisible):
        ask_void(draw_id=draw.pk, reason=REASON, actor=actor_of(house.upper_clerk))


def test_a_result_is_never_made_void(house: CourtHouse) -> None:
    draw = finished(house)
    assert refused(ask_void, draw_id=draw.pk, reason=REASON, actor=management(house)) == "DRAW-FINISHED"


def test_it_is_not_revealed_meanwhile_and_goes_on_by_itself(house: CourtHouse) -> None:
    draw = commit(house)
    nonce(house, draw)
    ask_void(draw_id=draw.pk, reason=REASON, actor=management(house))
    assert refused(reveal, house=house, draw=draw, minutes=4) == "DRAW-VOID-WAITS"
    sweep_draws(actor=machine(instant() + timedelta(hours=1)))
    assert stored(draw).status == "nonce_fixed"
    sweep_draws(actor=machine(instant() + timedelta(hours=25)))
    assert stored(draw).status == "result"
    assert draw.void_requests.get().state == VoidRequest.State.LAPSED


def test_a_court_sets_how_long_it_waits(house: CourtHouse) -> None:
    set_option(court_id=house.court.pk, code="DRAW-VOID-HOURS", value=2, reason="本院规定", actor=machine())
    asked = ask_void(draw_id=commit(house).pk, reason=REASON, actor=management(house))
    assert asked.holds_until - asked.asked_at == timedelta(hours=2)


def test_the_order_rule_holds_for_a_void_draw_too(house: CourtHouse) -> None:
    first, second = commit(house), commit(house)
    ask_void(draw_id=second.pk, reason=REASON, actor=management(house))
    assert refused(answer_void, draw_id=second.pk, agreed=True, actor=president(house)) == "DRAW-ORDER"
    assert stored(second).status == "committed" and stored(second).reveal == ""
    nonce(house, first)
    assert answer_void(draw_id=second.pk, agreed=True, actor=president(house)).state == "voided"


def test_declined_the_draw_goes_on(house: CourtHouse) -> None:
    draw = commit(house)
    ask_void(draw_id=draw.pk, reason=REASON, actor=management(house))
    assert voids_waiting(president(house).viewer).count() == 1
    assert not voids_waiting(management(house).viewer).exists(), "nobody is asked to answer themselves"
    assert [item.kind for item in work(president(house).viewer, instant().date()) if item.kind == "void"]
    with pytest.raises(InvalidInput):
        answer_void(draw_id=draw.pk, agreed=False, actor=president(house))
    answer_void(draw_id=draw.pk, agreed=False, answer="名单无误。", actor=president(house))
    nonce(house, draw)
    assert reveal(house, draw, minutes=4).status == "result"


def test_over_rest_the_second_call_approves(house: CourtHouse) -> None:
    draw = commit(house)
    void_draw(draw_id=draw.pk, reason=REASON, actor=management(house))
    assert stored(draw).status == "committed"
    void_draw(draw_id=draw.pk, reason="同意。", actor=president(house))
    assert stored(draw).status == "void"


def test_the_party_reads_why_and_by_whom(house: CourtHouse) -> None:
    draw = voided(house, commit(house))
    text = Client().get(f"/verify/{draw.receipt}/").content.decode()
    assert "作废" in text and REASON in text and house.president.name in text
    assert json.loads(draw.snapshot)["attempt"] == 1


def test_the_pages(house: CourtHouse) -> None:
    case = accepted_case(house)
    draw = commit_draw(case_id=case.pk, actor=clerk(house))
    address = f"/draws/{draw.pk}/void/"
    first, second, stranger = Client(), Client(), Client()
    first.force_login(house.trial_management)
    second.force_login(house.president)
    stranger.force_login(house.upper_clerk)
    assert stranger.get(address).status_code == 404
    assert "提请作废" in first.get(address).content.decode()
    assert first.post(address, {"reason": ""}).status_code == 400
    assert first.post(address, {"reason": REASON}).status_code == 302
    own = first.post(address, {"agreed": "yes", "answer": ""})
    assert own.status_code == 422 and "DRAW-VOID-APPROVERS" in own.content.decode()
    assert REASON in second.get(address).content.decode()
    assert second.post(address, {"agreed": "yes", "answer": ""}).status_code == 302
    assert "本号已经作废" in second.get(address).content.decode()
