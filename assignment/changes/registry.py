"""Where upper nouns plug into a change of handler. Filled in ready()."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from assignment.changes.models import ChangeRequest
from cases.docket.models import Case
from courts.actors.domain import Actor

Check = Callable[[Case, str, Actor], None]
Joined = Callable[[Case], Iterable[date]]
_CHECKS: list[Check] = []
Leave = Callable[[ChangeRequest, Actor], None]
_JOINED: list[Joined] = []
_LEAVE: list[Leave] = []


def before_change(check: Check) -> None:
    """Let ``check(case, ground, actor)`` raise Refused before a change is asked for or decided."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def check_change(case: Case, ground: str, actor: Actor) -> None:
    """Raise what stands against a change."""
    for check in _CHECKS:
        check(case, ground, actor)


def joined_from(source: Joined) -> None:
    """Let ``source(case)`` tell the days on which somebody joined the body that tries a case in progress."""
    if source not in _JOINED:
        _JOINED.append(source)


def joined_on(case: Case) -> list[date]:
    """The days on which another than the handling judge came to sit on a case."""
    return [day for source in _JOINED for day in source(case)]


def members_leave(leave: Leave) -> None:
    """Let ``leave(request, actor)`` take off its panel the member an approved request is about."""
    _LEAVE[:] = [leave]


def let_leave(asked: ChangeRequest, actor: Actor) -> None:
    """Take a member off the panel. Raises what stands against it."""
    for leave in _LEAVE:
        leave(asked, actor)
