"""Who else knows why a judge may not be drawn for a case."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.docket.models import Case


@dataclass(frozen=True)
class Exclusion:
    """``code`` is an exclusion reason of the pools; ``by`` the person who decided it, where one did."""

    code: str
    by: str = ""


Source = Callable[[Case, Collection[UUID], date], Mapping[UUID, Exclusion]]

_SOURCES: list[Source] = []


def exclude_from(source: Source) -> None:
    """Ask ``source(case, judges, on)`` whenever a roster is put together for a case. Filled in ready()."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def excluded_for(case: Case, judges: Collection[UUID], on: date) -> dict[UUID, Exclusion]:
    """Judges who may not be drawn for a case, each with the first reason found."""
    found: dict[UUID, Exclusion] = {}
    for source in _SOURCES:
        for judge, exclusion in source(case, judges, on).items():
            found.setdefault(judge, exclusion)
    return found
