"""Who may exercise a right of a post on a day: its holders, and whoever acts for one by a delegation."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from courts.actors.domain import Right, Role
from courts.people.models import Delegation, Person, Post
from courts.people.selectors.standing import (
    in_force,
    live_delegation,
    own_rights,
    right_rules,
    roles,
    standing_of,
)


def entitled(
    role: Role, right: Right, court_id: int, on: date, division_id: int | None = None
) -> QuerySet[Person]:
    """Active people who may exercise a right that a role has in a court (and division) on a day.

    Those to whom a holder delegated it are among them, as long as ``viewer_of`` gives it to them too.
    """
    if right not in roles().latest(role.value).rights:
        return Person.objects.none()
    held = Post.objects.filter(in_force(on), court_id=court_id, role=role.value, person__is_active=True)
    if division_id is not None:
        held = held.filter(division_id=division_id)
    found = Q(pk__in=held.values("person"))
    if right_rules().latest(right.value).delegable:
        given = Delegation.objects.filter(
            live_delegation(on), from_post__in=held, rights__contains=[right.value]
        )
        serving = Post.objects.filter(in_force(on), court_id=court_id, person=OuterRef("pk"))
        found |= Q(pk__in=given.values("to_person")) & Q(Exists(serving))
    return Person.objects.filter(found, is_active=True)


def acts_only_for(person_id: UUID, right: Right, court_id: int, on: date) -> frozenset[UUID]:
    """Those in whose place alone somebody exercises a right; empty when a post of their own gives it."""
    standing = standing_of(person_id, on)
    if (court_id, right) in own_rights(standing.posts):
        return frozenset()
    return frozenset(
        given.from_post.person_id
        for given in standing.delegations
        if given.court_id == court_id and right.value in given.rights
    )
