"""Writing the trail: a transaction collects its events and writes them once, at its end."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from courts.actors.domain import Actor
from courts.refusals.domain import Refused
from courts.rulebook.domain import Rule
from courts.trail.domain import canonical, link_hash, payload_hash
from courts.trail.models import TrailEvent, TrailHead


@dataclass
class Entry:
    """An event on its way to the trail; ``seq`` is known once its transaction has written it."""

    court_id: int
    verb: str
    actor: Actor
    noun: str
    object_id: str
    case_id: UUID | None
    data: Mapping[str, Any]
    seq: int = 0


@dataclass
class _Transaction:
    entries: list[Entry] = field(default_factory=list)


_current: ContextVar[_Transaction | None] = ContextVar("court_transaction", default=None)


@contextmanager
def recorded() -> Iterator[None]:
    """One business transaction: atomic, and its trail written as its very last act.

    Nested use joins the outer one as a savepoint; what a rolled-back savepoint
    had collected is forgotten with it.
    """
    outer = _current.get()
    if outer is not None:
        mark = len(outer.entries)
        try:
            with transaction.atomic():
                yield
        except BaseException:
            del outer.entries[mark:]
            raise
        return
    work = _Transaction()
    with transaction.atomic():
        # Reset inside: what runs on commit is no part of this transaction any more.
        token = _current.set(work)
        try:
            yield
            _write(work.entries)
        finally:
            _current.reset(token)


def record(
    verb: str,
    *,
    court_id: int,
    actor: Actor,
    noun: str,
    object_id: object,
    case_id: UUID | None = None,
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Add a business event to the running transaction. Raises RuntimeError outside ``recorded()``."""
    work = _current.get()
    if work is None:
        raise RuntimeError(f"{verb}: a business event outside recorded()")
    entry = Entry(court_id, verb, actor, noun, str(object_id), case_id, data or {})
    work.entries.append(entry)
    return entry


def record_refusal(
    refused: Refused,
    *,
    court_id: int,
    actor: Actor,
    attempt: str,
    case_id: UUID | None = None,
) -> str:
    """Keep a refused attempt, in its own transaction, after the rollback. Returns its number."""
    with recorded():
        kept = record(
            "refused",
            court_id=court_id,
            actor=actor,
            noun="refusal",
            object_id=refused.code,
            case_id=case_id,
            data={"attempt": attempt, "params": refused.params},
        )
    return f"R-{actor.today:%Y%m%d}-{kept.seq:04d}"


_LOCK = """
    SELECT court_id, seq, hash FROM courts_trailhead WHERE court_id = ANY(%s) ORDER BY court_id FOR UPDATE
"""
# One statement for the events, payloads and heads of all courts: a single round trip, however many.
_APPEND = """
    WITH written AS (
        INSERT INTO courts_trailevent (court_id, seq, at, verb, actor_id, actor_label, noun, object_id,
                                       case_id, payload_hash, prev_hash, hash)
        SELECT *
        FROM unnest(%(court)s::bigint[], %(seq)s::bigint[], %(at)s::timestamptz[], %(verb)s::text[],
                    %(actor)s::uuid[], %(label)s::text[], %(noun)s::text[], %(object)s::text[],
                    %(case)s::uuid[], %(payload)s::text[], %(prev)s::text[], %(hash)s::text[])
        RETURNING id, court_id, seq
    ), kept AS (
        INSERT INTO courts_trailpayload (event_id, salt, body)
        SELECT written.id, told.salt, told.body
        FROM written
        JOIN unnest(%(court)s::bigint[], %(seq)s::bigint[], %(salt)s::text[], %(body)s::text[])
            AS told (court_id, seq, salt, body) USING (court_id, seq)
    )
    UPDATE courts_trailhead AS head SET seq = now.seq, hash = now.hash
    FROM unnest(%(courts)s::bigint[], %(lasts)s::bigint[], %(heads)s::text[]) AS now (court_id, seq, hash)
    WHERE head.court_id = now.court_id
"""


