"""Indicators: what each is called, how it is computed, and in which direction it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from courts.rulebook.domain import Rule


class Direction(Enum):
    """How a value is read: none of them is a target, and none ranks anybody."""

    NEUTRAL = "neutral"
    HIGHER = "higher"
    LOWER = "lower"


class Unit(Enum):
    """What the value counts: cases, days, or percent of the denominator."""

    CASES = "cases"
    DAYS = "days"
    PERCENT = "percent"
    RATIO = "ratio"


@dataclass(frozen=True, kw_only=True)
class IndicatorRule(Rule):
    """A row of ``indicators``. ``formula`` in words; ``range`` is the reasonable range, empty where unknown.

    ``offered`` ones are computed by a noun above and are there once it is.
    """

    unit: Unit
    direction: Direction
    formula_zh: str
    formula_en: str
    range_zh: str = ""
    range_en: str = ""
    offered: bool = False

    def formula(self, language: str) -> str:
        return self.formula_en if language.startswith("en") else self.formula_zh

    def range(self, language: str) -> str:
        return self.range_en if language.startswith("en") else self.range_zh


@dataclass(frozen=True)
class Measured:
    """A value with its base: numbers of cases, or days; None where there is no base to divide by."""

    numerator: int | None
    denominator: int | None = None

    def value(self, unit: Unit) -> float | int | None:
        """The number itself, or the rate: percent with two decimals, a ratio with four."""
        if unit in (Unit.CASES, Unit.DAYS):
            return self.numerator
        if not self.denominator or self.numerator is None:
            return None
        if unit is Unit.PERCENT:
            return round(100 * self.numerator / self.denominator, 2)
        return round(self.numerator / self.denominator, 4)
