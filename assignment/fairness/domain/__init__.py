"""Whether draws are even: expected and actual draws, their deviation, chi-square, Gini, and a simulation."""

from __future__ import annotations

from assignment.fairness.domain.measures import (
    Band,
    Tally,
    Verdict,
    banded,
    chi_square,
    critical_value,
    gini,
    normal_share,
    verdict_of,
)
from assignment.fairness.domain.simulation import Simulated, simulate

__all__ = [
    "Band",
    "Simulated",
    "Tally",
    "Verdict",
    "banded",
    "chi_square",
    "critical_value",
    "gini",
    "normal_share",
    "simulate",
    "verdict_of",
]
