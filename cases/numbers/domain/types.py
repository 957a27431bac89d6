"""What each type code means: where it may be registered, in which procedures, with which causes.

Source: the standards that go with 法〔2015〕137号; the tables come from rules.yaml and are arguments.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from courts.places.domain import CourtKind, CourtLevel
from courts.rulebook.domain import Rule, RuleTable


class Category(StrEnum):
    """What a case is about; decides disposals, limits and pools."""

    CIVIL = "civil"
    CRIMINAL = "criminal"
    ADMINISTRATIVE = "administrative"
    COMPENSATION = "compensation"
    RELIEF = "relief"
    JURISDICTION = "jurisdiction"
    JUDICIAL_ASSISTANCE = "judicial_assistance"
    SANCTION = "sanction"
    PRESERVATION = "preservation"
    ENFORCEMENT = "enforcement"
    BANKRUPTCY = "bankruptcy"
    MEDIATION = "mediation"


class Group(StrEnum):
    """The groups of the code list, in its order, and the codes used in practice besides."""

    JURISDICTION = "jurisdiction"
    CRIMINAL = "criminal"
    CIVIL = "civil"
    ADMINISTRATIVE = "administrative"
    COMPENSATION_RELIEF = "compensation_relief"
    REGIONAL_ASSISTANCE = "regional_assistance"
    INTERNATIONAL_ASSISTANCE = "international_assistance"
    SANCTION = "sanction"
    PRESERVATION = "preservation"
    ENFORCEMENT = "enforcement"
    INSOLVENCY = "insolvency"
    PRACTICE = "practice"


@dataclass(frozen=True, kw_only=True)
class CaseType(Rule):
    """A type code (民初). ``levels``: courts that may register it; first procedure = default.

    ``roles``: usual parties, the side that brings the case first. ``coefficient``:
    hundredths of a standard case (民初 = 100), a default that a court may override.
    ``cause_categories``: which causes fit. ``random_serial``: eight random digits (art 10(2)).
    ``family``: the types that end, and are refused, in the same ways.
    """

    group: Group
    category: Category
    family: str
    cause_categories: tuple[str, ...]
    levels: tuple[CourtLevel, ...]
    procedures: tuple[str, ...]
    roles: tuple[str, ...]
    coefficient: int
    random_serial: bool = False

    def __post_init__(self) -> None:
        if not (self.levels and self.procedures and self.roles and self.cause_categories):
            raise ValueError("levels, procedures, roles and cause_categories may not be empty")
        if not re.fullmatch(r"[㐀-鿿]{1,4}", self.code):
            raise ValueError(f"{self.code!r} is not a type code")
        if self.coefficient <= 0:
            raise ValueError("coefficient must be positive")

    def in_force_during(self, year: int) -> bool:
        """Whether the code could be given on some day of ``year``."""
        return self.valid_from.year <= year and (self.valid_to is None or year <= self.valid_to.year)


@dataclass(frozen=True, kw_only=True)
class Family(Rule):
    """Type codes of one stage of one field of law: they end, and may be refused, in the same ways.

    ``level_article`` and ``procedure_article``: the law behind the levels and procedures of its types.
    """

    level_article: str
    procedure_article: str


@dataclass(frozen=True, kw_only=True)
class Reserved(Rule):
    """Cases with certain causes that only special courts may take.

    ``causes``: codes of causes or of headings above them. ``kinds`` and ``levels``: the courts
    that may take such cases of these ``families``; empty means any.
    """

    causes: tuple[str, ...]
    families: tuple[str, ...]
    kinds: tuple[CourtKind, ...] = ()
    levels: tuple[CourtLevel, ...] = ()

    def __post_init__(self) -> None:
        if not (self.causes and self.families and (self.kinds or self.levels)):
            raise ValueError("causes, families and kinds or levels say which cases are whose")

    def concerns(self, family: str, cause_code: str) -> bool:
        """Whether cases of this family with this cause are reserved."""
        return family in self.families and is_under(cause_code, self.causes)

    def admits(self, kind: str, level: str) -> bool:
        """Whether a court of this kind and level may take them."""
        return (not self.kinds or kind in self.kinds) and (not self.levels or level in self.levels)


def is_under(cause_code: str, headings: Collection[str]) -> bool:
    """Whether a cause is one of the headings or stands below one: civ.10.33.397 is under civ.10.33."""
    return any(cause_code == code or cause_code.startswith(f"{code}.") for code in headings)


@dataclass(frozen=True, kw_only=True)
class BasicOnly(Rule):
    """``code`` is a procedure which, in these categories, only basic courts may use."""

    categories: tuple[Category, ...]


@dataclass(frozen=True, kw_only=True)
class Special(Rule):
    """A character for specialised trial between court and type code (知)."""


def lawful_types(types: RuleTable[CaseType], level: CourtLevel, on: date) -> tuple[CaseType, ...]:
    """The case types a court of this level may register on that day, in the order of the list."""
    return tuple(row for row in types.in_force(on) if level in row.levels)


def lawful_procedures(
    case_type: CaseType, level: CourtLevel, basic_only: RuleTable[BasicOnly]
) -> tuple[str, ...]:
    """The procedures of a case type at this level; the first is the default."""
    return tuple(
        procedure
        for procedure in case_type.procedures
        if level is CourtLevel.BASIC
        or procedure not in basic_only
        or case_type.category not in basic_only.latest(procedure).categories
    )
