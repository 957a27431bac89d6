"""Checking one published draw without trusting who published it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from assignment.draws.domain import protocol
from assignment.draws.domain.problems import Problem
from assignment.draws.domain.shapes import misshapen, misshapen_withheld
from assignment.draws.domain.states import Status
from assignment.pools.domain import counted_load, weight

_WEIGHT_INPUTS = ("load", "share", "reentry_load")


def check_bundle(bundle: object, *, known: tuple[int, str] | None = None) -> list[Problem]:
    """Every problem of one bundle; an empty list means that it is in order.

    The bundle's own anchor is what the reveal must lead to; comparing that anchor
    with the published one is the caller's part (``check_series`` does it). ``known``
    is an earlier draw of the chain already found good, (number, reveal): the reveal
    is then walked back to it, which spares long walks and proves the same.
    """
    wrong = misshapen(bundle)
    if wrong or not isinstance(bundle, Mapping):
        return [Problem("DRAW-CHECK-SHAPE", _number(bundle), ", ".join(wrong))]
    snapshot = bundle["snapshot"]
    found = [*_commitment(bundle, snapshot), *_roster(snapshot), *_weights(snapshot)]
    if Status(bundle["status"]).finished:
        found += _secret(bundle, known)
    if bundle["status"] == Status.RESULT:
        found += _outcome(bundle, snapshot)
    return [Problem(code, bundle["draw_no"], detail) for code, detail in found]


def check_withheld(row: object, *, known: tuple[int, str] | None = None) -> list[Problem]:
    """Every problem of a draw whose snapshot is withheld, as far as it can be checked without the case.

    Its secret leads to the anchor, its seed follows from the committed hash, and the number drawn from
    the seed and the sum of weights. Roster, weights and who was drawn cannot be checked.
    """
    wrong = misshapen_withheld(row)
    if wrong or not isinstance(row, Mapping):
        return [Problem("DRAW-CHECK-SHAPE", _number(row), ", ".join(wrong))]
    found = list(_secret(row, known)) if Status(row["status"]).finished else []
    if row["status"] == Status.RESULT:
        found += _number_drawn(row)
    return [Problem(code, row["draw_no"], detail) for code, detail in found]


def _number_drawn(row: Mapping[str, Any]) -> Iterator[Finding]:
    hashed = [bytes.fromhex(row[name]) for name in ("snapshot_hash", "reveal", "beacon")]
    draw_seed = protocol.seed(hashed[0], hashed[1], row["nonce"], hashed[2])
    if draw_seed.hex() != row["seed"]:
        yield "DRAW-CHECK-SEED", row["seed"]
    try:
        drawn = protocol.number_drawn(row["total_weight"], draw_seed)
    except ValueError as error:
        yield "DRAW-CHECK-PICK", str(error)
        return
    if drawn != (row["counter"], row["x"]):
        yield "DRAW-CHECK-PICK", f"x = {row['x']} ≠ {drawn[1]}"


def _number(bundle: object) -> int | None:
    number = bundle.get("draw_no") if isinstance(bundle, Mapping) else None
    return number if type(number) is int else None


Finding = tuple[str, str]


def _commitment(bundle: Mapping[str, Any], snapshot: Mapping[str, Any]) -> Iterator[Finding]:
    if protocol.snapshot_hash(snapshot).hex() != bundle["snapshot_hash"]:
        yield "DRAW-CHECK-HASH", bundle["snapshot_hash"]
    if snapshot["draw_no"] != bundle["draw_no"]:
        yield "DRAW-CHECK-NUMBER", str(snapshot["draw_no"])
    if (snapshot["draw_no"] == 1) != (snapshot["prev_draw"] == protocol.NO_PREVIOUS):
        yield "DRAW-CHECK-PREV", snapshot["prev_draw"]
    chain = snapshot.get("chain")
    if chain is not None and chain["court"] != snapshot["court"]:
        yield "DRAW-CHECK-CHAIN", chain["court"]


def _roster(snapshot: Mapping[str, Any]) -> Iterator[Finding]:
    counts = Counter(row["id"] for row in snapshot["roster"])
    for judge, times in counts.items():
        if times > 1:
            yield "DRAW-CHECK-ROSTER", judge
    for row in snapshot["roster"]:
        if row["eligible"] == bool(row["reason"]):
            yield "DRAW-CHECK-REASON", row["id"]
    if not any(row["eligible"] and row["weight"] for row in snapshot["roster"]):
        yield "DRAW-CHECK-ROSTER", ""


def _weights(snapshot: Mapping[str, Any]) -> Iterator[Finding]:
    """Recompute the weights where the snapshot carries their inputs (every real one does)."""
    band = snapshot.get("band")
    if band is None:
        return
    eligible = [row for row in snapshot["roster"] if row["eligible"]]
    bare = [row["id"] for row in eligible if any(name not in row for name in _WEIGHT_INPUTS)]
    if bare or not eligible:
        yield from (("DRAW-CHECK-WEIGHT", judge) for judge in bare)
        return
    counted = {row["id"]: counted_load(row["load"], row["reentry_load"]) for row in eligible}
    lowest = min(counted.values())
    for row in eligible:
        if row["weight"] != weight(counted[row["id"]], lowest, row["share"], band):
            yield "DRAW-CHECK-WEIGHT", row["id"]


def _secret(bundle: Mapping[str, Any], known: tuple[int, str] | None) -> Iterator[Finding]:
    start, target = known or (0, bundle["anchor"])
    steps = bundle["draw_no"] - start
    if steps < 1 or protocol.hash_times(bytes.fromhex(bundle["reveal"]), steps).hex() != target:
        yield "DRAW-CHECK-REVEAL", bundle["reveal"]


def _outcome(bundle: Mapping[str, Any], snapshot: Mapping[str, Any]) -> Iterator[Finding]:
    if bool(snapshot.get("beacon_name", "")) != bool(bundle["beacon"]):
        yield "DRAW-CHECK-BEACON", bundle["beacon"]
    draw_seed = protocol.seed(
        protocol.snapshot_hash(snapshot),
        bytes.fromhex(bundle["reveal"]),
        bundle["nonce"],
        bytes.fromhex(bundle["beacon"]),
    )
    if draw_seed.hex() != bundle["seed"]:
        yield "DRAW-CHECK-SEED", bundle["seed"]
    try:
        drawn = protocol.pick(snapshot["roster"], draw_seed)
    except ValueError as error:
        yield "DRAW-CHECK-PICK", str(error)
        return
    for name in ("total_weight", "counter", "x", "winner"):
        if getattr(drawn, name) != bundle[name]:
            yield "DRAW-CHECK-PICK", f"{name} = {bundle[name]} ≠ {getattr(drawn, name)}"
