"""Reading and checking the trail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load
from courts.trail.domain import GENESIS, Fact, Fault, Link, Verb, faults
from courts.trail.models import TrailErasure, TrailEvent, TrailHead


@dataclass(frozen=True)
class ChainReport:
    """The result of checking one court's chain."""

    court_code: str
    events: int
    erased: int
    faults: tuple[Fault, ...]
    head_hash: str

    @property
    def intact(self) -> bool:
        return not self.faults


def verbs() -> RuleTable[Verb]:
    """The words of every business event."""
    return load("courts/trail", "verbs", Verb)


def facts() -> RuleTable[Fact]:
    """The names of what events hold."""
    return load("courts/trail", "facts", Fact)


def case_trail(case_id: UUID) -> list[dict[str, Any]]:
    """What was done on a case, oldest first: at, actor, verb, data (None once erased)."""
    events = TrailEvent.objects.filter(case_id=case_id).select_related("payload").order_by("court_id", "seq")
    return [
        {
            "seq": event.seq,
            "at": event.at,
            "verb": event.verb,
            "actor": event.actor_label,
            "noun": event.noun,
            "object_id": event.object_id,
            "data": json.loads(event.payload.body)["data"] if event.payload.body else None,
        }
        for event in events
    ]


def check_chain(court_id: int, court_code: str) -> ChainReport:
    """Recompute a court's whole chain, its head, and every index column that its payload repeats."""
    erased = set(TrailErasure.objects.filter(event__court_id=court_id).values_list("event__seq", flat=True))
    walk = _Walk(court_id, erased)
    found = list(faults(walk.links()))
    head = TrailHead.objects.filter(court_id=court_id).values_list("seq", "hash").first() or (0, GENESIS)
    if head != (walk.seq, walk.hash):
        found.append(Fault(head[0], "head"))
    found += walk.altered
    return ChainReport(court_code, walk.count, len(erased), tuple(found), walk.hash)


class _Walk:
    """Streams a chain's links and keeps what the end of the walk must be compared with."""

    def __init__(self, court_id: int, erased: set[int]) -> None:
        self.court_id, self.erased = court_id, erased
        self.seq, self.hash, self.count = 0, GENESIS, 0
        self.altered: list[Fault] = []

    def links(self) -> Iterator[Link]:
        events = TrailEvent.objects.filter(court_id=self.court_id).select_related("payload").order_by("seq")
        for event in events.iterator(chunk_size=2000):
            self.seq, self.hash, self.count = event.seq, event.hash, self.count + 1
            payload = getattr(event, "payload", None)
            body = payload.body if payload is not None else ""
            if event.seq in self.erased:
                body = None
            elif body and not _columns_agree(event, json.loads(body)):
                self.altered.append(Fault(event.seq, "columns"))
            salt = payload.salt if payload is not None else ""
            yield Link(event.seq, event.prev_hash, event.hash, event.payload_hash, salt, body)


def _columns_agree(event: TrailEvent, payload: dict[str, Any]) -> bool:
    stored = {
        "verb": event.verb,
        "at": event.at.isoformat(),
        "actor": (str(event.actor_id) if event.actor_id else None, event.actor_label),
        "noun": event.noun,
        "object": event.object_id,
        "case": str(event.case_id) if event.case_id else None,
    }
    hashed = {**{name: payload[name] for name in stored}, "actor": _signature(payload["actor"])}
    return stored == hashed


def _signature(actor: dict[str, Any]) -> tuple[str | None, str]:
    return actor["id"], actor["label"]
