"""A second verifier, written from the protocol's text alone and in another style, agrees with the first two.

It shares no code with the project: HMAC is built by hand from SHA-256, canonical
JSON is written by a small recursive printer, the winner is found by listing every
ticket, the top bits are read from a string of binary digits.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assignment.draws import domain

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def quoted(text: str) -> str:
    letters = (ESCAPES.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text)
    return f'"{"".join(letters)}"'


def printed(value: Any) -> str:
    if value is True or value is False or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, dict):
        return "{" + ",".join(f"{quoted(key)}:{printed(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(printed, value)) + "]"
    return quoted(value) if isinstance(value, str) else str(value)


def digest(data: bytes) -> bytes:
    return hashlib.new("sha256", data).digest()


def mac(key: bytes, message: bytes) -> bytes:
    key = key.ljust(64, b"\0")
    inner = digest(bytes(b ^ 0x36 for b in key) + message)
    return digest(bytes(b ^ 0x5C for b in key) + inner)


def second_verdict(bundle: dict[str, Any]) -> dict[str, Any]:
    """What a result must be, from the snapshot, the reveal, the nonce and the beacon alone."""
    snapshot = bundle["snapshot"]
    commitment = digest(b"cf-draw/1/snapshot\x00" + printed(snapshot).encode())
    seed_input = b"cf-draw/1/seed\x00"
    for part in (
        commitment,
        bytes.fromhex(bundle["reveal"]),
        bytes(bundle["nonce"], "ascii"),
        bytes.fromhex(bundle["beacon"]),
    ):
        seed_input += (
            bytes([len(part) >> 24, len(part) >> 16 & 255, len(part) >> 8 & 255, len(part) & 255]) + part
        )
    seed = digest(seed_input)
    tickets = [
        row["id"]
        for row in sorted(snapshot["roster"], key=lambda row: row["id"])
        for _ in range(row["weight"] if row["eligible"] else 0)
    ]
    width = len(f"{len(tickets) - 1:b}") if len(tickets) > 1 else 0
    counter = 0
    while True:
        bits = "".join(
            f"{byte:08b}" for byte in mac(seed, b"cf-draw/1/pick\x00" + counter.to_bytes(4, "big"))
        )
        x = int(bits[:width] or "0", 2)
        if x < len(tickets):
            break
        counter += 1
    link = bytes.fromhex(bundle["reveal"])
    for _ in range(snapshot["draw_no"]):
        link = digest(link)
    return {
        "snapshot_hash": commitment.hex(),
        "anchor": link.hex(),
        "draw_no": snapshot["draw_no"],
        "seed": seed.hex(),
        "total_weight": len(tickets),
        "counter": counter,
        "x": x,
        "winner": tickets[x],
    }


def standalone() -> Any:
    path = Path(domain.__file__).parents[1] / "verify_draw.py"
    spec = importlib.util.spec_from_file_location("verify_draw_standalone", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


VERIFIER = standalone()

rows = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.text("JAZ019-", min_size=1, max_size=5),
            "eligible": st.booleans(),
            "reason": st.just(""),
            "weight": st.integers(0, 501),
        }
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda row: row["id"],
).filter(lambda drawn: any(row["eligible"] and row["weight"] for row in drawn))
snapshots = st.builds(
    lambda roster, case, extra, number: {
        "alg": "cf-draw/1",
        "attempt": 1,
        "case": case or "甲",
        "court": "220621",
        "draw_no": number,
        "prev_draw": "0" * 64 if number == 1 else "1" * 64,
        "roster": [row | {"reason": "" if row["eligible"] else "LEAVE"} for row in roster],
        "extra": extra,
    },
    rows,
    st.text(max_size=12),
    st.dictionaries(
        st.text(max_size=4), st.none() | st.booleans() | st.integers() | st.text(max_size=6), max_size=4
    ),
    st.integers(1, 6),
)


@settings(max_examples=200, deadline=None)
@given(
    snapshots, st.binary(min_size=32, max_size=32), st.text("0123456789", max_size=32), st.binary(max_size=40)
)
def test_three_independent_implementations_agree(snapshot, tail, nonce, beacon):
    snapshot["beacon_name"] = "b" if beacon else ""
    number = snapshot["draw_no"]
    bundle = domain.result_bundle(
        snapshot,
        anchor=domain.anchor(tail, 6).hex(),
        reveal=domain.reveal(tail, 6, number).hex(),
        nonce=nonce,
        beacon=beacon.hex(),
    )
    expected = second_verdict(bundle)
    assert {name: bundle[name] for name in expected} == expected
    assert domain.check_bundle(bundle) == []
    assert VERIFIER.malformed(bundle) == []
    report = VERIFIER.Report(quiet=True)
    report.verify_one(bundle, None)
    assert report.done > 4 and report.failed == 0


def test_the_second_verifier_knows_the_published_vector():
    roster = [
        ("J001", True, "", 3),
        ("J002", True, "", 5),
        ("J003", False, "LEAVE", 4),
        ("J004", True, "", 2),
    ]
    snapshot = {
        "alg": "cf-draw/1",
        "attempt": 1,
        "case": "(2026)吉0621民初1号",
        "court": "220621",
        "draw_no": 1,
        "prev_draw": "0" * 64,
        "roster": [dict(zip(("id", "eligible", "reason", "weight"), row, strict=True)) for row in roster],
    }
    secret = "5900a15a5031f20a602df0c7c06a543a351e95f3b82b3ebead72d218d09c4937"
    verdict = second_verdict({"snapshot": snapshot, "reveal": secret, "nonce": "31415926", "beacon": ""})
    assert verdict == {
        "snapshot_hash": "0f7d608845a4ef476d8064d689b9e94b12d9326ac70aaf909705f208aaec9f54",
        "anchor": "ec6b173b95a01961749a400cf738e452293ec78299adf5d93056653d7bd95c59",
        "draw_no": 1,
        "seed": "06084e60350dca5660751aa6de6a0c4740c45023c9cc0b737d3ede3aaae413d7",
        "total_weight": 10,
        "counter": 1,
        "x": 3,
        "winner": "J002",
    }


@pytest.mark.parametrize("text", ['吉林 \u2028\x7f\x00\x1f"\\/', "😀", ""])
def test_both_print_the_same_canonical_text(text):
    assert printed({text: [text, 1, True, None]}).encode() == domain.canonical_json(
        {text: [text, 1, True, None]}
    )
