"""What a clerk typed, as it is kept in the draft: the words of ``file_case``, good or bad."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import QueryDict

PREFIX = "parties"
MOST_PARTIES = 300
TEXTS = (
    "channel",
    "received_on",
    "case_type",
    "procedure",
    "limit_rule",
    "detained_since",
    "cause",
    "sealed",
    "title",
    "claim_amount",
    "facts",
    "related_numbers",
)
PARTY_TEXTS = ("role", "kind", "name", "id_type", "id_number", "phone", "address")
TYPED = ("name", "id_number", "phone", "address")
ANSWERS = {"yes": True, "no": False}


def read_post(post: QueryDict) -> dict[str, Any]:
    """The draft in a posted page. Rows removed or left blank are left out; nothing is judged here."""
    raw: dict[str, Any] = {name: _text(post, name) for name in TEXTS}
    raw["detained"] = post.get("detained") == "on"
    raw["four_category"] = ANSWERS.get(post.get("four_category", ""))
    raw["related_to"] = [value for value in post.getlist("related_to") if _is_id(value)]
    raw["parties"] = [row for row in read_rows(post) if not row["removed"] and not is_blank(row)]
    for row in raw["parties"]:
        del row["removed"]
    return raw


def read_rows(post: QueryDict) -> list[dict[str, Any]]:
    """The rows of parties as the page holds them, with those removed or blank."""
    try:
        total = min(int(post.get(f"{PREFIX}-TOTAL_FORMS", 0)), MOST_PARTIES)
    except ValueError:
        total = 0
    return [
        {
            **{name: _text(post, f"{PREFIX}-{number}-{name}") for name in PARTY_TEXTS},
            "removed": bool(post.get(f"{PREFIX}-{number}-DELETE")),
        }
        for number in range(total)
    ]


def is_blank(row: dict[str, Any]) -> bool:
    """Whether nothing was typed in a row: its role and kind are there from the start."""
    return not any(row[name] for name in TYPED)


def _text(post: QueryDict, name: str) -> str:
    """PostgreSQL keeps no NUL in a text, so none gets that far."""
    return post.get(name, "").replace("\x00", "").strip()


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
