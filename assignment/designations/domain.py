"""Designation: the closed list of grounds, what each needs, and who approves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from courts.refusals.domain import Refused
from courts.rulebook.domain import Rule


class State(Enum):
    """Where a designation is: asked waits, the others are final."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Approver(Enum):
    """Who approves: the head of the division that would have the case, the president, or, where the
    case is for the president, the filing division within its range. ``LAW``: nobody has to.
    """

    HEAD = "head"
    PRESIDENT = "president"
    FILING = "filing"
    LAW = "law"


class Condition(Enum):
    """What the records must show before a ground may be used."""

    NONE = "none"
    TO_LEADER = "to_leader"
    FLAGGED = "flagged"
    RETURNED = "returned"
    RETURNED_TO_LEADER = "returned_to_leader"
    RELATED = "related"
    EMPTY_POOL = "empty_pool"
    FORMER_HANDLER = "former_handler"


class Measure(Enum):
    """By what the range for the president's own cases is measured."""

    FLAGGED = "flagged"
    RETURNED = "returned"
    CLAIM = "claim"


@dataclass(frozen=True, kw_only=True)
class Ground(Rule):
    """A ground for designation. ``needs_zh`` and ``needs_en`` say what evidence it takes.

    ``needs_number``: the number of the order or document is asked for as well.
    """

    approver: Approver
    condition: Condition
    needs_zh: str
    needs_en: str
    needs_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Range(Rule):
    """A kind of case that may be given to the president. ``value`` of a claim is in fen."""

    measure: Measure
    levels: tuple[str, ...] = ()
    value: int = 0


@dataclass(frozen=True, kw_only=True)
class Word(Rule):
    """A state with its names."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the conditions are judged on, of a case and the judge it is to be given to.

    ``leader``: the judge holds a leading post; ``related``: has the related case that was taken or that
    the filing named; ``former_handler``: had the closed case that this one goes on from.
    """

    flagged: bool
    returned: bool
    leader: bool
    related: bool
    pool_empty: bool
    former_handler: bool


def condition_met(condition: Condition, facts: Facts) -> bool:
    """Whether the records show what a ground needs."""
    return {
        Condition.NONE: True,
        Condition.TO_LEADER: facts.leader,
        Condition.FLAGGED: facts.flagged,
        Condition.RETURNED: facts.returned,
        Condition.RETURNED_TO_LEADER: facts.returned and facts.leader,
        Condition.RELATED: facts.related,
        Condition.EMPTY_POOL: facts.pool_empty,
        Condition.FORMER_HANDLER: facts.former_handler,
    }[condition]


def within_range(
    rows: Collection[Range], *, level: str, flagged: bool, returned: bool, claim_fen: int | None
) -> bool:
    """Whether a case is one that may be given to the president (吉高法〔2019〕2号(三))."""

    def met(row: Range) -> bool:
        if row.measure is Measure.CLAIM:
            return claim_fen is not None and claim_fen >= row.value
        return flagged if row.measure is Measure.FLAGGED else returned

    return any(met(row) for row in rows if not row.levels or level in row.levels)


def approver_for(ground: Ground, *, leader: bool, president: bool) -> Approver:
    """Cases given to a leader are approved by the president whatever the ground, the president's own not."""
    if president:
        return Approver.FILING
    return Approver.PRESIDENT if leader else ground.approver


def check_decider(*, decider: UUID | None, asked_by: UUID | None, judge: UUID, same_client: bool) -> None:
    """Nobody approves what they asked for, or their own appointment.

    Raises Refused DESIG-OWN-REQUEST, DESIG-OWN-CASE.
    """
    if decider is not None and decider == judge:
        raise Refused("DESIG-OWN-CASE")
    if same_client or (decider is not None and decider == asked_by):
        raise Refused("DESIG-OWN-REQUEST")


def share(designated: int, drawn: int) -> int | None:
    """Designated of all cases assigned, in hundredths of a percent; None where nothing was assigned."""
    whole = designated + drawn
    return None if not whole else designated * 10_000 // whole
