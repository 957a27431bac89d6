"""Custody: how it may end, and what may be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from courts.rulebook.domain import Rule

ACCUSED_LENGTH = 60
DOCUMENT_LENGTH = 200
REASON_LENGTH = 300


@dataclass(frozen=True, kw_only=True)
class CustodyEnding(Rule):
    """A row of ``endings``: how custody ends, with the law that speaks of it."""

    order: int


@dataclass(frozen=True, kw_only=True)
class Begins:
    """An accused (blank: the only one) is held since a day, by a paper."""

    since: date
    accused: str = ""
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class Ends:
    """A stay ended on a day, for a reason of the list, by a paper."""

    custody_id: UUID | str
    on: date
    ending: str
    document: str


@dataclass(frozen=True, kw_only=True)
class Cancels:
    """A stay was entered by mistake."""

    custody_id: UUID | str
    reason: str


Change = Begins | Ends | Cancels
