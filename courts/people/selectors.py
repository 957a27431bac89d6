"""Who a person is on a given day, and what that lets them see and do."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from courts.actors.domain import Role, Viewer
from courts.people.domain import HeldPost, RoleRule, reading_scope
from courts.people.models import Person, Post, QuotaTerm
from courts.places.models import Court
from courts.places.selectors import court_ids_below
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load


def roles() -> RuleTable[RoleRule]:
    """The powers-and-duties table of posts."""
    return load("courts/people", "roles", RoleRule)


def in_force(on: date) -> Q:
    """Filter for dated rows (posts, quota terms, memberships) in force on a day."""
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


def posts_of(person_id: UUID, on: date) -> list[Post]:
    """The posts a person holds on a day, in the order of the roles table."""
    held = Post.objects.filter(in_force(on), person_id=person_id).select_related("court", "division")
    order = {rule.code: rule.order for rule in roles()}
    return sorted(held, key=lambda post: (order[post.role], post.court_id))


def viewer_of(person: Person, on: date) -> Viewer:
    """What a person may see and do on a day. A disabled person sees and does nothing, not even their own."""
    if not person.is_active:
        return Viewer(None)
    held = [HeldPost(Role(post.role), post.court_id, post.division_id) for post in posts_of(person.pk, on)]
    table = {Role(rule.code): rule for rule in roles()}
    below = {post.court_id: court_ids_below(post.court_id) for post in held}
    courts, divisions = reading_scope(held, {role: rule.reach for role, rule in table.items()}, below)
    rights = frozenset((post.court_id, right) for post in held for right in table[post.role].rights)
    return Viewer(
        person_id=person.pk,
        read_courts=courts,
        read_divisions=divisions,
        court_rights=rights,
        roles=frozenset(post.role for post in held),
    )


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
    terms = QuotaTerm.objects.filter(in_force(on), court_id=court_id, person__is_active=True)
    return frozenset(terms.values_list("person_id", flat=True))


def home_court(person_id: UUID, on: date) -> Court | None:
    """The court of the person's first post in force: the one their pages are headed with."""
    held = posts_of(person_id, on)
    return held[0].court if held else None


def members(court_id: int, on: date) -> QuerySet[Person]:
    """Active people with any post in a court on a day, by name."""
    held = Post.objects.filter(in_force(on), court_id=court_id).values("person_id")
    return Person.objects.filter(pk__in=held, is_active=True).order_by("name")
