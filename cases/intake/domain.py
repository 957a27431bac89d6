"""A filing as it comes in, and the rules of its dates and its amount."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from cases.parties.domain import PartyEntry
from courts.rulebook.domain import Rule

LARGEST_CLAIM_FEN = 10**15


@dataclass(frozen=True, kw_only=True)
class RefusalGround(Rule):
    """A ground on which a filing may be refused, and the party's remedy."""

    remedy_zh: str
    remedy_en: str
    categories: tuple[str, ...]


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
    four_category: bool | None = None
    external_number: str = ""
    series_key: str = ""
    related_to: tuple[str, ...] = ()


class AmountError(ValueError):
    """Text that is no amount of money."""


def read_amount(text: Any) -> int | None:
    """An amount in fen from what people type: ``1,234.56``, ``12.5万``, full-width digits; None when blank.

    Raises AmountError for anything else, for a negative amount, for less than a
    fen and for ten trillion yuan and more.
    """
    plain = unicodedata.normalize("NFKC", str(text if text is not None else "")).strip()
    plain = plain.removesuffix("元").replace(" ", "")
    if not plain:
        return None
    unit = {"万": 10_000, "亿": 100_000_000}.get(plain[-1], 1)
    digits = plain[:-1] if unit > 1 else plain
    if not re.fullmatch(r"(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,10})?", digits):
        raise AmountError(plain)
    try:
        fen = Decimal(digits.replace(",", "")) * unit * 100
    except InvalidOperation:
        raise AmountError(plain) from None
    if fen != fen.to_integral_value() or fen >= LARGEST_CLAIM_FEN:
        raise AmountError(plain)
    return int(fen)


def review_ends_on(received_on: date, days: int) -> date:
    """The last day on which a filing may be accepted in time; the day of receipt is not counted."""
    return received_on + timedelta(days=days)
