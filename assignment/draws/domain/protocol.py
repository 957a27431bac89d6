"""cf-draw/1, the arithmetic: hashes, the secret chain, the seed and the pick.

Bytes go in and come out here; records (see ``records``) hold the same values as
lower-case hex. Only SHA-256 and HMAC-SHA256, only integers.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ALG = "cf-draw/1"
NO_PREVIOUS = "0" * 64
DIGEST_BYTES = 32
MAX_CHAIN = 10_000_000
_SNAPSHOT_TAG = b"cf-draw/1/snapshot\0"
_SEED_TAG = b"cf-draw/1/seed\0"
_PICK_TAG = b"cf-draw/1/pick\0"


@dataclass(frozen=True)
class Pick:
    """The outcome: the counter that hit, the number it gave, the sum of weights, the winner's id."""

    counter: int
    x: int
    total_weight: int
    winner: str


def canonical_json(value: Any) -> bytes:
    """UTF-8, keys sorted, no spaces, non-ASCII as is. Raises ValueError on floats and what is not JSON."""
    _check_plain(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


_PLAIN = frozenset({str, int, bool, type(None)})


def _check_plain(value: Any) -> None:
    if value is None or isinstance(value, (str, int)):
        return
    if isinstance(value, Mapping):
        for key, entry in value.items():
            if not isinstance(key, str):
                raise ValueError(f"a key of canonical JSON is text, not {key!r}")
            if type(entry) not in _PLAIN:
                _check_plain(entry)
    elif isinstance(value, (list, tuple)):
        for entry in value:
            if type(entry) not in _PLAIN:
                _check_plain(entry)
    else:
        raise ValueError(f"canonical JSON holds no {type(value).__name__}")


def lp(data: bytes) -> bytes:
    """Length prefix: 4-byte big-endian length, then the bytes themselves."""
    return len(data).to_bytes(4, "big") + data


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def hash_times(start: bytes, times: int) -> bytes:
    """SHA-256 applied ``times`` times, one after the other."""
    value = start
    for _ in range(times):
        value = hashlib.sha256(value).digest()
    return value


def snapshot_hash(snapshot: Mapping[str, Any]) -> bytes:
    """The commitment to everything that goes into a draw. Raises ValueError on floats."""
    return text_hash(canonical_json(snapshot))


def text_hash(snapshot: bytes) -> bytes:
    """The same of a snapshot that stands in canonical JSON already."""
    return sha256(_SNAPSHOT_TAG + snapshot)


def fingerprint(snapshot: Mapping[str, Any]) -> str:
    """The first 16 hex digits of the snapshot hash, as printed on the acceptance notice."""
    return snapshot_hash(snapshot).hex()[:16]


def anchor(tail: bytes, length: int) -> bytes:
    """H^length(tail): what is published before the first draw of a chain of ``length`` draws."""
    _check_chain(tail, length)
    return hash_times(tail, length)


def reveal(tail: bytes, length: int, draw_no: int) -> bytes:
    """H^(length - draw_no)(tail): the secret of draw ``draw_no``, counted from 1.

    Raises ValueError outside the chain.
    """
    _check_chain(tail, length)
    if not 1 <= draw_no <= length:
        raise ValueError(f"draw {draw_no} is outside a chain of {length}")
    return hash_times(tail, length - draw_no)


def _check_chain(tail: bytes, length: int) -> None:
    if len(tail) != DIGEST_BYTES:
        raise ValueError(f"the tail of a chain has {DIGEST_BYTES} bytes, not {len(tail)}")
    if not 1 <= length <= MAX_CHAIN:
        raise ValueError(f"a chain has 1 to {MAX_CHAIN} draws, not {length}")


def seed(snapshot_digest: bytes, secret: bytes, nonce: str = "", beacon: bytes = b"") -> bytes:
    """The seed of a draw from commitment, reveal, the party's digits and the optional beacon."""
    parts = (snapshot_digest, secret, nonce.encode("ascii"), beacon)
    return sha256(_SEED_TAG + b"".join(lp(part) for part in parts))


def pick(roster: Iterable[Mapping[str, Any]], draw_seed: bytes) -> Pick:
    """Draw one of the eligible by weight: top bits with rejection, so there is no modulo and no bias.

    Rows need ``id``, ``eligible`` and ``weight``. Raises ValueError where nobody eligible has a weight.
    """
    field = sorted((row["id"], row["weight"]) for row in roster if row["eligible"] and row["weight"] > 0)
    total = sum(weight for _, weight in field)
    if not total:
        raise ValueError("nobody eligible has a weight above zero")
    counter, x = number_drawn(total, draw_seed)
    return Pick(counter=counter, x=x, total_weight=total, winner=_owner(field, x))


def number_drawn(total: int, draw_seed: bytes) -> tuple[int, int]:
    """(round, number below the sum of weights); needs no roster. Raises ValueError on a sum out of range."""
    bits = (total - 1).bit_length()
    if total < 1 or bits > DIGEST_BYTES * 8:
        raise ValueError("the weights are too large")
    counter = 0
    while (x := _top_bits(draw_seed, counter, bits)) >= total:
        counter += 1
    return counter, x


def _top_bits(draw_seed: bytes, counter: int, bits: int) -> int:
    mac = hmac.digest(draw_seed, _PICK_TAG + counter.to_bytes(4, "big"), "sha256")
    return int.from_bytes(mac, "big") >> (DIGEST_BYTES * 8 - bits)


def _owner(field: list[tuple[str, int]], x: int) -> str:
    reached = 0
    for judge, weight in field:
        reached += weight
        if x < reached:
            return judge
    raise ValueError("the number drawn is not below the sum of weights")
