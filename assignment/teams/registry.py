"""Who is told when the judges of a team change."""

from __future__ import annotations

from collections.abc import Callable

from assignment.teams.models import Team
from courts.actors.domain import Actor

Receiver = Callable[[Team, Actor], None]

_RECEIVERS: list[Receiver] = []


def on_judges_changed(receiver: Receiver) -> None:
    """Run ``receiver(team, actor)`` in the transaction in which judges join or leave. Filled in ready()."""
    if receiver not in _RECEIVERS:
        _RECEIVERS.append(receiver)


def judges_changed(team: Team, actor: Actor) -> None:
    """The judges of a team have changed."""
    for receiver in _RECEIVERS:
        receiver(team, actor)
