"""Who counts the cases an assessor sat on, and who knows why one may not sit on a case."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from uuid import UUID

from assignment.assessors.models import Assessor
from cases.docket.models import Case

Sat = Callable[[Collection[UUID], int], Mapping[UUID, int]]
Bar = Callable[[Case, Collection[Assessor], date], Mapping[UUID, str]]

_SAT: list[Sat] = []
_BARS: list[Bar] = []


def sat_from(source: Sat) -> None:
    """Let ``source(assessor_ids, year)`` say how many cases of a year each sat on. Filled in ready()."""
    _SAT[:] = [source]


def sat_in(assessors: Collection[UUID], year: int) -> Mapping[UUID, int]:
    """The cases of a year for each assessor; those who sat on none may be missing."""
    return next((source(assessors, year) for source in _SAT), {})


def bar_from(source: Bar) -> None:
    """Let ``source(case, assessors, on)`` give codes of exclusion reasons by assessor. Filled in ready()."""
    if source not in _BARS:
        _BARS.append(source)


def bars(case: Case, assessors: Collection[Assessor], on: date) -> dict[UUID, str]:
    """Assessors who may not sit on a case, each with the first reason found."""
    found: dict[UUID, str] = {}
    for source in _BARS:
        for assessor, code in source(case, assessors, on).items():
            found.setdefault(assessor, code)
    return found
