"""What the checks find: every field of a bundle, and every way to bend a whole series."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from assignment.draws import domain
from assignment.draws.domain import protocol


def codes(problems: list[domain.Problem]) -> set[str]:
    return {problem.code.removeprefix("DRAW-CHECK-") for problem in problems}


def resealed(bundle: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The bundle with a changed snapshot, everything public recomputed by somebody who knows the secret."""
    snapshot = bundle["snapshot"] | changes
    seed = protocol.seed(protocol.snapshot_hash(snapshot), bytes.fromhex(bundle["reveal"]), bundle["nonce"])
    pick = protocol.pick(snapshot["roster"], seed)
    return bundle | {
        "snapshot": snapshot,
        "snapshot_hash": protocol.snapshot_hash(snapshot).hex(),
        "seed": seed.hex(),
        **vars(pick),
    }


OTHER = {str: "x", int: 987654, list: [], dict: {}}


def test_every_key_of_the_snapshot_is_covered(court):
    bundle = court.draw()
    for key, value in bundle["snapshot"].items():
        changed = bundle | {"snapshot": bundle["snapshot"] | {key: OTHER[type(value)]}}
        assert domain.check_bundle(changed), key
        missing = {name: kept for name, kept in bundle["snapshot"].items() if name != key}
        assert domain.check_bundle(bundle | {"snapshot": missing}), key


def test_every_value_of_every_roster_line_is_covered(court):
    bundle = court.draw()
    for place, row in enumerate(bundle["snapshot"]["roster"]):
        for key, value in row.items():
            changed = copy.deepcopy(bundle)
            changed["snapshot"]["roster"][place][key] = not value if type(value) is bool else f"{value}1"
            assert domain.check_bundle(changed), (place, key)


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("snapshot_hash", "a" * 64, "HASH"),
        ("reveal", "a" * 64, "REVEAL"),
        ("anchor", "a" * 64, "REVEAL"),
        ("draw_no", 2, "NUMBER"),
        ("nonce", "31415927", "SEED"),
        ("nonce", "3141592x", "SHAPE"),
        ("beacon", "00", "BEACON"),
        ("seed", "a" * 64, "SEED"),
        ("total_weight", 653, "PICK"),
        ("counter", 99, "PICK"),
        ("counter", False, "SHAPE"),
        ("x", 651, "PICK"),
        ("winner", "J005", "PICK"),
        ("status", "void", "SHAPE"),
        ("status", "committed", "SHAPE"),
        ("status", "RESULT", "SHAPE"),
        ("status", [], "SHAPE"),
    ],
)
def test_every_field_of_the_bundle_is_covered(court, field, value, found):
    bundle = court.draw()
    assert domain.check_bundle(bundle) == []
    assert found in codes(domain.check_bundle(bundle | {field: value}))
    without = {name: kept for name, kept in bundle.items() if name != field}
    assert codes(domain.check_bundle(without)) == {"SHAPE"}


@pytest.mark.parametrize(
    "rubbish", [None, [], "x", 7, {}, {"status": "result"}, {"status": "void", "snapshot": 1}]
)
def test_rubbish_is_a_finding_and_not_a_crash(rubbish):
    assert codes(domain.check_bundle(rubbish)) == {"SHAPE"}
    assert codes(domain.check_series([rubbish], "a" * 64)) == {"SHAPE"}


def test_a_float_or_a_broken_letter_in_the_snapshot_is_a_finding(court):
    bundle = court.draw()
    for strange in (0.5, "\ud800", {"deep": [1.0]}):
        changed = bundle | {"snapshot": bundle["snapshot"] | {"note": strange}}
        assert codes(domain.check_bundle(changed)) == {"SHAPE"}


def _roster(bundle: dict[str, Any], place: int, **changes: Any) -> list[dict[str, Any]]:
    return [row | changes if n == place else row for n, row in enumerate(bundle["snapshot"]["roster"])]


def test_a_resealed_snapshot_still_shows_what_the_rules_forbid(court):
    bundle = court.draw()
    heavier = resealed(bundle, roster=_roster(bundle, 0, weight=400))
    assert codes(domain.check_bundle(heavier)) == {"WEIGHT"}
    silent = resealed(bundle, roster=_roster(bundle, 3, reason=""))
    assert codes(domain.check_bundle(silent)) == {"REASON"}
    twice = resealed(bundle, roster=_roster(bundle, 3, id="J001"))
    assert codes(domain.check_bundle(twice)) == {"ROSTER"}
    bare = resealed(
        bundle, roster=[{k: v for k, v in row.items() if k != "load"} for row in _roster(bundle, 9)]
    )
    assert codes(domain.check_bundle(bare)) == {"WEIGHT"}
    elsewhere = resealed(bundle, court="220600")
    assert codes(domain.check_bundle(elsewhere)) == {"CHAIN"}
    later = resealed(bundle, prev_draw="1" * 64)
    assert codes(domain.check_bundle(later)) == {"PREV"}


