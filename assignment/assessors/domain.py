"""People's assessors: who may be entered, and what the list as a whole is told.

Sources: 人民陪审员法 (2018) arts 5, 8, 11, 13, 19, 24; 法释〔2019〕5号 arts 3, 17.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from courts.refusals.domain import Refused
from courts.rulebook.domain import Rule


@dataclass(frozen=True, kw_only=True)
class Figure(Rule):
    """A number the law fixes, in its unit."""

    value: int
    unit: str


@dataclass(frozen=True, kw_only=True)
class Specialty(Rule):
    """A field for which assessors are drawn from a list of their own (法释〔2019〕5号 art 3(3))."""


def years_after(day: date, years: int) -> date:
    """The same day some years later; 28 February for 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def check_age(born_on: date, from_on: date, years: int) -> None:
    """Raise Refused ASSESSOR-AGE for whoever has not reached the age on the first day of the term."""
    if years_after(born_on, years) > from_on:
        raise Refused("ASSESSOR-AGE", years=years, from_on=from_on.isoformat())


def check_term(from_on: date, to_on: date, years: int) -> None:
    """Raise Refused ASSESSOR-TERM where a term is longer than the law's years."""
    if to_on >= years_after(from_on, years):
        raise Refused("ASSESSOR-TERM", years=years, from_on=from_on.isoformat(), to_on=to_on.isoformat())


@dataclass(frozen=True)
class ListFacts:
    """What a court's list is told: numbers that the law sets lines for.

    ``wanted`` is the least number of assessors (three for each judge, art 8);
    ``applied`` those by application or recommendation, at most one fifth (art 11);
    ``renewed`` those who served a term before (art 13: as a rule not renewed).
    """

    assessors: int
    judges: int
    ratio: int
    applied: int
    applied_most: int
    renewed: int

    @property
    def wanted(self) -> int:
        return self.judges * self.ratio

    @property
    def few(self) -> bool:
        return self.assessors < self.wanted

    @property
    def much_applied(self) -> bool:
        """Whether more than the share (one of ``applied_most``) came by application or recommendation."""
        return self.applied * self.applied_most > self.assessors


def exclusion(*, suspended: bool, sat: int, ceiling: int, tags: Collection[str], wanted: str) -> str:
    """Why an assessor of the list is not drawn: a code of the pools' exclusion reasons, or empty.

    ``sat`` is the number of cases of the year, ``wanted`` the professional field of the draw.
    """
    if suspended:
        return "ASSESSOR_SUSPENDED"
    if wanted and wanted not in tags:
        return "ASSESSOR_SPECIALTY"
    return "ASSESSOR_CEILING" if sat >= ceiling else ""
