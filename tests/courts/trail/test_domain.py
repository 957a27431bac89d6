"""The chain's arithmetic against values computed with ``sha256sum`` alone, and every way it can break."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courts.trail.domain import GENESIS, Fault, Link, canonical, faults, link_hash, payload_hash

# printf '%s' '00ff{"a":"立","b":1}' | sha256sum, then  printf '%s' '<64 zeros>1<that>' | sha256sum, and so on
FIRST_BODY, FIRST_SALT = '{"a":"立","b":1}', "00ff"
FIRST_PAYLOAD = "41ddf19087da44b628c29351496cf61c0c817034ca096177f5c4c1794f6b2791"
FIRST = "ec911727cae52e3d2a893835b2d3e74ad2b8889b9962ba702b0ff472e3412d5c"
SECOND_BODY, SECOND_SALT = '{"a":null}', "a1"
SECOND_PAYLOAD = "f822de323fbbe7e5a682b243d4c1cec1bfe94de929578fbcdca67b738747495c"
SECOND = "8046263403195830e80e17af332e1c84d1d220cb99d01bf6ada445b82dbfc331"

CHAIN = (
    Link(1, GENESIS, FIRST, FIRST_PAYLOAD, FIRST_SALT, FIRST_BODY),
    Link(2, FIRST, SECOND, SECOND_PAYLOAD, SECOND_SALT, SECOND_BODY),
)


def test_the_published_arithmetic() -> None:
    assert canonical({"b": 1, "a": "立"}) == FIRST_BODY
    assert payload_hash(FIRST_SALT, FIRST_BODY) == FIRST_PAYLOAD
    assert link_hash(GENESIS, 1, FIRST_PAYLOAD) == FIRST
    assert payload_hash(SECOND_SALT, SECOND_BODY) == SECOND_PAYLOAD
    assert link_hash(FIRST, 2, SECOND_PAYLOAD) == SECOND


def test_a_sound_chain_has_no_faults() -> None:
    assert list(faults(CHAIN)) == []
    assert list(faults(())) == []
    assert list(faults(CHAIN[1:], after_seq=1, after_hash=FIRST)) == []


def test_an_erased_payload_is_no_fault() -> None:
    erased = replace(CHAIN[0], salt="", body=None)
    assert list(faults((erased, CHAIN[1]))) == []


@pytest.mark.parametrize(
    ("chain", "found"),
    [
        ((replace(CHAIN[0], body='{"a":"刑","b":1}'), CHAIN[1]), [Fault(1, "payload")]),
        ((replace(CHAIN[0], salt="00fe"), CHAIN[1]), [Fault(1, "payload")]),
        ((replace(CHAIN[0], body=""), CHAIN[1]), [Fault(1, "payload")]),
        ((CHAIN[1],), [Fault(2, "gap"), Fault(2, "prev")]),
        ((CHAIN[0], replace(CHAIN[1], seq=3)), [Fault(3, "gap"), Fault(3, "hash")]),
        ((CHAIN[0], CHAIN[0]), [Fault(1, "gap"), Fault(1, "prev")]),
        ((CHAIN[0], replace(CHAIN[1], prev_hash=GENESIS)), [Fault(2, "prev"), Fault(2, "hash")]),
        ((replace(CHAIN[0], hash="0" * 64), CHAIN[1]), [Fault(1, "hash"), Fault(2, "prev")]),
        ((replace(CHAIN[0], payload_hash="0" * 64), CHAIN[1]), [Fault(1, "hash"), Fault(1, "payload")]),
    ],
    ids=["body", "salt", "emptied", "first cut", "renumbered", "repeated", "unlinked", "hash", "commitment"],
)
def test_every_break_is_found(chain: tuple[Link, ...], found: list[Fault]) -> None:
    assert list(faults(chain)) == found


def test_a_forged_link_that_fits_in_itself_is_found_by_the_next() -> None:
    """Whoever rewrites an event and its own hashes would have to rewrite all that follow."""
    body = '{"a":"刑","b":1}'
    committed = payload_hash(FIRST_SALT, body)
    forged = Link(1, GENESIS, link_hash(GENESIS, 1, committed), committed, FIRST_SALT, body)
    assert list(faults((forged, CHAIN[1]))) == [Fault(2, "prev")]
