"""Who wants to know that the working calendar of a year was confirmed or corrected. Filled in ready()."""

from __future__ import annotations

from typing import Protocol

from courts.actors.domain import Actor


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
