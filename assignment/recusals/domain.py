"""Recusal: who may ask, on which grounds, who decides and by when; what stops meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from courts.rulebook.domain import Rule


class Part(Enum):
    """As what the person concerned takes part in the case."""

    JUDGE = "judge"
    PRESIDENT = "president"
    ASSESSOR = "assessor"
    ASSISTANT = "assistant"
    CLERK = "clerk"
    INTERPRETER = "interpreter"
    EXPERT = "expert"
    INSPECTOR = "inspector"


OUTSIDE = (Part.ASSESSOR, Part.INTERPRETER, Part.EXPERT, Part.INSPECTOR)
"""Those who may be no staff of the court and are then known by name only."""
JUDGING = (Part.JUDGE, Part.PRESIDENT)
"""Those whose recusal the president or the committee decides, and who are left out of draws."""


class AskedBy(Enum):
    """Who wants it: a party, the person, or the court of its own accord."""

    PARTY = "party"
    SELF = "self"
    EX_OFFICIO = "ex_officio"


class Decider(Enum):
    """Who decides."""

    PRESIDENT = "president"
    COMMITTEE = "committee"
    PRESIDING = "presiding"


class State(Enum):
    """``REVIEWING`` follows a refusal and does not stop the work; ``UPHELD`` is a refusal reconsidered."""

    WAITING = "waiting"
    GRANTED = "granted"
    DECLINED = "declined"
    REVIEWING = "reviewing"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"


class Stopped(Enum):
    """What waits for the decision, and may go on only as urgent: nodes, and the draw."""

    HEARING = "hearing"
    DELIBERATION = "deliberation"
    PRONOUNCEMENT = "pronouncement"
    ENFORCEMENT = "enforcement"
    DRAW = "draw"


class Act(Enum):
    """What may be done with a recusal, by its name in addresses."""

    CHECK = "check"
    DECIDE = "decide"
    REVIEW = "review"
    RECONSIDER = "reconsider"
    URGENT = "urgent"
    TELL = "tell"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, kw_only=True)
class GroundRule(Rule):
    """A ground of the law."""


@dataclass(frozen=True, kw_only=True)
class DeciderRule(Rule):
    """Who decides on which parts; ``criminal`` rows hold in criminal cases only.

    ``protected`` rows hold for what the court itself wants of a judge who is protected.
    """

    decider: Decider
    parts: tuple[Part, ...]
    criminal: bool = False
    protected: bool = False


@dataclass(frozen=True, kw_only=True)
class TermRule(Rule):
    """A number of days within which something is done."""

    days: int


def decider_for(
    part: Part, rules: Iterable[DeciderRule], *, criminal: bool, protected: bool = False
) -> DeciderRule:
    """The first row that fits. Raises LookupError where none does: the table then has a gap."""
    for rule in rules:
        if part in rule.parts and (criminal or not rule.criminal) and (protected or not rule.protected):
            return rule
    raise LookupError(f"nobody decides on the recusal of {part.value}")
