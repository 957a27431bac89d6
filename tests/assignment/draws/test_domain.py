"""cf-draw/1: the published vector, the pick, and the records."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignment.draws import domain
from assignment.draws.domain import Status

VECTOR_ROSTER = [
    {"eligible": True, "id": "J001", "reason": "", "weight": 3},
    {"eligible": True, "id": "J002", "reason": "", "weight": 5},
    {"eligible": False, "id": "J003", "reason": "LEAVE", "weight": 4},
    {"eligible": True, "id": "J004", "reason": "", "weight": 2},
]
VECTOR = {
    "alg": "cf-draw/1",
    "attempt": 1,
    "case": "(2026)吉0621民初1号",
    "court": "220621",
    "draw_no": 1,
    "prev_draw": "0" * 64,
    "roster": VECTOR_ROSTER,
}
TAIL = hashlib.sha256(b"example chain end").digest()


def test_published_vector_with_all_its_values():
    bundle = domain.result_bundle(
        VECTOR,
        anchor=domain.anchor(TAIL, 3).hex(),
        reveal=domain.reveal(TAIL, 3, 1).hex(),
        nonce="31415926",
    )
    assert bundle == {
        "snapshot": VECTOR,
        "snapshot_hash": "0f7d608845a4ef476d8064d689b9e94b12d9326ac70aaf909705f208aaec9f54",
        "anchor": "ec6b173b95a01961749a400cf738e452293ec78299adf5d93056653d7bd95c59",
        "reveal": "5900a15a5031f20a602df0c7c06a543a351e95f3b82b3ebead72d218d09c4937",
        "draw_no": 1,
        "nonce": "31415926",
        "beacon": "",
        "seed": "06084e60350dca5660751aa6de6a0c4740c45023c9cc0b737d3ede3aaae413d7",
        "total_weight": 10,
        "counter": 1,
        "x": 3,
        "winner": "J002",
        "status": "result",
    }
    assert domain.fingerprint(VECTOR) == "0f7d608845a4ef47"
    assert domain.check_bundle(bundle) == []


def test_canonical_json_is_sorted_tight_and_keeps_chinese():
    assert domain.canonical_json({"b": [1, True, None], "a": "吉林 \n"}) == (
        '{"a":"吉林 \\n","b":[1,true,null]}'.encode()
    )


@pytest.mark.parametrize("bad", [1.0, float("nan"), {1: 2}, b"x", {"a": [0.5]}, {"a"}])
def test_canonical_json_holds_no_floats_and_nothing_strange(bad):
    with pytest.raises(ValueError, match="canonical JSON"):
        domain.canonical_json(bad)


def test_length_prefix():
    assert domain.lp(b"") == b"\0\0\0\0"
    assert domain.lp(b"abc") == b"\0\0\0\x03abc"


def test_each_reveal_hashes_to_the_one_before_and_the_first_to_the_anchor():
    values = [domain.anchor(TAIL, 9)] + [domain.reveal(TAIL, 9, number) for number in range(1, 10)]
    assert all(hashlib.sha256(later).digest() == earlier for earlier, later in pairwise(values))
    assert values[-1] == TAIL


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_reveal_outside_the_chain_is_an_error(number):
    with pytest.raises(ValueError, match="outside a chain of 3"):
        domain.reveal(TAIL, 3, number)


def test_a_short_tail_is_an_error():
    with pytest.raises(ValueError, match="32 bytes"):
        domain.anchor(b"short", 3)


def _rows(*weights: int) -> list[dict[str, object]]:
    return [{"id": f"J{n:03}", "eligible": True, "weight": weight} for n, weight in enumerate(weights)]


def _seeds(count: int) -> list[bytes]:
    return [hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(count)]


def test_one_possible_judge_is_drawn_at_once():
    assert domain.pick(_rows(0, 1, 0), _seeds(1)[0]) == domain.Pick(0, 0, 1, "J001")


def test_a_power_of_two_never_rejects():
    assert {domain.pick(_rows(3, 5), seed).counter for seed in _seeds(500)} == {0}


def test_the_order_of_the_roster_does_not_matter():
    for seed in _seeds(50):
        assert domain.pick(_rows(3, 5, 2), seed) == domain.pick(_rows(3, 5, 2)[::-1], seed)


@given(
    st.lists(st.integers(0, 2**40), min_size=1, max_size=8).filter(any), st.binary(min_size=32, max_size=32)
)
def test_the_pick_is_where_the_number_falls(weights, seed):
    drawn = domain.pick(_rows(*weights), seed)
    place = int(drawn.winner[1:])
    assert drawn.total_weight == sum(weights)
    assert sum(weights[:place]) <= drawn.x < sum(weights[: place + 1])


@pytest.mark.parametrize("weights", [(), (0, 0), (2**256, 1)])
def test_nobody_to_draw_from_is_an_error(weights):
    with pytest.raises(ValueError, match="weight"):
        domain.pick(_rows(*weights), _seeds(1)[0])


def test_twenty_thousand_picks_follow_the_weights():
    """Chi-square against the weights of the public page's example; 22.458 is the 0.1 % line at 6 degrees."""
    weights = (612, 940, 1105, 388, 870, 505, 1010)
    counts = Counter(domain.pick(_rows(*weights), seed).winner for seed in _seeds(20_000))
    expected = [20_000 * weight / sum(weights) for weight in weights]
    found = [counts[f"J{n:03}"] for n in range(len(weights))]
    assert sum((f - e) ** 2 / e for f, e in zip(found, expected, strict=True)) < 22.458


