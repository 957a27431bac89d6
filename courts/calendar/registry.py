"""Who wants to know that the working calendar of a year was confirmed or corrected. Filled in ready()."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from courts.actors.domain import Actor
from courts.calendar.domain import WorkCalendar


class Receiver(Protocol):
    """Runs inside the transaction that confirms a year; what it answers is not used."""

    def __call__(self, year: int, *, actor: Actor) -> object: ...


_RECEIVERS: list[Receiver] = []


def on_year_confirmed(receiver: Receiver) -> None:
    """Run ``receiver(year, actor=actor)`` for every year confirmed: dates that turned on it move then."""
    if receiver not in _RECEIVERS:
        _RECEIVERS.append(receiver)


def year_confirmed(year: int, actor: Actor) -> None:
    """Tell every receiver, in the order of registration."""
    for receiver in _RECEIVERS:
        receiver(year, actor=actor)


@dataclass(frozen=True)
class Weight:
    """How many open cases' dates a calendar would move; ``more``: counting stopped there."""

    cases: int
    more: bool = False


class Weigher(Protocol):
    """Says what a year's calendar would move, and changes nothing."""

    def __call__(self, year: int, calendar: WorkCalendar, today: date) -> Weight: ...


_WEIGHERS: list[Weigher] = []


def on_year_weighed(weigher: Weigher) -> None:
    """Ask ``weigher`` what a year would move before it is confirmed."""
    if weigher not in _WEIGHERS:
        _WEIGHERS.append(weigher)


def weigh(year: int, calendar: WorkCalendar, today: date) -> Weight:
    """What a calendar would move, by all who know."""
    found = [weigher(year, calendar, today) for weigher in _WEIGHERS]
    return Weight(sum(weight.cases for weight in found), any(weight.more for weight in found))
