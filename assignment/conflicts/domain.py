"""Grounds for recusal that the court's own records show, before a case is given to a judge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from courts.rulebook.domain import Rule, RuleTable


class Code(Enum):
    """Why a judge is left out, as an exclusion reason of the pools: the category and nothing else."""

    RELATIVE = "RELATIVE"
    EARLIER_PROCEDURE = "EARLIER_PROCEDURE"
    INVOLVED = "INVOLVED"


class Part(Enum):
    """What else somebody was in a case."""

    MEDIATOR = "mediator"
    EXPERT = "expert"
    WITNESS = "witness"
    TRANSLATOR = "translator"
    INSPECTOR = "inspector"
    AGENT = "agent"


class AgentKind(Enum):
    """Who represents a party."""

    LAWYER = "lawyer"
    LEGAL_WORKER = "legal_worker"
    RELATIVE = "relative"
    GUARDIAN = "guardian"
    OTHER = "other"


EXEMPT = frozenset({AgentKind.RELATIVE, AgentKind.GUARDIAN})
"""Guardians and near relatives may act even as former staff (法释〔2011〕12号第八条)."""


@dataclass(frozen=True, kw_only=True)
class Relation(Rule):
    """What somebody is to a judge or member of staff. ``family``: spouse, parent or child.

    Those may not act as agents in the court at all (法释〔2011〕12号第九条), and being a lawyer in the
    area makes the judge leave the post (法官法第二十四条).
    """

    family: bool = False


@dataclass(frozen=True, kw_only=True)
class Stage(Rule):
    """A stage of procedure: its types of case, and the earlier stages whose judges it bars."""

    types: tuple[str, ...]
    bars: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Word(Rule):
    """A word with its names."""


def stage_of(type_code: str, stages: RuleTable[Stage]) -> Stage | None:
    """The stage to which a type of case belongs; None where nobody is barred from it."""
    return next((stage for stage in stages if type_code in stage.types), None)


def bars(type_code: str, earlier: str, *, returned: bool, stages: RuleTable[Stage]) -> bool:
    """Whether who tried the earlier case may not try this one (法释〔2011〕12号第三条).

    Another stage bars, as the table says. The same stage bars only the first instance after remand or
    an ordered retrial; the panel of second instance may sit again on a new appeal after remand.
    """
    mine, before = stage_of(type_code, stages), stage_of(earlier, stages)
    if mine is None or before is None:
        return False
    if mine.code == before.code:
        return returned and mine.code in mine.bars
    return before.code in mine.bars


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing found about one judge. ``key`` names what it rests on, ``by_firm``: no name, a law firm.

    What is certain excludes by itself; the rest, names only, is asked of people.
    """

    judge_id: UUID
    code: Code
    certain: bool
    key: str
    name: str
    by_firm: bool = False


def excluded(found: Iterable[Found], answers: dict[tuple[UUID, str], bool]) -> dict[UUID, Code]:
    """Who is left out: certain findings, and those which somebody confirmed. The first of several."""
    out: dict[UUID, Code] = {}
    for one in found:
        if one.certain or answers.get((one.judge_id, one.key)):
            out.setdefault(one.judge_id, one.code)
    return out


def unanswered(found: Iterable[Found], answers: dict[tuple[UUID, str], bool]) -> list[Found]:
    """What has to be asked before a draw; nothing of a judge who is left out anyway."""
    listed = list(found)
    out = excluded(listed, answers)
    return [
        one
        for one in listed
        if not one.certain and (one.judge_id, one.key) not in answers and one.judge_id not in out
    ]


def two_years_after(left_on: date) -> date:
    """The last day on which former staff may not act as lawyers at all (法释〔2011〕12号第八条)."""
    try:
        return left_on.replace(year=left_on.year + 2)
    except ValueError:
        return left_on.replace(year=left_on.year + 2, day=28)
