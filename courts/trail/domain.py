"""The chain's arithmetic: ``hash = SHA256(prev_hash || seq || SHA256(salt || payload))``.

All three parts are text: lower-case hex for hashes, decimal for ``seq``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from courts.rulebook.domain import Rule

GENESIS = "0" * 64
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class Verb(Rule):
    """A business event in words; ``code`` is what the trail stores."""


@dataclass(frozen=True, kw_only=True)
class Fact(Rule):
    """A name under which people read one thing an event holds; ``code`` is its key."""


@dataclass(frozen=True)
class Link:
    """One event of a chain as stored; ``body`` is None once its payload was erased by procedure."""

    seq: int
    prev_hash: str
    hash: str
    payload_hash: str
    salt: str = ""
    body: str | None = None


@dataclass(frozen=True)
class Fault:
    """A place where a chain does not hold."""

    seq: int
    kind: str


def canonical(payload: Mapping[str, Any]) -> str:
    """The text that is hashed: keys sorted, no spaces, non-ASCII kept."""
    return _ENCODER.encode(payload)


def payload_hash(salt: str, body: str) -> str:
    """The commitment to a payload: 64 hex digits."""
    return hashlib.sha256((salt + body).encode()).hexdigest()


def link_hash(prev_hash: str, seq: int, committed: str) -> str:
    """The hash of event ``seq``, which commits to every event before it."""
    return hashlib.sha256(f"{prev_hash}{seq}{committed}".encode()).hexdigest()


def faults(links: Iterable[Link], *, after_seq: int = 0, after_hash: str = GENESIS) -> Iterable[Fault]:
    """Walk a chain in order of ``seq`` and yield every break: gap, prev, hash, payload."""
    seq, previous = after_seq, after_hash
    for link in links:
        if link.seq != seq + 1:
            yield Fault(link.seq, "gap")
        if link.prev_hash != previous:
            yield Fault(link.seq, "prev")
        if link.hash != link_hash(link.prev_hash, link.seq, link.payload_hash):
            yield Fault(link.seq, "hash")
        if link.body is not None and payload_hash(link.salt, link.body) != link.payload_hash:
            yield Fault(link.seq, "payload")
        seq, previous = link.seq, link.hash
