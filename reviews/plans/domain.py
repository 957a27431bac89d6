"""Which closed cases may be sampled, and what a plan must keep to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from assignment.pools.domain import PoolJudge, RosterEntry, roster
from cases.limits.domain.spans import MonthEnd, add_months
from courts.refusals.domain import Refused
from courts.rulebook.domain import Rule

EQUAL_CHANCES = 0
"""The band of weights under which everything without a load has weight 1."""


@dataclass(frozen=True, kw_only=True)
class PlanKind(Rule):
    """A kind of review; routine random is the one whose sample is drawn."""


@dataclass(frozen=True, kw_only=True)
class Exclusion(Rule):
    """Why a closed case stands in a roster and is not drawn."""


class Strata(Enum):
    """What a sample is taken of: all cases of a judge, or those of each category of a judge."""

    JUDGE = "judge"
    JUDGE_CATEGORY = "judge_category"


class Stage(Enum):
    """Where the sampling of a plan stands."""

    PLANNED = "planned"
    LOCKED = "locked"
    GIVEN = "given"
    DRAWN = "drawn"


@dataclass(frozen=True)
class ClosedCase:
    """A closed case of the period as sampling needs to know it; ``sealed`` and ``unconfirmed`` exclude it."""

    id: UUID
    judge: UUID
    category: str
    sealed: bool
    unconfirmed: bool

    def exclusion(self, drawn: Collection[UUID]) -> str:
        """The code of the reason why it is not drawn, empty where it may be."""
        if self.sealed:
            return "SEALED"
        if self.unconfirmed:
            return "UNCONFIRMED"
        return "DRAWN" if self.id in drawn else ""


@dataclass(frozen=True)
class Stratum:
    """The closed cases of a judge (of one category, if the plan says so)."""

    judge: UUID
    category: str
    cases: tuple[ClosedCase, ...]

    def roster(self, drawn: Collection[UUID]) -> tuple[RosterEntry, ...]:
        """Every case of the stratum, the same chance for each that may be drawn."""
        listed = (PoolJudge(id=str(c.id), load=0, excluded=c.exclusion(drawn)) for c in self.cases)
        return roster(listed, EQUAL_CHANCES)

    def eligible(self, drawn: Collection[UUID]) -> int:
        """How many of its cases may still be drawn."""
        return sum(not case.exclusion(drawn) for case in self.cases)


def strata_of(cases: Iterable[ClosedCase], strata: Strata) -> list[Stratum]:
    """The cases by judge (and category), judges by id, so that the same cases give the same order."""
    found: dict[tuple[UUID, str], list[ClosedCase]] = {}
    for case in cases:
        category = case.category if strata is Strata.JUDGE_CATEGORY else ""
        found.setdefault((case.judge, category), []).append(case)
    return [Stratum(judge, category, tuple(found[judge, category])) for judge, category in sorted(found)]


def last_due(today: date, months: int) -> date:
    """The last day by which a plan of today may ask for its reviews.

    One month unless the court set more (白山中院2020年司法责任制落实情况报告一（二）).
    """
    return add_months(today, months, MonthEnd.CIVIL)


def check_due(due_on: date, today: date, months: int) -> None:
    """Raise Refused REVIEW-PLAN-DUE unless the reviews are due after today and within the months."""
    last = last_due(today, months)
    if not today < due_on <= last:
        raise Refused("REVIEW-PLAN-DUE", months=months, last=last.isoformat())