def test_the_top_bits_are_unbiased():
    """x is uniform below W (26.124: 0.1 % at 8 degrees); numbers from W to 2^b are rejected, 7 in 16."""
    drawn = [domain.pick(_rows(5, 4), seed) for seed in _seeds(18_000)]
    counts = Counter(one.x for one in drawn)
    assert sorted(counts) == list(range(9))
    assert sum((counts[x] - 2000) ** 2 / 2000 for x in range(9)) < 26.124
    rejected = sum(one.counter > 0 for one in drawn) / len(drawn)
    assert abs(rejected - 7 / 16) < 0.013


def test_the_snapshot_carries_the_whole_input(court):
    snapshot = court.snapshot()
    assert snapshot["chain"] == {"court": "220621", "purpose": "handler", "year": 2026}
    assert [row["id"] for row in snapshot["roster"]] == ["J001", "J002", "J003", "J004", "J005"]
    assert snapshot["roster"][3] == {
        "id": "J004", "eligible": False, "reason": "LEAVE", "weight": 0,
        "load": 2000, "share": 100, "reentry_load": 0, "excluded_by": "P900",
    }  # fmt: skip
    assert [row["weight"] for row in snapshot["roster"]] == [101, 250, 301, 0, 0]


@pytest.mark.parametrize(
    "changes",
    [
        {"draw_no": 0},
        {"attempt": 0},
        {"band": -1},
        {"prev_draw": "1" * 64},
        {"draw_no": 2},
        {"next_anchor": "AB"},
    ],
)
def test_a_snapshot_out_of_range_is_an_error(court, changes):
    with pytest.raises(ValueError):
        court.snapshot(**changes)


def test_a_wrong_secret_is_never_published(court):
    with pytest.raises(ValueError, match="does not lead to the anchor"):
        domain.result_bundle(court.snapshot(), anchor=court.anchor, reveal=court.reveal(2), nonce="1")


@pytest.mark.parametrize(("name", "beacon"), [("", "ab"), ("NIST 2026-03-02T01:00Z", "")])
def test_a_beacon_is_given_exactly_where_one_was_named(court, name, beacon):
    with pytest.raises(ValueError, match="beacon"):
        court.draw(beacon=beacon, beacon_name=name)


def test_beacon_and_nonce_both_change_the_seed(court, new_court):
    plain = court.draw(nonce="")
    assert plain["nonce"] == ""
    named = {new_court().draw(beacon=beacon, beacon_name="B")["seed"] for beacon in ("00", "01")}
    assert len(named | {plain["seed"], new_court().draw(nonce="1")["seed"]}) == 4


def test_a_void_draw_publishes_its_secret_and_nobody(court):
    void = court.void()
    assert void["reveal"] == court.reveal(1)
    assert [void[name] for name in ("seed", "total_weight", "counter", "x", "winner")] == [None] * 5
    assert domain.check_bundle(void) == []


def test_an_open_draw_shows_no_secret(court):
    assert court.commit()["reveal"] is None
    assert court.commit(nonce="7")["nonce"] == "7"
    assert [domain.check_bundle(bundle) for bundle in court.bundles] == [[], []]
    with pytest.raises(ValueError, match="not open"):
        domain.open_bundle(court.snapshot(), anchor=court.anchor, status=Status.VOID)