def _write(entries: list[Entry]) -> None:
    """Append the entries to the chains of their courts, whose heads are locked in ascending order."""
    if not entries:
        return
    # Left to the commit, foreign keys would lock their rows after the head, and two writers could
    # each wait for the other.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    heads = _lock_heads(sorted({entry.court_id for entry in entries}))
    signatures: dict[int, dict[str, Any]] = {}
    rows: list[tuple[Any, ...]] = []
    for entry in entries:
        seq, head = heads[entry.court_id]
        entry.seq = seq = seq + 1
        signature = signatures.get(id(entry.actor))
        if signature is None:
            signature = signatures[id(entry.actor)] = _signature(entry.actor)
        body, salt = canonical(_payload(entry, signature)), secrets.token_hex(16)
        committed = payload_hash(salt, body)
        link = link_hash(head, seq, committed)
        rows.append((*_index_columns(entry), committed, head, link, seq, salt, body))
        heads[entry.court_id] = seq, link
    columns = dict(zip(_COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
    values: dict[str, Any] = {
        **columns,
        **{name: _literal(columns[name]) for name in _PLAIN},
        "courts": list(heads),
        "lasts": [seq for seq, _head in heads.values()],
        "heads": [head for _seq, head in heads.values()],
    }
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, values)


_INDEX = ("court", "at", "verb", "actor", "label", "noun", "object", "case")
_COLUMNS = (*_INDEX, "payload", "prev", "hash", "seq", "salt", "body")
_PLAIN = ("court", "seq", "actor", "case", "payload", "prev", "hash", "salt")
"""Columns of numbers, ids and hex digits: each sent as one text, with no value quoted by itself."""


def _literal(values: list[Any]) -> str:
    """An array as PostgreSQL writes it, of values that need no quotes."""
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"


def _index_columns(entry: Entry) -> tuple[Any, ...]:
    """What stands in the event itself, so that it can be found; the payload repeats it. See ``_INDEX``."""
    actor = entry.actor
    return (
        entry.court_id,
        actor.at,
        entry.verb,
        actor.person_id,
        actor.label,
        entry.noun,
        entry.object_id,
        entry.case_id,
    )


def _lock_heads(court_ids: list[int]) -> dict[int, tuple[int, str]]:
    """The end of each court's chain, locked; begun where the court has none."""
    found = _ends(court_ids)
    if len(found) < len(court_ids):
        TrailHead.objects.bulk_create([TrailHead(court_id=pk) for pk in court_ids], ignore_conflicts=True)
        found = _ends(court_ids)
    return found


def _ends(court_ids: list[int]) -> dict[int, tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [court_ids])
        return {court_id: (seq, end) for court_id, seq, end in cursor.fetchall()}


def _signature(actor: Actor) -> dict[str, Any]:
    """Who signs, and when: the part of a payload that all events of an actor share."""
    return {
        "at": actor.at.astimezone(UTC).isoformat(),
        "actor": {
            "id": plain(actor.person_id),
            "label": actor.label,
            "post": actor.post,
            "client": actor.client,
            "address": actor.address,
        },
    }


def _payload(entry: Entry, signature: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **signature,
        "verb": entry.verb,
        "noun": entry.noun,
        "object": entry.object_id,
        "case": plain(entry.case_id),
        "data": {key: plain(value) for key, value in entry.data.items()},
    }


def plain(value: Any) -> Any:
    """A value as canonical JSON holds it: dates and ids as text, amounts as decimal text, rules by code."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Rule):
        return value.code
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(entry) for entry in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value


def erase_payload(event_id: int, *, ground: str, actor: Actor) -> None:
    """Erase what an event held, by the database's own procedure; its hash stays in the chain.

    Only the owner of the tables may run the procedure. The erasure itself is an event.
    """
    event = TrailEvent.objects.get(id=event_id)
    with recorded():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT court_erase_trail_payload(%s, %s, %s, %s)", [event.id, actor.at, actor.label, ground]
            )
        record(
            "trail_payload_erased",
            court_id=event.court_id,
            actor=actor,
            noun="trail",
            object_id=event.id,
            case_id=event.case_id,
            data={"seq": event.seq, "ground": ground},
        )
