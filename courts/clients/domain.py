"""What the scopes of an API client let it do."""

from __future__ import annotations

from collections.abc import Collection

from courts.actors.domain import Right

SCOPES = (
    "cases:read",
    "cases:write",
    "draws:read",
    "limits:read",
    "indicators:read",
    "reviews:read",
    "webhooks:manage",
)

READING = frozenset({"cases:read", "cases:write"})
WRITING_RIGHTS = frozenset(
    {
        *(Right.FILE, Right.ACCEPT, Right.DRAW, Right.RECORD_NODE, Right.ACKNOWLEDGE),
        *(Right.FORM_BODY, Right.KEEP_ASSESSORS),
        *(Right.DESIGNATE, Right.APPROVE_DESIGNATION),
        *(Right.KEEP_LEDGER, Right.CONFIRM_LEDGER, Right.ASK_EXTENSION, Right.DECIDE_EXTENSION),
        *(Right.VOID_DRAW, Right.ASK_CHANGE, Right.ADVISE_CHANGE, Right.DECIDE_CHANGE, Right.DECIDE_RECUSAL),
    }
)


def unknown_scopes(scopes: str) -> list[str]:
    """The words of a blank-separated list that name no scope."""
    return sorted(set(scopes.split()) - set(SCOPES))


def permits(held: Collection[str], needed: Collection[str]) -> bool:
    """Whether a token with the scopes ``held`` may make a call that needs one of ``needed``."""
    return any(scope in held for scope in needed) or ("cases:read" in needed and "cases:write" in held)
