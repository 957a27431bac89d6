"""Which pool a case goes to: a table of routes in tiers, the same answer in whatever order the rows stand.

A route is a set of conditions; an empty condition fits every case. The lowest tier
in which a route fits decides; in it the route with the most conditions, then the
one in force longest, then the one entered first. Amounts are fen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any

from courts.rulebook.domain import Rule

FIRST_TIER, LAST_TIER = 1, 9
"""A pool's general route stands in the last tier."""


class Complexity(StrEnum):
    """Simple and complex cases are tried apart (繁简分流)."""

    SIMPLE = "simple"
    ORDINARY = "ordinary"
    COMPLEX = "complex"


@dataclass(frozen=True, kw_only=True)
class ComplexityRule(Rule):
    """A sign that a case is simple or complex; the first row that fits, in file order, decides.

    ``types`` and ``procedures`` narrow it, empty: any. ``from_fen``: a claim of at least so
    much. ``four_category``: only cases answered to be possibly of the four categories.
    """

    level: Complexity
    types: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    from_fen: int | None = None
    four_category: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What a route looks at. ``causes``: the case's cause and every heading above it, as codes."""

    type_code: str
    procedure: str
    causes: tuple[str, ...] = ()
    claim_fen: int | None = None
    complexity: str = Complexity.ORDINARY.value


@dataclass(frozen=True, kw_only=True)
class RouteRow:
    """A route as it stands in the table; ``claim_from_fen`` is included, ``claim_to_fen`` is not."""

    id: int
    pool_id: int
    tier: int
    from_on: date
    to_on: date | None = None
    type_code: str = ""
    procedure: str = ""
    cause_code: str = ""
    claim_from_fen: int | None = None
    claim_to_fen: int | None = None
    complexity: str = ""

    @property
    def conditions(self) -> Mapping[str, Any]:
        """The conditions that are not empty; the claim's two ends count as one."""
        given: dict[str, Any] = {
            "type_code": self.type_code,
            "procedure": self.procedure,
            "cause_code": self.cause_code,
            "complexity": self.complexity,
        }
        found = {name: value for name, value in given.items() if value}
        if self.claim_from_fen is not None or self.claim_to_fen is not None:
            found["claim"] = [self.claim_from_fen, self.claim_to_fen]
        return found

    def in_force(self, on: date) -> bool:
        """Whether the route holds on a day; both ends included."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)

    def fits(self, facts: CaseFacts) -> bool:
        """Whether every condition of the route holds for the case."""
        return (
            self.type_code in ("", facts.type_code)
            and self.procedure in ("", facts.procedure)
            and (not self.cause_code or self.cause_code in facts.causes)
            and self.complexity in ("", facts.complexity)
            and self._holds(facts.claim_fen)
        )

    def _holds(self, claim: int | None) -> bool:
        """A case without an amount fits only a route that asks for none."""
        if self.claim_from_fen is None and self.claim_to_fen is None:
            return True
        if claim is None:
            return False
        return (self.claim_from_fen or 0) <= claim and (
            self.claim_to_fen is None or claim < self.claim_to_fen
        )


def choose(routes: Iterable[RouteRow], facts: CaseFacts, on: date) -> RouteRow | None:
    """The route a case takes on a day; None where no pool covers it."""
    fitting = [route for route in routes if route.in_force(on) and route.fits(facts)]
    return min(fitting, key=_precedence, default=None)


def _precedence(route: RouteRow) -> tuple[int, int, date, int]:
    return route.tier, -len(route.conditions), route.from_on, route.id


def overlaps(
    routes: Iterable[RouteRow], on: date, covers: Callable[[str, str], bool]
) -> list[tuple[RouteRow, RouteRow]]:
    """Pairs between which only age decides: one tier, as many conditions, two pools, a case may fit both.

    ``covers(above, code)`` says whether a cause stands under another. The one that goes first comes first.
    """
    standing = sorted((route for route in routes if route.in_force(on)), key=_precedence)
    return [
        (one, other)
        for one, other in combinations(standing, 2)
        if one.pool_id != other.pool_id
        and one.tier == other.tier
        and len(one.conditions) == len(other.conditions)
        and _meet(one, other, covers)
    ]


def _meet(one: RouteRow, other: RouteRow, covers: Callable[[str, str], bool]) -> bool:
    for name in ("type_code", "procedure", "complexity"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine and theirs and mine != theirs:
            return False
    if one.cause_code and other.cause_code:
        codes = one.cause_code, other.cause_code
        if not (covers(*codes) or covers(*reversed(codes))):
            return False
    low = max(one.claim_from_fen or 0, other.claim_from_fen or 0)
    high = min((end for end in (one.claim_to_fen, other.claim_to_fen) if end is not None), default=None)
    return high is None or low < high


def complexity_of(
    rules: Iterable[ComplexityRule],
    *,
    type_code: str,
    procedure: str,
    claim_fen: int | None,
    four_category: bool | None,
) -> Complexity:
    """Whether a case is simple, ordinary or complex by the signs in the rule table; without one ordinary."""
    for rule in rules:
        if rule.types and type_code not in rule.types:
            continue
        if rule.procedures and procedure not in rule.procedures:
            continue
        if rule.from_fen is not None and (claim_fen or 0) < rule.from_fen:
            continue
        if rule.four_category and not four_category:
            continue
        return rule.level
    return Complexity.ORDINARY
