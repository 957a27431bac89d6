"""The two records of a draw: the snapshot that is committed first, the bundle that is published.

Records are JSON: lower-case hex, text, integers. The bundle's keys are those of
cf-draw/1; the copy that is handed out has the judges' names beside them, outside all
that is hashed. A void draw publishes its reveal too: otherwise the chain could be
checked only up to the first void. It has no seed, pick or winner, and its nonce is
empty where none had been given. An open draw never shows its reveal.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from assignment.draws.domain import protocol
from assignment.draws.domain.states import Status, check_nonce_text
from assignment.pools.domain import RosterEntry
from courts.refusals.domain import Refused


class Purpose(StrEnum):
    """What a chain draws."""

    HANDLER = "handler"
    MEMBER = "member"
    ASSESSOR = "assessor"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class Chain:
    """The name of a secret chain: one per court, purpose and year. ``court`` is the six-digit code."""

    court: str
    purpose: str
    year: int


def read_receipt(text: str) -> str | None:
    """The receipt code (16 hex digits) as it was typed from the notice; None where it is none.

    Full-width characters, capitals, blanks and strokes between the groups are read as
    meant, and so are the letters O, I and L, which hexadecimal does not have, as 0 and 1.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"[\s\-_.·•—–]", "", plain).translate(str.maketrans("oil", "011"))
    return plain if re.fullmatch(r"[0-9a-f]{16}", plain) else None


def in_groups(receipt: str) -> str:
    """The receipt code as it is printed and read out: four groups of four."""
    return " ".join(receipt[at : at + 4] for at in range(0, len(receipt), 4))


def sealed_subject(case_id: str) -> str:
    """The name under which a sealed case stands in snapshots: always the same, and telling nothing.

    A case number can be guessed and tried, so the name is a digest of the case's
    random id, which nobody outside the court knows.
    """
    return f"不公开案件 {hashlib.sha256(f'cf-draw/1/sealed {case_id}'.encode()).hexdigest()[:16]}"


def build_snapshot(
    *,
    chain: Chain,
    draw_no: int,
    prev_draw: str,
    case: str,
    attempt: int,
    pool: str,
    rule_set: str,
    band: int,
    roster: Iterable[RosterEntry],
    beacon_name: str = "",
    next_anchor: str = "",
    route: Mapping[str, Any] | None = None,
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The whole input of a draw, to be stored before anything random is known.

    ``route`` is what led the case to its pool: tier and conditions; a sample has none.
    ``more`` is what else is to be told and hashed, under keys of its own.

    ``prev_draw`` is the snapshot hash of draw n-1 (64 zeros for the first),
    ``beacon_name`` names a public random value fixed in advance, ``next_anchor`` is
    set on the last draw of a chain that is followed by another of the same name.
    Raises Refused DRAW-POOL-EMPTY where nobody can be drawn, ValueError on values
    out of range; what is no plain JSON, its hash refuses.
    """
    entries = list(roster)
    check_able(entries, pool)
    if draw_no < 1 or attempt < 1 or band < 0:
        raise ValueError("draw number and attempt count from 1, the band from 0")
    if (draw_no == 1) != (prev_draw == protocol.NO_PREVIOUS):
        raise ValueError("the first draw of a chain, and only it, follows 64 zeros")
    snapshot: dict[str, Any] = {
        "alg": protocol.ALG,
        "attempt": attempt,
        "band": band,
        "beacon_name": beacon_name,
        "case": case,
        "chain": asdict(chain),
        "court": chain.court,
        "draw_no": draw_no,
        "next_anchor": _hex(next_anchor, "next_anchor") if next_anchor else "",
        "pool": pool,
        "prev_draw": _hex(prev_draw, "prev_draw"),
        "roster": [entry.as_row() for entry in sorted(entries, key=lambda entry: entry.id)],
        "rule_set": rule_set,
    }
    if route is not None:
        snapshot["route"] = dict(route)
    snapshot.update(more or {})
    return snapshot


def check_able(entries: Collection[RosterEntry], pool: str) -> None:
    """Whether anybody on a roster can be drawn. Raises Refused DRAW-POOL-EMPTY."""
    if not any(entry.eligible and entry.weight > 0 for entry in entries):
        raise Refused("DRAW-POOL-EMPTY", pool=pool, excluded=len(entries))


def open_bundle(
    snapshot: Mapping[str, Any], *, anchor: str, status: Status, nonce: str | None = None
) -> dict[str, Any]:
    """The bundle of a draw that is not finished: the commitment, and the nonce once it is fixed."""
    if status.finished:
        raise ValueError(f"a draw in status {status} is not open")
    return _bundle(snapshot, anchor=anchor, status=status, nonce=nonce)


def result_bundle(
    snapshot: Mapping[str, Any], *, anchor: str, reveal: str, nonce: str, beacon: str = ""
) -> dict[str, Any]:
    """Compute the result and its bundle. ``beacon`` is hex, given exactly where the snapshot names one.

    Raises ValueError where the reveal does not belong to the anchor (a wrong or
    damaged tail must never be published), Refused DRAW-NONCE-FORMAT on a bad nonce.
    """
    if bool(snapshot.get("beacon_name", "")) != bool(beacon):
        raise ValueError("a beacon is given exactly where the snapshot names one")
    bundle = _bundle(snapshot, anchor=anchor, status=Status.RESULT, reveal=reveal, nonce=nonce, beacon=beacon)
    digest = bytes.fromhex(bundle["snapshot_hash"])
    draw_seed = protocol.seed(digest, bytes.fromhex(reveal), nonce, bytes.fromhex(beacon))
    bundle |= {"seed": draw_seed.hex()} | asdict(protocol.pick(snapshot["roster"], draw_seed))
    return bundle


def void_bundle(snapshot: Mapping[str, Any], *, anchor: str, reveal: str, nonce: str = "") -> dict[str, Any]:
    """The bundle of a void draw: its number is used up, its secret published, nobody drawn."""
    return _bundle(snapshot, anchor=anchor, status=Status.VOID, reveal=reveal, nonce=nonce)


def _bundle(
    snapshot: Mapping[str, Any],
    *,
    anchor: str,
    status: Status,
    reveal: str | None = None,
    nonce: str | None = None,
    beacon: str = "",
) -> dict[str, Any]:
    if nonce:
        check_nonce_text(nonce)
    if reveal is not None:
        walked = protocol.hash_times(bytes.fromhex(_hex(reveal, "reveal")), snapshot["draw_no"])
        if walked.hex() != anchor:
            raise ValueError(f"the reveal of draw {snapshot['draw_no']} does not lead to the anchor")
    return {
        "snapshot": dict(snapshot),
        "snapshot_hash": protocol.snapshot_hash(snapshot).hex(),
        "reveal": reveal,
        "anchor": _hex(anchor, "anchor"),
        "draw_no": snapshot["draw_no"],
        "nonce": nonce,
        "beacon": beacon,
        "seed": None,
        "total_weight": None,
        "counter": None,
        "x": None,
        "winner": None,
        "status": status.value,
    }


def _hex(text: str, name: str) -> str:
    if len(text) != 64 or not set(text) <= set("0123456789abcdef"):
        raise ValueError(f"{name} is 64 lower-case hex digits, not {text!r}")
    return text
