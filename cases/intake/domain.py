"""A filing as it comes in, and the rules of its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cases.parties.domain import PartyEntry
from courts.rulebook.domain import Rule

TOO_LARGE_FEN = 10**15  # ten trillion yuan: more is a slip of the unit


@dataclass(frozen=True, kw_only=True)
class RefusalGround(Rule):
    """A ground on which a filing may be refused, and the party's remedy.

    ``families`` narrows it within its categories of case; empty means every family of them.
    """

    remedy_zh: str
    remedy_en: str
    categories: tuple[str, ...]
    families: tuple[str, ...] = ()

    def fits(self, category: str, family: str) -> bool:
        """Whether a filing of this category and family may be refused on the ground."""
        return category in self.categories and (not self.families or family in self.families)


@dataclass(frozen=True, kw_only=True)
class ReviewTerm(Rule):
    """Days in which a filing must be accepted or refused, by category of case."""

    categories: tuple[str, ...]
    days: int


@dataclass(frozen=True, kw_only=True)
class Filing:
    """A filing that was read and checked: codes resolved, amounts in fen, dates as dates."""

    court_id: int
    type_code: str
    category: str
    procedure: str
    cause_code: str
    cause_name: str
    received_on: date
    channel: str
    parties: tuple[PartyEntry, ...]
    limit_rule: str = ""
    title: str = ""
    claim_fen: int | None = None
    facts: str = ""
    sealed: str = "none"
    detained: bool = False
    detained_since: date | None = None
    four_category: bool | None = None
    external_number: str = ""
    series_key: str = ""
    related_to: tuple[str, ...] = ()


def review_ends_on(received_on: date, days: int) -> date:
    """The last day on which a filing may be accepted in time; the day of receipt is not counted."""
    return received_on + timedelta(days=days)
