"""Where upper nouns may stop an event from being entered by hand. Filled in ready()."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cases.docket.models import Case
from courts.actors.domain import Actor

Check = Callable[[Case, str, date, Actor], None]
_CHECKS: list[Check] = []


def before_node(check: Check) -> None:
    """Let ``check(case, node, occurred_on, actor)`` raise Refused before an event at a node is entered."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def check_before(case: Case, node: str, occurred_on: date, actor: Actor) -> None:
    """Raise what stands against entering an event."""
    for check in _CHECKS:
        check(case, node, occurred_on, actor)
