"""API clients, and the first answers to keyed requests."""

from __future__ import annotations

from courts.clients.services.keyed import (
    KeyState,
    begin_keyed,
    fingerprint,
    finish_keyed,
    purge_answers,
)
from courts.clients.services.making import (
    NewClient,
    change_client,
    client_mark,
    create_api_client,
    disable_client,
    enable_client,
    note_use,
    rotate_secret,
)

__all__ = [
    "KeyState",
    "NewClient",
    "begin_keyed",
    "change_client",
    "client_mark",
    "create_api_client",
    "disable_client",
    "enable_client",
    "fingerprint",
    "finish_keyed",
    "note_use",
    "purge_answers",
    "rotate_secret",
]
