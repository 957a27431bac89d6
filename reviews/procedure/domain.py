"""The course of a review: its states, who may not review, its days, and when it may end."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from cases.limits.domain.spans import MonthEnd, add_months
from courts.refusals.domain import Refused
from courts.rulebook.domain import Rule


class Status(StrEnum):
    """Where a review stands; before its case is drawn it is part of a plan."""

    DRAWN = "drawn"
    ASSIGNED = "assigned"
    IN_REVIEW = "in_review"
    FIRST_OPINION = "first_opinion"
    TOLD_TO_JUDGE = "told_to_judge"
    OBJECTION = "objection"
    RE_REVIEW = "re_review"
    FINAL = "final"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAWN: frozenset({Status.ASSIGNED}),
    Status.ASSIGNED: frozenset({Status.ASSIGNED, Status.IN_REVIEW}),
    Status.IN_REVIEW: frozenset({Status.ASSIGNED, Status.FIRST_OPINION}),
    Status.FIRST_OPINION: frozenset({Status.TOLD_TO_JUDGE}),
    Status.TOLD_TO_JUDGE: frozenset({Status.OBJECTION, Status.FINAL}),
    Status.OBJECTION: frozenset({Status.RE_REVIEW}),
    Status.RE_REVIEW: frozenset({Status.RE_REVIEW, Status.FINAL}),
    Status.FINAL: frozenset(),
}
"""What may follow. A step from a state to itself is a reviewer replaced by another."""

TOLD = frozenset({Status.TOLD_TO_JUDGE, Status.OBJECTION, Status.RE_REVIEW, Status.FINAL})
"""States in which the judge knows of the review."""


class Part(StrEnum):
    """Which opinion a reviewer gives."""

    FIRST = "first"
    SECOND = "second"


class Said(StrEnum):
    """What a judge may say to a result: a statement, an objection, or that there is none."""

    STATEMENT = "statement"
    OBJECTION = "objection"
    ACCEPTANCE = "acceptance"


@dataclass(frozen=True, kw_only=True)
class StatusWord(Rule):
    """A state in words; ``code`` is a Status."""


@dataclass(frozen=True, kw_only=True)
class ConflictRule(Rule):
    """Why somebody may not review a case."""


def advance(current: Status, to: Status) -> Status:
    """The next state. Raises Refused REVIEW-FINAL or REVIEW-STEP."""
    if to in TRANSITIONS[current]:
        return to
    raise Refused("REVIEW-FINAL" if current is Status.FINAL else "REVIEW-STEP", current=current, wanted=to)


def check_closed(*, closed: bool, case: str) -> None:
    """Only a closed case is reviewed. Raises Refused REVIEW-CASE-OPEN."""
    if not closed:
        raise Refused("REVIEW-CASE-OPEN", case=case)


@dataclass(frozen=True, kw_only=True)
class CaseTies:
    """Whom a reviewed case belongs to: its handler, their division, whoever worked on it, who reviewed it."""

    handler: UUID
    division: int | None
    body: frozenset[UUID] = frozenset()
    reviewed: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A holder of the reviewer's post, with their divisions and open assignments."""

    person: UUID
    name: str
    divisions: frozenset[int] = frozenset()
    load: int = 0
    conflicts: tuple[str, ...] = field(default=())


def conflicts(candidate: Candidate, ties: CaseTies) -> tuple[str, ...]:
    """The codes of every reason why the candidate may not review the case, in the order of the rules."""
    found = [
        ("HANDLER", candidate.person == ties.handler),
        ("BODY", candidate.person in ties.body),
        ("SAME-DIVISION", ties.division is not None and ties.division in candidate.divisions),
        ("REVIEWED-BEFORE", candidate.person in ties.reviewed),
    ]
    return tuple(code for code, holds in found if holds)


def by_preference(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those without a conflict first, the least loaded before the others, then by name."""
    return sorted(candidates, key=lambda c: (bool(c.conflicts), c.load, c.name, str(c.person)))


def review_due(assigned_on: date, months: int, plan_due: date | None = None) -> date:
    """The last day of a review: so many months from the assignment, not after the plan's own day.

    A plan's day that has passed at the assignment does not count.
    """
    last = add_months(assigned_on, months, MonthEnd.CIVIL)
    return min(last, plan_due) if plan_due is not None and plan_due > assigned_on else last


def objection_until(told_on: date, days: int) -> date:
    """The last day on which the judge may object; the day of telling is not counted."""
    return told_on + timedelta(days=days)


def check_may_say(*, status: Status, said: Said, before: Collection[Said], until: date, today: date) -> None:
    """Whether the judge may still say this.

    An objection or acceptance is given once, while the result is told and the term
    runs; a statement as long as nothing is final. Raises Refused REVIEW-FINAL,
    REVIEW-SAID, REVIEW-OBJECTION-LATE.
    """
    if status is Status.FINAL:
        raise Refused("REVIEW-FINAL", current=status, wanted=status)
    if said is Said.STATEMENT:
        return
    if {Said.OBJECTION, Said.ACCEPTANCE} & set(before) or status is not Status.TOLD_TO_JUDGE:
        raise Refused("REVIEW-SAID")
    if said is Said.OBJECTION and today > until:
        raise Refused("REVIEW-OBJECTION-LATE", until=until.isoformat())


def check_may_end(*, status: Status, accepted: bool, until: date, today: date, reopened_done: bool) -> None:
    """Whether the result may be made final.

    Told and not objected to: once the term has passed, or the judge has no objection.
    Objected to: once the second opinion is there. Raises Refused REVIEW-STEP,
    REVIEW-FINAL, REVIEW-TERM-RUNS, REVIEW-NO-SECOND.
    """
    advance(status, Status.FINAL)
    if status is Status.TOLD_TO_JUDGE and not accepted and today <= until:
        raise Refused("REVIEW-TERM-RUNS", until=until.isoformat())
    if status is Status.RE_REVIEW and not reopened_done:
        raise Refused("REVIEW-NO-SECOND")
