"""Reading for the dashboards: who may open which, their figures, and the filters their numbers open."""

from __future__ import annotations

from oversight.dashboards.selectors.desks import Choices, choices_of, desk_of
from oversight.dashboards.selectors.figures import (
    Age,
    Month,
    Totals,
    age_bands,
    alerts_of,
    by_age,
    by_court,
    by_division,
    by_judge,
    by_month,
    luck,
    luck_bands,
    time_bands,
    times,
    totals,
    wait_bands,
)

__all__ = [
    "Age",
    "Choices",
    "Month",
    "Totals",
    "age_bands",
    "alerts_of",
    "by_age",
    "by_court",
    "by_division",
    "by_judge",
    "by_month",
    "choices_of",
    "desk_of",
    "luck",
    "luck_bands",
    "time_bands",
    "times",
    "totals",
    "wait_bands",
]
