"""The digest of a day: what waits for one person, counted by urgency, with the numbers of its cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from cases.docket.domain import Urgency, urgency
from courts.calendar.domain import WorkCalendar

MAILED = 20
"""As many numbers of cases as a mail names for each urgency."""


@dataclass(frozen=True)
class Item:
    """A thing that waits, as far as a digest needs it. ``number`` is empty where there is none."""

    due_on: date | None
    case_id: UUID | None


@dataclass(frozen=True)
class CaseName:
    """What a mail may know of a case: its number, and whether it is closed to others."""

    number: str
    sealed: bool


@dataclass(frozen=True)
class Section:
    """One urgency: how many things wait, the numbers of open cases among them, and how many are sealed."""

    urgency: Urgency
    count: int
    numbers: tuple[str, ...]
    more: int
    sealed: int


def sections(items: Iterable[Item], names: Mapping[UUID, CaseName], today: date) -> tuple[Section, ...]:
    """The things by urgency, the most urgent first. A sealed case is counted and not named."""
    by_step: dict[Urgency, list[Item]] = {step: [] for step in Urgency}
    for item in items:
        by_step[urgency(item.due_on, today)].append(item)
    return tuple(_section(step, found, names) for step, found in by_step.items() if found)


def _section(step: Urgency, items: list[Item], names: Mapping[UUID, CaseName]) -> Section:
    found = (names.get(item.case_id) for item in items if item.case_id is not None)
    known = [name for name in found if name is not None]
    numbers = list(dict.fromkeys(name.number for name in known if name.number and not name.sealed))
    return Section(
        urgency=step,
        count=len(items),
        numbers=tuple(numbers[:MAILED]),
        more=max(len(numbers) - MAILED, 0),
        sealed=sum(name.sealed for name in known),
    )


def first_workday_of_week(calendar: WorkCalendar, day: date) -> bool:
    """Whether ``day`` is the first day of its week on which courts work."""
    known = calendar.presuming({day.year, day.year - 1})
    monday = day - timedelta(days=day.weekday())
    before = (monday + timedelta(days=offset) for offset in range(day.weekday()))
    return known.is_workday(day) and not any(known.is_workday(earlier) for earlier in before)
