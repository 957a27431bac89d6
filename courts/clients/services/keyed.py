"""Keeping the first answers to keyed requests, for as long as the court wants them kept."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from enum import Enum

from django.db import IntegrityError, transaction
from django.db.models import Q

from courts.clients.models import ApiClient, IdempotencyKey
from courts.options.selectors import option, own_values

KEPT = "API-ANSWER-DAYS"
BATCH = 5000
UNDECIDED = frozenset({401, 403, 429})


class KeyState(Enum):
    """What a keyed request meets: nothing yet, its own first answer, another body, or itself running."""

    NEW = "new"
    ANSWERED = "answered"
    OTHER_BODY = "other_body"
    RUNNING = "running"


def fingerprint(method: str, path: str, body: bytes) -> str:
    """What must be the same for a key to mean the same request."""
    return hashlib.sha256(b"\0".join((method.encode(), path.encode(), body))).hexdigest()


def begin_keyed(
    client: ApiClient, key: str, request_hash: str, *, at: datetime
) -> tuple[KeyState, IdempotencyKey]:
    """Claim a key for a request, or find what became of it. Two at once: one is NEW, one RUNNING."""
    while True:
        try:
            with transaction.atomic():
                kept = IdempotencyKey.objects.create(
                    client=client, key=key, request_hash=request_hash, started_at=at
                )
                return KeyState.NEW, kept
        except IntegrityError:
            found = IdempotencyKey.objects.filter(client=client, key=key).first()
        if found is None:
            continue  # given free between the two statements
        if found.request_hash != request_hash:
            return KeyState.OTHER_BODY, found
        return (KeyState.RUNNING if found.status is None else KeyState.ANSWERED), found


def finish_keyed(kept: IdempotencyKey, *, status: int, body: str | None, location: str) -> None:
    """Keep the answer word for word, or give the key free where the request never came to be decided.

    That is so for a caller not admitted (401, 403), one told to wait (429) and a
    server error: the same key may try again. A key whose process died stays taken,
    because nobody can say whether its request was carried out.
    """
    if status in UNDECIDED or status >= 500:
        kept.delete()
        return
    kept.status, kept.body, kept.location = status, body, location
    kept.save(update_fields=["status", "body", "location"])


def purge_answers(*, at: datetime) -> int:
    """Delete answers older than the client's court keeps them (option API-ANSWER-DAYS). Returns how many.

    A key may then be used again as if new. Safe to run twice; batch by batch, so that no request waits.
    """
    days, own = int(option(None, KEPT)), own_values(KEPT)
    others = ~Q(client__court_id__in=list(own))
    spans = [(others, days), *((Q(client__court_id=court), int(kept)) for court, kept in own.items())]
    return sum(_purge(whose, at - timedelta(days=kept)) for whose, kept in spans)


def _purge(whose: Q, before: datetime) -> int:
    gone = 0
    while True:
        old = IdempotencyKey.objects.filter(whose, started_at__lt=before).order_by("started_at")
        keys = list(old.values_list("pk", flat=True)[:BATCH])
        deleted, _by_table = IdempotencyKey.objects.filter(pk__in=keys).delete()
        gone += deleted
        if deleted < BATCH:
            return gone
