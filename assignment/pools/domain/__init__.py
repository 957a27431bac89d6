"""Pools without a database: weights and rosters, the routes to a pool, the load of a case."""

from __future__ import annotations

from assignment.pools.domain.following import Days, Stand, stands
from assignment.pools.domain.loads import LoadFactor, LoadFacts, load_of
from assignment.pools.domain.routes import (
    CaseFacts,
    Complexity,
    ComplexityRule,
    RouteRow,
    choose,
    complexity_of,
    overlaps,
)
from assignment.pools.domain.weights import (
    BAND,
    FULL_SHARE,
    SHARE_ZERO,
    WIDEST_BAND,
    ExclusionReason,
    PoolJudge,
    PoolSetting,
    RosterChange,
    RosterEntry,
    check_exclusions,
    compare_rosters,
    counted_load,
    median_load,
    roster,
    weight,
)

__all__ = [
    "BAND",
    "FULL_SHARE",
    "SHARE_ZERO",
    "WIDEST_BAND",
    "CaseFacts",
    "Complexity",
    "ComplexityRule",
    "Days",
    "ExclusionReason",
    "LoadFactor",
    "LoadFacts",
    "PoolJudge",
    "PoolSetting",
    "RosterChange",
    "RosterEntry",
    "RouteRow",
    "Stand",
    "check_exclusions",
    "choose",
    "compare_rosters",
    "complexity_of",
    "counted_load",
    "load_of",
    "median_load",
    "overlaps",
    "roster",
    "stands",
    "weight",
]
