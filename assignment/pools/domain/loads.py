"""What a case weighs: hundredths of a standard case, computed from the rule table, never typed in.

The type's coefficient (民初 = 100) times one factor for each of procedure, claim,
number of parties and the four-category answer, each in percent; rounded down once,
at the end, and at least 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from courts.rulebook.domain import Rule

FULL = 100


class Dimension(StrEnum):
    """What a factor looks at."""

    PROCEDURE = "procedure"
    CLAIM = "claim"
    PARTIES = "parties"
    FOUR_CATEGORY = "four_category"


@dataclass(frozen=True, kw_only=True)
class LoadFactor(Rule):
    """A factor in percent. Of one dimension the first row that fits, in file order, counts; without one 100.

    ``types`` and ``procedures`` narrow it, empty: any. ``at_least`` and ``below``: the claim in fen, or the
    number of parties.
    """

    dimension: Dimension
    percent: int
    types: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    at_least: int | None = None
    below: int | None = None

    def __post_init__(self) -> None:
        if self.percent <= 0:
            raise ValueError("a factor is a percentage above 0")

    def fits(self, facts: LoadFacts) -> bool:
        """Whether the factor applies to a case."""
        if self.types and facts.type_code not in self.types:
            return False
        if self.procedures and facts.procedure not in self.procedures:
            return False
        if self.dimension is Dimension.FOUR_CATEGORY:
            return bool(facts.four_category)
        if self.dimension is Dimension.PROCEDURE:
            return True
        measured = facts.claim_fen or 0 if self.dimension is Dimension.CLAIM else facts.parties
        return measured >= (self.at_least or 0) and (self.below is None or measured < self.below)


@dataclass(frozen=True, kw_only=True)
class LoadFacts:
    """What the load of a case is computed from."""

    type_code: str
    procedure: str
    claim_fen: int | None = None
    parties: int = 0
    four_category: bool | None = None


def load_of(coefficient: int, facts: LoadFacts, factors: Iterable[LoadFactor]) -> int:
    """The load of a case in hundredths of a standard case. ``coefficient`` is that of its type."""
    first: dict[Dimension, int] = {}
    for factor in factors:
        if factor.dimension not in first and factor.fits(facts):
            first[factor.dimension] = factor.percent
    load, scale = coefficient, 1
    for percent in first.values():
        load, scale = load * percent, scale * FULL
    return max(1, load // scale)