def test_a_good_series_with_voids_and_open_draws(court):
    first = court.draw()["snapshot"]["case"]
    court.void(case="乙案")
    court.draw(case="乙案", attempt=2, nonce="")
    court.draw(case=first, attempt=2)
    court.commit(nonce="5")
    court.draw()
    court.commit()
    assert domain.check_series(court.bundles, court.anchor) == []
    assert domain.check_series(court.bundles[::-1], [court.anchor, "b" * 64]) == []
    assert codes(domain.check_series(court.bundles, "b" * 64)) == {"ANCHOR"}


def test_a_void_consumes_its_number_and_cannot_be_left_out(court):
    court.draw()
    court.void()
    court.draw()
    problems = domain.check_series([court.bundles[0], court.bundles[2]], court.anchor)
    assert problems == [domain.Problem("DRAW-CHECK-GAP", 3, "2")]


def test_a_repeated_number_shows(court):
    for _ in range(3):
        court.draw()
    again = resealed(court.bundles[1], case="另案")
    problems = domain.check_series([*court.bundles, again], court.anchor)
    assert {"REPEAT"} <= codes(problems) <= {"REPEAT", "PREV"}


def test_a_snapshot_rewritten_afterwards_breaks_the_chain_behind_it(court):
    for _ in range(3):
        court.draw()
    forged = resealed(
        court.bundles[1], roster=_roster(court.bundles[1], 0, eligible=False, reason="LEAVE", weight=0)
    )
    assert domain.check_bundle(forged) == []
    problems = domain.check_series([court.bundles[0], forged, court.bundles[2]], court.anchor)
    assert [(problem.code, problem.draw_no) for problem in problems] == [("DRAW-CHECK-PREV", 3)]


def test_a_bad_secret_in_the_middle_is_found_once(court):
    for _ in range(4):
        court.draw()
    bent = court.bundles[1] | {"reveal": court.reveal(3)}
    problems = domain.check_series([court.bundles[0], bent, *court.bundles[2:]], court.anchor)
    assert [problem.draw_no for problem in problems if problem.code == "DRAW-CHECK-REVEAL"] == [2]


def test_nothing_is_revealed_while_any_earlier_draw_waits_for_its_nonce(court):
    court.commit()
    court.commit(nonce="5")
    court.draw()
    assert domain.check_series(court.bundles, court.anchor) == [domain.Problem("DRAW-CHECK-ORDER", 1, "3")]


@pytest.mark.parametrize("attempt", [1, 3])
def test_attempts_count_on_one_by_one(court, attempt):
    court.draw(case="甲案")
    court.draw(case="甲案", attempt=attempt)
    assert domain.check_series(court.bundles, court.anchor) == [
        domain.Problem("DRAW-CHECK-ATTEMPT", 2, "甲案")
    ]


def test_no_second_attempt_while_the_first_is_open(court):
    court.commit(case="甲案", nonce="1")
    court.draw(case="甲案", attempt=2)
    assert codes(domain.check_series(court.bundles, court.anchor)) == {"ATTEMPT"}


def test_a_new_chain_is_announced_in_the_last_draw_of_the_old(court, new_court):
    heir = new_court(tail="another tail")
    court.draw(case="甲案")
    court.draw(next_anchor=heir.anchor)
    heir.draw(case="甲案", attempt=2)
    heir.draw(case="丙案")
    assert domain.check_series(heir.bundles + court.bundles, court.anchor) == []
    assert codes(domain.check_series(heir.bundles, court.anchor)) == {"ANCHOR"}


def test_two_chains_never_run_side_by_side(court, new_court):
    aside = new_court(tail="another tail")
    aside.draw(case="丁案")
    court.draw()
    assert codes(domain.check_series(court.bundles + aside.bundles, court.anchor)) == {"ANCHOR"}
    both = [court.anchor, aside.anchor]
    assert codes(domain.check_series(court.bundles + aside.bundles, both)) == {"SUCCESSOR"}
    court.draw(next_anchor=aside.anchor)
    court.draw()
    assert {"SUCCESSOR"} <= codes(domain.check_series(court.bundles + aside.bundles, court.anchor))


def test_chains_that_announce_each_other_are_not_published(court, new_court):
    other = new_court(tail="another tail")
    court.draw(next_anchor=other.anchor)
    other.draw(case="丁案", next_anchor=court.anchor)
    assert codes(domain.check_series(court.bundles + other.bundles, "c" * 64)) == {"ANCHOR"}


def test_years_are_chains_of_their_own(court, new_court):
    later = new_court(tail="next year", year=2027)
    court.draw(case="甲案")
    later.draw(case="甲案", attempt=2)
    assert domain.check_series(later.bundles + court.bundles, {court.anchor, later.anchor}) == []
