"""What a post lets its holder read and do.

Rights follow posts by date: a post that has not begun or has ended gives none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from courts.actors.domain import Reach, Right, Role
from courts.rulebook.domain import Rule


@dataclass(frozen=True, kw_only=True)
class RoleRule(Rule):
    """A row of ``roles``: what a post may read and do; whether its holder logs in with a second factor."""

    reach: Reach
    rights: tuple[Right, ...] = ()
    order: int
    second_factor: bool = False


class Carried(Enum):
    """How much reading goes with a right while somebody else exercises it."""

    NOTHING = "nothing"
    COURT = "court"
    WHOLE = "whole"


class Never(Enum):
    """Why a right is exercised by its holder only; the value is the code that says so."""

    DECISION = "PEOPLE-DELEGATE-HANDLER"
    ADMINISTRATION = "PEOPLE-DELEGATE-ADMINISTER"
    REVIEW = "PEOPLE-DELEGATE-REVIEW"


@dataclass(frozen=True, kw_only=True)
class RightRule(Rule):
    """A row of ``rights``: a right in plain words, and whether another may exercise it for its holder.

    ``refusal`` says why it may not; none where it may. ``to`` are the posts one of
    which the other must hold in that court. ``carries``: the reading of the post
    that goes with it, no more than the right needs.
    """

    refusal: Never | None = None
    carries: Carried = Carried.NOTHING
    to: tuple[Role, ...] = ()

    @property
    def delegable(self) -> bool:
        return self.refusal is None


@dataclass(frozen=True, kw_only=True)
class Stage(Rule):
    """A row of ``stages``: the step of a case, or the field of work, to which a duty belongs."""


@dataclass(frozen=True, kw_only=True)
class Duty(Rule):
    """A row of ``duties`` (权责清单): what a post has to do at a stage. ``act`` is the right it needs."""

    role: Role
    node: str
    act: Right | None = None


@dataclass(frozen=True)
class HeldPost:
    """A post in force on the day asked about."""

    role: Role
    court_id: int
    division_id: int | None


def reading_scope(
    posts: Iterable[HeldPost], reach_of: dict[Role, Reach], courts_below: dict[int, frozenset[int]]
) -> tuple[frozenset[int], frozenset[int]]:
    """Courts and divisions that the posts together let a person read whole."""
    courts: set[int] = set()
    divisions: set[int] = set()
    for post in posts:
        reach = reach_of[post.role]
        if reach is Reach.COURT_AND_BELOW:
            courts |= {post.court_id} | courts_below.get(post.court_id, frozenset())
        elif reach is Reach.COURT:
            courts.add(post.court_id)
        elif reach is Reach.DIVISION and post.division_id is not None:
            divisions.add(post.division_id)
    return frozenset(courts), frozenset(divisions)


@dataclass(frozen=True)
class HeldDelegation:
    """Rights of another's post, exercised for its holder on the day asked about."""

    post: HeldPost
    rights: frozenset[Right]


def delegated_scope(
    held: Iterable[HeldDelegation],
    reach_of: dict[Role, Reach],
    carries: dict[Right, Carried],
    courts_below: dict[int, frozenset[int]],
) -> tuple[frozenset[int], frozenset[int]]:
    """Courts and divisions that delegated rights let a person read: what those rights need, and no more.

    A right that carries ``COURT`` never opens the courts below; one that carries
    ``NOTHING`` opens no case at all.
    """
    courts: frozenset[int] = frozenset()
    divisions: frozenset[int] = frozenset()
    for delegation in held:
        needs = {carries.get(right, Carried.NOTHING) for right in delegation.rights}
        reach = reach_of[delegation.post.role]
        if Carried.WHOLE not in needs and reach is Reach.COURT_AND_BELOW:
            reach = Reach.COURT
        if needs - {Carried.NOTHING}:
            more = reading_scope([delegation.post], {delegation.post.role: reach}, courts_below)
            courts, divisions = courts | more[0], divisions | more[1]
    return courts, divisions


Span = tuple[date, date | None]
"""First and last day, both inclusive; None is open."""


def first_gap(spans: Iterable[Span], on: date) -> date | None:
    """The first day from ``on`` that no span covers; None when they cover all days from then on."""
    day = on
    for begins, ends in sorted(spans, key=lambda span: span[0]):
        if begins > day:
            break
        if ends is None:
            return None
        if ends >= day:
            day = ends + timedelta(days=1)
    return day
