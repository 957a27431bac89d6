"""Alerts: which line of a clock raises which, what must be said, and when they go to the next post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from courts.actors.domain import Role
from courts.calendar.domain import WorkCalendar
from courts.rulebook.domain import Rule

NOTE_LENGTH = 500
ONE_DAY = timedelta(days=1)


class Line(Enum):
    """The day of a clock on which an alert falls due; the value is the clock's column."""

    WARN = "warn_on"
    NEAR = "near_on"
    OVER = "over_on"


@dataclass(frozen=True, kw_only=True)
class AlertLevel(Rule):
    """A row of ``levels``. ``line`` raises it, ``lamp`` is its look, ``order`` puts the most urgent first.

    With ``plan`` whoever acknowledges names a reason of the list and the day by
    which the case will be closed.
    """

    line: Line
    lamp: str
    order: int
    action_zh: str
    action_en: str
    plan: bool = False

    def action(self, language: str) -> str:
        """What the recipient has to do."""
        return self.action_en if language.startswith("en") else self.action_zh


@dataclass(frozen=True, kw_only=True)
class Reason(Rule):
    """A row of ``reasons``: why a case is where it is, with the law that speaks of it."""


@dataclass(frozen=True, kw_only=True)
class EscalationStep(Rule):
    """A row of ``escalation``: an alert nobody answered goes to the posts of this step.

    ``option`` names the court's option with the number of working days that are
    waited: from the telling for the first step, from the step before for the next.
    """

    level: str
    step: int
    roles: tuple[Role, ...]
    option: str


def last_told(calendar: WorkCalendar, day: date, wait: int) -> date:
    """The latest day of telling whose ``wait`` working days are all over before ``day``.

    The day of telling is not counted. A year whose notice is not confirmed is taken
    as having no holidays: this is no date of the law, and supervision does not stop.
    """
    presumed = calendar.presuming({day.year, day.year - 1})
    told = day - ONE_DAY
    while wait:
        wait -= presumed.is_workday(told)
        told -= ONE_DAY
    return told


def plan_passed(planned_on: date | None, today: date) -> bool:
    """Whether the day by which the case was to be closed is over."""
    return planned_on is not None and planned_on < today
