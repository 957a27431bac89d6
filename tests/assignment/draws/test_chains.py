"""Draws of one chain together: order, what is left and finished, and the change to the next chain."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from assignment.draws.domain import check_series, result_bundle
from assignment.draws.models import DrawChain
from assignment.draws.selectors import anchors, bundle_of, check_chains, unfinished_before
from assignment.draws.services import draw_at_once, ensure_chain, publish_ahead, sweep_draws
from assignment.draws.services.chains import secret_of
from cases.docket import registry
from cases.docket.models import CaseHandling
from cases.docket.registry import CaseEvent
from courts.actors.domain import Role
from courts.outbox.models import OutboxMessage
from courts.refusals.domain import Refused
from courts.trail.selectors import check_chain
from oversight.notices.models import Notice
from oversight.pools.services import tell_anchor
from tests.assignment.draws.bench import (
    clerk,
    commit,
    finished,
    nonce,
    reveal,
    series,
    short_chains,
    stored,
    verify,
)
from tests.builders import accepted_case, actor_of, court_with_people, instant, machine, person_of
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


def sweep(house: Any, minutes: float) -> int:
    return sweep_draws(actor=clerk(house, minutes=minutes))


def determined(draw: Any, text: str = "") -> str:
    """The winner that the commitment and the secret leave no choice about."""
    bundle = bundle_of(stored(draw))
    secret = secret_of(stored(draw).chain, draw.draw_no)
    return str(
        result_bundle(bundle["snapshot"], anchor=bundle["anchor"], reveal=secret, nonce=text)["winner"]
    )


def test_numbers_run_on_and_each_draw_names_the_one_before(house: Any) -> None:
    draws = [stored(finished(house)) for _ in range(4)]
    assert [draw.draw_no for draw in draws] == [1, 2, 3, 4]
    names = [bundle_of(draw)["snapshot"]["prev_draw"] for draw in draws]
    assert names == ["0" * 64, *(draw.snapshot_hash for draw in draws[:-1])]
    chain = DrawChain.objects.get()
    assert (chain.last_no, chain.last_snapshot_hash) == (4, draws[-1].snapshot_hash)
    assert check_series([bundle_of(draw) for draw in draws], chain.anchor) == []


def test_nothing_is_revealed_while_an_earlier_draw_waits_for_its_number(house: Any) -> None:
    first, second = commit(house), commit(house)
    nonce(house, second)
    with pytest.raises(Refused) as refused:
        reveal(house, second)
    assert (refused.value.code, refused.value.params["waiting"]) == ("DRAW-ORDER", [1])
    assert [number for number, _status in unfinished_before(second)] == [1]
    nonce(house, first)
    assert reveal(house, second).winner
    assert reveal(house, first).winner
    assert check_series(*series(house)) == []


def test_a_draw_left_after_the_commitment_is_finished_with_the_determined_winner(house: Any) -> None:
    """The process died between commitment and reveal; the window passes; nobody has a choice left."""
    draw = commit(house)
    expected = determined(draw)
    assert sweep(house, 29) == sweep(house, 30) == 0
    assert sweep(house, 31) == 1
    done = stored(draw)
    assert (done.status, done.nonce_source, str(done.winner_id)) == ("result", "none", expected)
    assert CaseHandling.objects.get(case=done.case_id).handler_id == done.winner_id
    assert sweep(house, 90) == 0
    assert check_series(*series(house)) == []


def test_a_draw_left_after_its_number_keeps_that_number(house: Any) -> None:
    draw = commit(house)
    nonce(house, draw, "2718")
    expected = determined(draw, "2718")
    assert sweep(house, 2) == 0, "its own reveal may be just on the way"
    assert sweep(house, 4) == 1
    done = stored(draw)
    assert (done.nonce, done.nonce_source, str(done.winner_id)) == ("2718", "party", expected)


def test_a_reveal_that_fails_halfway_leaves_nothing_and_ends_the_same(house: Any) -> None:
    draw = commit(house)
    nonce(house, draw)
    expected = determined(draw, "31415926")

    def crash(case: Any, actor: Any) -> None:
        raise RuntimeError("the machine stops here")

    receivers = registry._ALL.receivers[CaseEvent.ASSIGNED]
    registry.on(CaseEvent.ASSIGNED, crash)
    try:
        with pytest.raises(RuntimeError):
            reveal(house, draw)
    finally:
        receivers.remove(crash)
    left = stored(draw)
    assert (left.status, left.reveal, left.winner) == ("nonce_fixed", "", None)
    assert CaseHandling.objects.get(case=draw.case_id).handler is None
    assert sweep(house, 10) == 1
    assert str(stored(draw).winner_id) == expected


def test_left_draws_are_finished_in_order_and_none_before_its_turn(house: Any) -> None:
    first, second, third = (commit(house, minutes=late) for late in (0, 20, 40))
    nonce(house, second, minutes=25)
    assert sweep(house, 29) == 0, "the second has its number but the first may still get one"
    assert sweep(house, 31) == 2
    assert stored(third).status == "committed"
    assert sweep(house, 71) == 1
    assert all(stored(draw).status == "result" for draw in (first, second, third))
    assert check_series(*series(house)) == []


def test_a_chain_that_runs_out_is_followed_by_the_one_it_announced(
    house: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    short_chains(monkeypatch, 3)
    draws = [stored(finished(house, text=str(turn))) for turn in range(8)]
    assert [(draw.chain.part, draw.draw_no) for draw in draws] == [
        *((1, number) for number in (1, 2, 3)),
        *((2, number) for number in (1, 2, 3)),
        *((3, number) for number in (1, 2)),
    ]
    bundles, first = series(house)
    announced = [bundle["snapshot"]["next_anchor"] for bundle in bundles]
    assert announced == ["", "", draws[3].chain.anchor, "", "", draws[6].chain.anchor, "", ""]
    assert check_series(bundles, first) == []
    (report,) = check_chains(house.court.pk, house.court.code)
    assert (report.draws, report.problems) == (8, ())
    done = verify(tmp_path / "series.json", {"bundles": bundles}, "--anchor", first)
    assert done.returncode == 0, done.stdout
    assert verify(tmp_path / "series.json", bundles[:4] + bundles[5:], "--anchor", first).returncode == 1
    assert check_chain(house.court.pk, house.court.code).intact


def test_a_chain_of_a_single_draw(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    short_chains(monkeypatch, 1)
    assert [stored(finished(house)).chain.part for _ in range(3)] == [1, 2, 3]
    assert check_series(*series(house)) == []


def test_the_new_year_begins_a_new_chain(house: Any) -> None:
    finished(house)
    new_year = date(2027, 1, 4)
    case = accepted_case(house, on=new_year)
    draw = stored(draw_at_once(case_id=case.pk, nonce="1", actor=actor_of(house.clerk, new_year)))
    assert (draw.chain.year, draw.draw_no) == (2027, 1)
    reports = list(check_chains(house.court.pk, house.court.code))
    assert [(report.year, report.draws, report.problems) for report in reports] == [
        (2026, 1, ()),
        (2027, 1, ()),
    ]
    assert [chain.year for chain in anchors([house.court.pk])] == [2027, 2026]


def test_each_court_has_a_chain_of_its_own(house: Any) -> None:
    other = court_with_people("吉0622")
    for place in (house, other, house):
        case = accepted_case(place)
        draw_at_once(case_id=case.pk, nonce="5", actor=actor_of(place.clerk))
    numbers = {chain.court_id: chain.last_no for chain in DrawChain.objects.all()}
    assert numbers == {house.court.pk: 2, other.court.pk: 1}
    for place in (house, other):
        (report,) = check_chains(place.court.pk, place.court.code)
        assert report.problems == ()


def test_a_damaged_secret_is_never_published_and_holds_up_no_other_court(house: Any) -> None:
    other = court_with_people("吉0622")
    damaged, sound = commit(house), commit(other)
    wrong = Fernet(settings.COURT_FIELD_KEY).encrypt(b"x" * 32)
    DrawChain.objects.filter(pk=damaged.chain_id).update(tail_cipher=wrong)
    assert sweep(house, 31) == 1
    assert (stored(damaged).status, stored(damaged).reveal) == ("nonce_fixed", "")
    assert stored(sound).status == "result"


def test_a_chain_is_made_once_and_published_with_its_moment(house: Any) -> None:
    first = ensure_chain(house.court, year=2026, actor=machine(instant(hour=8)))
    assert ensure_chain(house.court, year=2026, actor=machine()) == first
    assert (first.published_at, first.length, first.part, first.last_no) == (instant(hour=8), 20_000, 1, 0)


def test_the_anchors_of_a_year_are_published_before_it_and_held_by_the_court_above(house: Any) -> None:
    finished(house)
    publish_ahead(date(2026, 12, 17), instant(date(2026, 12, 17)))
    assert not DrawChain.objects.filter(year=2027).exists()
    for day in (date(2026, 12, 18), date(2026, 12, 19)):
        publish_ahead(day, instant(day))
    chain = DrawChain.objects.get(year=2027)
    assert (chain.purpose, chain.court, chain.published_at) == (
        "handler",
        house.court,
        instant(date(2026, 12, 18)),
    )
    office = person_of(house.upper, Role.TRIAL_MANAGEMENT)
    told = OutboxMessage.objects.filter(topic="draw_chain_published").latest("pk")
    tell_anchor(told.body, instant())
    notice = Notice.objects.get(person=office)
    assert (notice.kind, notice.court_id) == ("anchor_published", house.upper.pk)
    assert notice.words["anchor"] == chain.anchor
