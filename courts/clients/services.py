"""Making API clients and keeping the first answers to keyed requests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from oauth2_provider.generators import generate_client_id, generate_client_secret

from courts.actors.domain import Actor
from courts.clients.domain import unknown_scopes
from courts.clients.models import ApiClient, IdempotencyKey
from courts.places.selectors import court_by_code
from courts.refusals.domain import InvalidInput
from courts.trail.services import record, recorded


@dataclass(frozen=True)
class NewClient:
    """The secret is shown once; only its hash is kept."""

    client_id: str
    client_secret: str


def create_api_client(*, name: str, court: str, scopes: str, actor: Actor) -> NewClient:
    """Make an OAuth2 client-credentials client bound to one court.

    Raises InvalidInput for an empty name, an unknown court, or an unknown or missing scope.
    """
    bound = court_by_code(court)
    errors: dict[str, str] = {}
    if not name.strip():
        errors["name"] = _("请填写客户端名称。")
    if bound is None:
        errors["court"] = _("没有代码为 %(code)s 的法院。") % {"code": court}
    if unknown := unknown_scopes(scopes):
        errors["scopes"] = _("未知的权限范围：%(scopes)s。") % {"scopes": "、".join(unknown)}
    elif not scopes.split():
        errors["scopes"] = _("请至少给出一个权限范围。")
    if errors or bound is None:
        raise InvalidInput(errors)
    made = NewClient(generate_client_id(), generate_client_secret())
    with recorded():
        client = ApiClient.objects.create(
            name=name.strip(),
            client_id=made.client_id,
            client_secret=made.client_secret,
            client_type=ApiClient.CLIENT_CONFIDENTIAL,
            authorization_grant_type=ApiClient.GRANT_CLIENT_CREDENTIALS,
            court=bound,
            allowed_scopes=" ".join(scopes.split()),
        )
        record(
            "api_client_created",
            court_id=bound.pk,
            actor=actor,
            noun="api_client",
            object_id=client.pk,
            data={"name": client.name, "scopes": client.allowed_scopes},
        )
    return made


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
