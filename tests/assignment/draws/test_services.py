"""One draw from commitment to result, and what is refused on the way."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assignment.draws.domain import canonical_json, check_bundle, result_bundle, snapshot_hash
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import bundle_of, get_visible
from assignment.draws.services import commit_draw, draw_at_once, give_nonce, reveal_draw
from assignment.draws.services.chains import secret_of
from assignment.pools.models import Absence, Pool, PoolMember
from assignment.pools.services.loads import keep_load
from cases.docket.models import Case, CaseHandling
from cases.docket.services import close_case
from courts.people.models import Post
from courts.refusals.domain import NotVisible, Refused
from courts.trail.models import TrailEvent
from courts.trail.selectors import case_trail
from tests.assignment.draws.bench import clerk, commit, finished, nonce, reveal, stored, verify
from tests.builders import DAY, SINCE, accepted_case, actor_of, court_with_people, drawn_case, filed_case
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


def code_of(act: Any, *arguments: Any, **options: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(*arguments, **options)
    return refused.value.code


def test_the_commitment_stands_before_anything_random_is_known(house: Any) -> None:
    draw = stored(commit(house))
    assert (draw.status, draw.draw_no, draw.attempt, draw.reveal, draw.winner) == (
        "committed",
        1,
        1,
        "",
        None,
    )
    snapshot = json.loads(draw.snapshot)
    assert draw.snapshot == canonical_json(snapshot).decode()
    assert draw.snapshot_hash == snapshot_hash(snapshot).hex()
    assert draw.receipt == draw.snapshot_hash[:16]
    assert (snapshot["case"], snapshot["court"]) == (draw.case.number, "220621")
    assert snapshot["chain"] == {"court": "220621", "purpose": "handler", "year": 2026}
    assert snapshot["prev_draw"] == "0" * 64
    assert {row["id"] for row in snapshot["roster"]} == {str(judge.pk) for judge in house.judges}
    assert {row["weight"] for row in snapshot["roster"]} == {501}
    assert bundle_of(draw)["reveal"] is bundle_of(draw)["winner"] is None


def test_the_anchor_is_on_the_trail_before_the_first_snapshot(house: Any) -> None:
    draw = commit(house)
    verbs = TrailEvent.objects.filter(court_id=house.court.pk, verb__startswith="draw").order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == ["draw_chain_published", "draw_committed"]
    payload = json.loads(verbs.get(verb="draw_chain_published").payload.body)
    assert payload["data"]["anchor"] == stored(draw).chain.anchor


def test_the_secret_is_not_in_the_database_in_clear(house: Any) -> None:
    chain = stored(commit(house)).chain
    secret = secret_of(chain, 1)
    assert bytes.fromhex(secret) not in bytes(chain.tail_cipher)
    assert secret.encode() not in bytes(chain.tail_cipher)


def test_the_result_is_what_anybody_computes_from_the_bundle(house: Any) -> None:
    draw = stored(finished(house))
    bundle = bundle_of(draw)
    assert check_bundle(bundle) == []
    assert bundle == result_bundle(
        bundle["snapshot"], anchor=draw.chain.anchor, reveal=secret_of(draw.chain, 1), nonce="31415926"
    )
    assert (draw.status, str(draw.winner_id)) == ("result", bundle["winner"])
    assert (draw.nonce, draw.nonce_source) == ("31415926", "party")
    assert (draw.committed_at, draw.nonce_at, draw.revealed_at) == tuple(
        clerk(house, minutes=n).at for n in (0, 1, 2)
    )


def test_the_judge_drawn_has_the_case_and_everybody_can_read_how(house: Any) -> None:
    draw = stored(finished(house))
    handling = CaseHandling.objects.get(case=draw.case)
    assert (handling.handler, handling.division, handling.assigned_on) == (draw.winner, house.civil, DAY)
    assert draw.case.node_events.get(node="assignment").occurred_on == DAY
    told = {event["verb"]: event["data"] for event in case_trail(draw.case_id)}
    assert told["draw_committed"]["snapshot_hash"] == draw.snapshot_hash
    assert told["draw_nonce_fixed"]["nonce"] == "31415926"
    assert told["draw_revealed"]["winner"] == told["case_assigned"]["judge"] == str(draw.winner_id)


def test_the_published_verifier_agrees_and_notices_a_changed_winner(house: Any, tmp_path: Path) -> None:
    draw = stored(finished(house))
    bundle = bundle_of(draw)
    done = verify(tmp_path / "bundle.json", bundle, "--anchor", draw.chain.anchor)
    assert (done.returncode, "VERIFIED" in done.stdout, done.stderr) == (0, True, "")
    other = next(row["id"] for row in bundle["snapshot"]["roster"] if row["id"] != bundle["winner"])
    assert verify(tmp_path / "bundle.json", {**bundle, "winner": other}).returncode == 1


def test_all_steps_in_one_call_answer_the_same(house: Any) -> None:
    case = accepted_case(house)
    draw = stored(draw_at_once(case_id=case.pk, nonce=" １２３ ", actor=clerk(house)))
    assert (draw.status, draw.nonce, draw.case_id) == ("result", "123", case.pk)
    assert check_bundle(bundle_of(draw)) == []


def test_nobody_gave_a_number_and_it_shows(house: Any) -> None:
    draw = stored(finished(house, text="  "))
    assert (draw.nonce, draw.nonce_source, bundle_of(draw)["nonce"]) == ("", "none", "")
    assert check_bundle(bundle_of(draw)) == []


def test_who_is_a_band_above_the_lowest_is_not_drawn(house: Any) -> None:
    busy, free = house.judges[0], house.judges[1:]
    for _ in range(6):
        case = accepted_case(house)
        CaseHandling.objects.filter(case=case).update(handler=busy, assigned_on=DAY)
        keep_load(case, clerk(house))
    weights = {row["id"]: row["weight"] for row in json.loads(commit(house).snapshot)["roster"]}
    assert weights == {str(busy.pk): 0, **{str(judge.pk): 501 for judge in free}}


def test_the_excluded_stand_in_the_roster_with_reason_and_approver(house: Any) -> None:
    judge = house.judges[0]
    leave = {"from_on": DAY, "to_on": DAY, "kind": "leave", "approved_by": "院长"}
    Absence.objects.create(judge=judge, court=house.court, **leave)
    rows = {row["id"]: row for row in json.loads(commit(house).snapshot)["roster"]}
    assert len(rows) == 3
    row = rows[str(judge.pk)]
    assert (row["eligible"], row["reason"], row["excluded_by"], row["weight"]) == (False, "LEAVE", "院长", 0)


def test_the_division_is_the_judges_own_else_the_pools(house: Any) -> None:
    Post.objects.filter(role="judge").update(division=None)
    Pool.objects.filter(pk=house.pools["民初"].pk).update(division=house.divisions["criminal"])
    assert stored(finished(house)).case.handling.division == house.divisions["criminal"]


def test_a_judge_with_an_ended_post_in_one_division_sits_in_the_other(house: Any) -> None:
    for judge in house.judges:
        judge.posts.update(to_on=DAY - timedelta(days=1))
        criminal = house.divisions["criminal"]
        Post.objects.create(person=judge, court=house.court, division=criminal, role="judge", from_on=DAY)
    assert stored(finished(house)).case.handling.division == house.divisions["criminal"]


def test_a_filing_and_a_closed_case_are_not_drawn(house: Any) -> None:
    assert code_of(commit_draw, case_id=filed_case(house).pk, actor=clerk(house)) == "DRAW-NOT-OPEN"
    case = drawn_case(house)
    close_case(case_id=case.pk, closed_on=DAY, disposal="judgment", actor=actor_of(case.handling.handler))
    assert code_of(commit_draw, case_id=case.pk, actor=clerk(house)) == "DRAW-NOT-OPEN"


def test_a_case_with_a_judge_is_not_drawn_again(house: Any) -> None:
    case = drawn_case(house)
    with pytest.raises(Refused) as refused:
        commit_draw(case_id=case.pk, actor=clerk(house))
    assert refused.value.code == "DRAW-HAS-HANDLER"
    assert refused.value.params["handler"] == case.handling.handler.name
    assert Draw.objects.filter(case=case).count() == 1


def test_one_open_draw_a_case(house: Any) -> None:
    draw = commit(house)
    with pytest.raises(Refused) as refused:
        commit_draw(case_id=draw.case_id, actor=clerk(house))
    assert (refused.value.code, refused.value.params["draw_no"]) == ("DRAW-UNFINISHED", 1)


def test_without_a_pool_or_with_an_empty_one(house: Any) -> None:
    case = accepted_case(house)
    pool = house.pools["民初"]
    PoolMember.objects.filter(pool=pool).update(share=0)
    assert code_of(commit_draw, case_id=case.pk, actor=clerk(house)) == "DRAW-POOL-EMPTY"
    PoolMember.objects.filter(pool=pool).delete()
    assert code_of(commit_draw, case_id=case.pk, actor=clerk(house)) == "DRAW-POOL-EMPTY"
    pool.routes.all().delete()
    assert code_of(commit_draw, case_id=case.pk, actor=clerk(house)) == "DRAW-NO-POOL"
    assert not Draw.objects.exists()
    assert DrawChain.objects.get().last_no == 0, "a refused draw uses no number"


def test_leave_without_an_approver_stops_the_draw(house: Any) -> None:
    Absence.objects.create(
        judge=house.judges[0], court=house.court, kind="leave", from_on=DAY, to_on=DAY, approved_by=""
    )
    assert code_of(commit, house) == "POOL-EXCLUSION-APPROVER"


def test_only_a_post_that_draws_draws(house: Any) -> None:
    draw = commit(house)
    president = actor_of(house.president)
    assert code_of(commit_draw, case_id=accepted_case(house).pk, actor=president) == "PEOPLE-RIGHT"
    assert code_of(give_nonce, draw_id=draw.pk, nonce="", actor=president) == "PEOPLE-RIGHT"
    assert code_of(reveal_draw, draw_id=draw.pk, actor=president) == "PEOPLE-RIGHT"
    for outsider in (house.judges[0], house.upper_clerk):
        with pytest.raises(NotVisible):
            commit_draw(case_id=draw.case_id, actor=actor_of(outsider))
        with pytest.raises(NotVisible):
            reveal_draw(draw_id=draw.pk, actor=actor_of(outsider))


@pytest.mark.parametrize("text", ["12a", "-1", "1.5", "1" * 33, "一二三", "٣"])
def test_a_number_is_one_to_thirty_two_digits(house: Any, text: str) -> None:
    draw = commit(house)
    assert code_of(nonce, house, draw, text) == "DRAW-NONCE-FORMAT"
    assert stored(draw).status == "committed"


def test_a_bad_number_in_one_call_begins_nothing(house: Any) -> None:
    case = accepted_case(house)
    assert code_of(draw_at_once, case_id=case.pk, nonce="abc", actor=clerk(house)) == "DRAW-NONCE-FORMAT"
    assert not Draw.objects.exists(), "else the case would be drawn without its number"


@pytest.mark.parametrize(
    ("minutes", "text", "code"),
    [(30, "7", ""), (30.02, "7", "DRAW-NONCE-LATE"), (45, "7", "DRAW-NONCE-LATE"), (45, "", "")],
)
def test_the_window_of_the_number(house: Any, minutes: float, text: str, code: str) -> None:
    draw = commit(house)
    if code:
        assert code_of(nonce, house, draw, text, minutes=minutes) == code
        assert stored(draw).status == "committed"
    else:
        assert nonce(house, draw, text, minutes=minutes).nonce == text


def test_the_steps_go_in_their_order_and_once(house: Any) -> None:
    draw = commit(house)
    assert code_of(reveal, house, draw) == "DRAW-NONCE-OPEN"
    nonce(house, draw)
    assert code_of(nonce, house, draw, "2") == "DRAW-NONCE-FIXED"
    reveal(house, draw)
    assert code_of(nonce, house, draw, "2") == "DRAW-FINISHED"
    assert code_of(reveal, house, draw) == "DRAW-FINISHED"
    assert stored(draw).nonce == "31415926"


def test_a_sealed_case_is_drawn_and_then_seen_by_its_judge_only(house: Any) -> None:
    draw = finished(house, sealed="privacy")
    winner = stored(draw).winner
    assert get_visible(actor_of(winner).viewer, draw.pk) == draw
    for person in (house.clerk, house.president):
        with pytest.raises(NotVisible):
            get_visible(actor_of(person).viewer, draw.pk)


@pytest.mark.parametrize("wrong", ["no-uuid", "", "00000000-0000-0000-0000-000000000000"])
def test_what_is_no_draw_is_not_there(house: Any, wrong: str) -> None:
    with pytest.raises(NotVisible):
        get_visible(actor_of(house.president).viewer, wrong)


def test_refusals_name_the_case_they_were_about(house: Any) -> None:
    case = filed_case(house)
    with pytest.raises(Refused) as refused:
        commit_draw(case_id=case.pk, actor=clerk(house))
    assert (refused.value.params["case_id"], refused.value.params["court_id"]) == (case.pk, house.court.pk)
    assert Case.objects.get(pk=case.pk).status == "received" and house.judges[0].posts.get().from_on == SINCE
