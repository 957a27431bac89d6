"""Who the leaders of a court are, what each has to try, which cases they do not take."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from assignment.leaders.domain import OwnAct, SimpleKind, Span, Target
from assignment.leaders.models import LeaderTerm
from assignment.pools.registry import Exclusion
from cases.docket.models import Case
from courts.actors.domain import Role
from courts.people.models import Post
from courts.people.selectors import in_force
from courts.reads.selectors import Read, Rows
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

NOUN = "assignment/leaders"
OTHER = "other"
ROLES = (Role.PRESIDENT.value, Role.DIVISION_HEAD.value)
ORDER = (Role.PRESIDENT.value, OTHER, Role.DIVISION_HEAD.value)
"""Institutional order of the posts."""


def targets() -> RuleTable[Target]:
    """What each post has to try."""
    return load(NOUN, "targets", Target)


def target_of(post: str, level: str, on: date) -> Target | None:
    """The target of a post at a level of court; None where there is none."""
    return next((rule for rule in targets().in_force(on) if rule.post == post and level in rule.levels), None)


def simple_kinds() -> RuleTable[SimpleKind]:
    """Cases that leaders do not take."""
    return load(NOUN, "simple", SimpleKind)


def own_acts() -> RuleTable[OwnAct]:
    """What shows that a leader tried a case himself."""
    return load(NOUN, "own_acts", OwnAct)


def simple_procedures(on: date) -> frozenset[str]:
    """The procedures of simple cases on a day."""
    return frozenset(code for kind in simple_kinds().in_force(on) for code in kind.procedures)


def is_simple(case: Case, on: date) -> bool:
    """Whether a case is simple or one of a series."""
    return bool(case.series_key) or case.procedure in simple_procedures(on)


def leave_leaders_out(case: Case, judges: Collection[UUID], on: date) -> Mapping[UUID, Exclusion]:
    """For every roster: leaders are not drawn for simple and series cases (法发〔2017〕10号 item 2)."""
    if not is_simple(case, on):
        return {}
    rows = leader_ids(case.court_id, on)
    return {pk: Exclusion("LEADER_SIMPLE") for pk in judges if pk in rows}


def leader_ids(court_id: int, on: date) -> frozenset[UUID]:
    """Presidents, division heads and other leaders of a court on a day."""
    return frozenset(pk for (pk,) in _LEADERS.rows(court_id=court_id, on=on))


def _leaders(court_id: int, on: date) -> Rows:
    held = Post.objects.filter(in_force(on), court_id=court_id, role__in=ROLES)
    others = LeaderTerm.objects.filter(in_force(on), court_id=court_id)
    return held.order_by().values_list("person_id").union(others.order_by().values_list("person_id"))


_LEADERS = Read(_leaders, court_id=int, on=date)


@dataclass
class Leader:
    """A leader in a year with the spans of the post."""

    person_id: UUID
    name: str
    post: str
    title: str = ""
    division_id: int | None = None
    division: str = ""
    order: int = 0
    spans: list[Span] = field(default_factory=list)


def leaders_of(court_id: int, year: int, until: date) -> list[Leader]:
    """The leaders of a year in institutional order: president, other leaders, heads by their divisions."""
    inside = Q(from_on__lte=until) & (Q(to_on=None) | Q(to_on__gte=date(year, 1, 1)))
    found: dict[tuple[UUID, str, int | None], Leader] = {}
    posts = Post.objects.filter(inside, court_id=court_id, role__in=ROLES).select_related(
        "person", "division"
    )
    for post in posts.order_by("pk"):
        room = post.division if post.role == Role.DIVISION_HEAD.value else None
        key = (post.person_id, post.role, room.pk if room else None)
        one = found.setdefault(key, Leader(post.person_id, post.person.name, post.role))
        if room is not None:
            one.division_id, one.division, one.order = room.pk, room.name, room.order
        one.spans.append((post.from_on, post.to_on))
    for term in LeaderTerm.objects.filter(inside, court_id=court_id).select_related("person").order_by("pk"):
        key = (term.person_id, OTHER, None)
        one = found.setdefault(key, Leader(term.person_id, term.person.name, OTHER))
        one.title = term.title
        one.spans.append((term.from_on, term.to_on))
    return sorted(found.values(), key=lambda one: (ORDER.index(one.post), one.order, one.name))
