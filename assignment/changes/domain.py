"""Changing the handling judge: grounds, states, who decides, and what no change may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from courts.calendar.domain import WorkCalendar
from courts.rulebook.domain import Rule


class State(Enum):
    """Where a request is. The first four are open; the old handler keeps the case until ``DONE``."""

    ADVISING = "advising"
    CHECKING = "checking"
    DECIDING = "deciding"
    APPROVED = "approved"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class How(Enum):
    """How the new judge is found."""

    DRAW = "draw"
    DESIGNATION = "designation"


class Level(Enum):
    """Who decides: the head of the division, or the president."""

    HEAD = "head"
    PRESIDENT = "president"


class Act(Enum):
    """What may be done with a request, by its name in addresses."""

    ADVISE = "advise"
    CHECK = "check"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    TELL = "tell"


class Origin(Enum):
    """How interference reached the judge who records it."""

    LEADER = "leader"
    INSIDER = "insider"
    OTHER = "other"


OPEN = (State.ADVISING, State.CHECKING, State.DECIDING, State.APPROVED)
UNDECIDED = OPEN[:3]
CHANGED = (State.APPROVED, State.DONE)


@dataclass(frozen=True, kw_only=True)
class GroundRule(Rule):
    """A ground of the list. ``decides`` is the least post that may decide on it.

    ``told_zh`` stands on the notice to the parties; ``evidence`` names what has to show it; ``away``
    needs leave or suspension on the day, ``marked`` a case that may be a four-category case.
    """

    decides: Level
    told_zh: str
    evidence_zh: str
    evidence_en: str
    away: bool = False
    marked: bool = False

    def evidence(self, language: str) -> str:
        return self.evidence_en if language.startswith("en") else self.evidence_zh


def level_of(ground: GroundRule, *, heads_decide: bool, inside: bool, protected: bool) -> Level:
    """Who decides: a head only where ground and court allow it, inside the division."""
    to_head = ground.decides is Level.HEAD and heads_decide and inside and not protected
    return Level.HEAD if to_head else Level.PRESIDENT


def first_state(
    level: Level, *, asked_by_head: bool, headless: bool, by_client: bool, checked: bool
) -> State:
    """Where a new request begins.

    The head speaks first; not on a request of their own, where there is none, or where the opinions
    were given in another system. A head who decides does so at once. ``checked``: the discipline
    office has nothing to check.
    """
    if level is Level.HEAD and not by_client:
        return State.DECIDING
    if not (asked_by_head or headless or by_client):
        return State.ADVISING
    return after_advice(checked=checked)


def after_advice(*, checked: bool) -> State:
    """To the discipline office where it has to check, else to the president."""
    return State.DECIDING if checked else State.CHECKING


def too_close(due_on: date | None, on: date, days: int) -> bool:
    """Whether the limit ends within ``days`` or has ended: a head no longer decides."""
    return due_on is not None and (due_on - on).days <= days


class Heard(Enum):
    """What of a trial counts for hearing again: that it was heard, deliberated, or got another member."""

    HEARING = "hearing"
    DELIBERATION = "deliberation"
    JOINED = "joined"


def owes_hearing(events: Iterable[Heard]) -> bool:
    """Whether the hearing must be held again (法释〔2021〕1号第三百零一条), from the events in their order.

    It must when a member joined after the hearing and before the deliberation, until it was held again;
    after the deliberation a new member only pronounces.
    """
    open_, owed = False, False
    for event in events:
        if event is Heard.JOINED:
            owed = owed or open_
        else:
            open_ = event is Heard.HEARING
            owed = owed and not open_
    return owed


def last_day(since: date, days: int, calendar: WorkCalendar) -> date:
    """The last day of a time that begins the day after ``since``; off days move it to the next working day.

    民事诉讼法第八十五条. Years without a confirmed calendar count their weekends only.
    """
    end = since + timedelta(days=days)
    years = {end.year, end.year + 1} - calendar.confirmed_years
    return calendar.presuming(years).next_workday_on_or_after(end)
