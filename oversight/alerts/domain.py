"""Alerts: which line of a clock raises which, what must be said, and when they go to the next post."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from courts.actors.domain import Role
from courts.calendar.domain import WorkCalendar
from courts.rulebook.domain import Rule

NOTE_LENGTH = 500
ONE_DAY = timedelta(days=1)


class Kind(Enum):
    """What an alert is about: the limit, how long a case or a custody lasts, a stop without cause."""

    LIMIT = "limit"
    PENDING = "pending"
    CUSTODY = "custody"
    HIDDEN = "hidden"


LASTING = (Kind.PENDING, Kind.CUSTODY)
"""Kinds that go by calendar time: once such an alert was raised its case stays marked for ever."""


class Line(Enum):
    """The day of a clock on which an alert falls due; the value is the clock's column."""

    WARN = "warn_on"
    NEAR = "near_on"
    ASK = "ask_on"
    RED = "red_on"
    OVER = "over_on"


@dataclass(frozen=True, kw_only=True)
class AlertLevel(Rule):
    """A row of ``levels``. ``lamp`` is its look, ``order`` puts the most urgent first.

    An alert about the limit is raised by ``line``; one of the ``LASTING`` kinds on the day after
    so many months of calendar time as the court's option ``option`` says, and its names hold
    ``{months}`` (``usual`` where no court is meant). With ``plan`` whoever acknowledges names a
    reason of the list and the day by which the case will be closed. ``told``: the posts that
    hear of it at once, besides the handler. Raises ValueError when the row contradicts itself.
    """

    lamp: str
    order: int
    action_zh: str
    action_en: str
    kind: Kind = Kind.LIMIT
    line: Line | None = None
    option: str = ""
    usual: int = 0
    plan: bool = False
    told: tuple[Role, ...] = ()

    def __post_init__(self) -> None:
        if (self.line is not None) != (self.kind is Kind.LIMIT):
            raise ValueError("a line goes with alerts about the limit, and only with them")
        if bool(self.option and self.usual) != (self.kind in LASTING):
            raise ValueError("option and usual go with what lasts, and only with it")

    @property
    def column(self) -> str:
        """The column of the clock that raises it. Raises ValueError for a kind without line."""
        if self.line is None:
            raise ValueError(f"{self.code} has no line")
        return self.line.value

    def name(self, language: str, months: int | None = None) -> str:
        """The name, with the months that were the court's when the alert was raised."""
        named = self.en if language.startswith("en") else self.zh
        return named.format(months=months or self.usual)

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

    levels: tuple[str, ...]
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


def listed_on(since: date, months: int) -> date:
    """The first day on which something has lasted longer than ``months`` of calendar time."""
    return months_after(since, months) + ONE_DAY


def months_after(day: date, months: int) -> date:
    """The same day number some months on; where there is none, the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def reached(day: date, months: int) -> date:
    """The latest day of beginning that is on the list of ``months`` on ``day``.

    So a list of a day is a plain range of days: everything that began by then.
    """
    years, month = divmod(day.month - 1 - months, 12)
    year = day.year + years
    begun = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    while listed_on(begun + ONE_DAY, months) <= day:
        begun += ONE_DAY
    while listed_on(begun, months) > day:
        begun -= ONE_DAY
    return begun


class SignTest(Enum):
    """How the data shows that a clock stands although it should run."""

    PAPER = "paper"
    CAP = "cap"
    USUAL = "usual"
    NODE = "node"
    RELATED = "related"


@dataclass(frozen=True, kw_only=True)
class StopSign(Rule):
    """A row of ``stop_signs``: a reason to think that an open stop hides an over-long case (隐性超审限).

    ``grounds`` narrows it (empty: any ground); ``nodes`` are the events that speak against
    the stop when they lie after its first day; ``months`` is the longest time of grounds whose own
    row has none. Raises ValueError when the row contradicts itself.
    """

    test: SignTest
    order: int
    grounds: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    months: int = 0

    def __post_init__(self) -> None:
        if bool(self.nodes) != (self.test is SignTest.NODE):
            raise ValueError("nodes go with the test of nodes, and only with it")
        if self.months and not (self.grounds and self.test is SignTest.CAP):
            raise ValueError("months are the longest time of named grounds")
