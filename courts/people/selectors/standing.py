"""Who a person is on a given day, and what that lets them see and do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from courts.actors.domain import Right, Role, Viewer
from courts.people.domain import (
    Carried,
    HeldDelegation,
    HeldPost,
    RightRule,
    RoleRule,
    delegated_scope,
    reading_scope,
)
from courts.people.models import Delegation, Person, Post, QuotaTerm
from courts.places.models import Court
from courts.places.selectors import court_ids_below
from courts.reads.selectors import Read, Rows
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load


def roles() -> RuleTable[RoleRule]:
    """The powers-and-duties table of posts."""
    return load("courts/people", "roles", RoleRule)


def right_rules() -> RuleTable[RightRule]:
    """Every right in plain words, and whether another may exercise it for its holder."""
    return load("courts/people", "rights", RightRule)


def in_force(on: date) -> Q:
    """Filter for dated rows (posts, quota terms, memberships) in force on a day."""
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


def posts_of(person_id: UUID, on: date) -> list[Post]:
    """The posts a person holds on a day, in the order of the roles table."""
    held = Post.objects.filter(in_force(on), person_id=person_id).select_related("court", "division")
    order = {rule.code: rule.order for rule in roles()}
    return sorted(held, key=lambda post: (order[post.role], post.court_id))


def live_delegation(on: date) -> Q:
    """Filter for delegations in force on a day.

    Each lives only as long as the post it comes from, and while its holder's account is enabled.
    """
    standing = Q(from_post__from_on__lte=on) & (Q(from_post__to_on=None) | Q(from_post__to_on__gte=on))
    standing &= Q(from_post__person__is_active=True)
    return standing & Q(from_on__lte=on, to_on__gte=on) & (Q(revoked_on=None) | Q(revoked_on__gt=on))


def delegations_to(person_id: UUID, on: date) -> list[Delegation]:
    """The delegations a person may act by on a day."""
    # Asked with every page, and most people have none: the short question first.
    if not Delegation.objects.filter(to_person_id=person_id, to_on__gte=on).exists():
        return []
    found = Delegation.objects.filter(live_delegation(on), to_person_id=person_id)
    related = found.select_related("from_post__person", "from_post__court", "from_post__division")
    return list(related.order_by("from_on", "pk"))


@dataclass(frozen=True)
class Standing:
    """The posts somebody holds on a day, and the delegations they may act by."""

    posts: tuple[Post, ...] = ()
    delegations: tuple[Delegation, ...] = ()


def standing_of(person_id: UUID, on: date) -> Standing:
    """What a person stands on. Whoever holds no post in a court exercises nobody's rights there."""
    posts = posts_of(person_id, on)
    if not posts:
        return Standing()
    courts = {post.court_id for post in posts}
    delegations = [given for given in delegations_to(person_id, on) if given.court_id in courts]
    return Standing(tuple(posts), tuple(delegations))


def viewer_of(person: Person, on: date, standing: Standing | None = None) -> Viewer:
    """What a person may see and do on a day. A disabled person sees and does nothing, not even their own.

    Rights are those of their posts, and those that the holder of another post let them exercise.
    """
    if not person.is_active:
        return Viewer(None)
    stands = standing if standing is not None else standing_of(person.pk, on)
    table = {Role(rule.code): rule for rule in roles()}
    held = [_held(post) for post in stands.posts]
    acting = [_acting(given, table) for given in stands.delegations]
    below = {
        court: court_ids_below(court)
        for court in {post.court_id for post in [*held, *(given.post for given in acting)]}
    }
    reach = {role: rule.reach for role, rule in table.items()}
    courts, divisions = reading_scope(held, reach, below)
    more = delegated_scope(acting, reach, _carries(), below)
    return Viewer(
        person_id=person.pk,
        read_courts=courts | more[0],
        read_divisions=divisions | more[1],
        court_rights=own_rights(stands.posts)
        | {(given.post.court_id, right) for given in acting for right in given.rights},
        roles=frozenset(post.role for post in held),
    )


def own_rights(posts: Iterable[Post]) -> frozenset[tuple[int, Right]]:
    """The rights that posts give by themselves, by court."""
    table = roles()
    return frozenset((post.court_id, right) for post in posts for right in table.latest(post.role).rights)


def _held(post: Post) -> HeldPost:
    return HeldPost(Role(post.role), post.court_id, post.division_id)


def _acting(given: Delegation, table: dict[Role, RoleRule]) -> HeldDelegation:
    """What is left of a delegation today: rights the post still has and that may still be delegated."""
    post = _held(given.from_post)
    lawful = {
        right
        for right in table[post.role].rights
        if right.value in right_rules() and right_rules().latest(right.value).delegable
    }
    return HeldDelegation(post, frozenset(right for right in lawful if right.value in given.rights))


def _carries() -> dict[Right, Carried]:
    return {Right(rule.code): rule.carries for rule in right_rules()}


def holders(role: Role, court_id: int, on: date, division_id: int | None = None) -> QuerySet[Person]:
    """Active people who hold a role in a court (and division) on a day."""
    held = Q(posts__court_id=court_id, posts__role=role.value, posts__from_on__lte=on) & (
        Q(posts__to_on=None) | Q(posts__to_on__gte=on)
    )
    if division_id is not None:
        held &= Q(posts__division_id=division_id)
    return Person.objects.filter(held, is_active=True).distinct()


def quota_judge_ids(court_id: int, on: date) -> frozenset[UUID]:
    """Judges within the quota of a court on a day."""
    return frozenset(pk for (pk,) in _TERMS.rows(court_id=court_id, on=on))


def _terms(court_id: int, on: date) -> Rows:
    terms = QuotaTerm.objects.filter(in_force(on), court_id=court_id, person__is_active=True)
    return terms.values_list("person_id")


_TERMS = Read(_terms, court_id=int, on=date)


def home_court(person_id: UUID, on: date) -> Court | None:
    """The court of the person's first post in force: the one their pages are headed with."""
    held = posts_of(person_id, on)
    return held[0].court if held else None


def members(court_id: int, on: date) -> QuerySet[Person]:
    """Active people with any post in a court on a day, by name."""
    held = Post.objects.filter(in_force(on), court_id=court_id).values("person_id")
    return Person.objects.filter(pk__in=held, is_active=True).order_by("name")
