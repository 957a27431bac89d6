"""What a post lets its holder read and do.

Rights follow posts by date: a post that has not begun or has ended gives none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from courts.actors.domain import Reach, Right, Role
from courts.rulebook.domain import Rule


@dataclass(frozen=True, kw_only=True)
class RoleRule(Rule):
    """A row of ``roles``: what a post may read and do."""

    reach: Reach
    rights: tuple[Right, ...] = ()
    order: int


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
