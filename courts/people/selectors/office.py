"""People as an administrator sees them: with a post, past or to come, in the courts they administer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import ngettext

from courts.actors.domain import Right, Viewer
from courts.people.models import Person, Post, QuotaTerm
from courts.people.selectors.standing import in_force, roles
from courts.places.models import Court, Division
from courts.refusals.domain import NotVisible

STATES = ("serving", "future", "left", "disabled")


def visible(viewer: Viewer) -> QuerySet[Person]:
    """The people an administrator may open."""
    held = Post.objects.filter(person=OuterRef("pk"), court_id__in=viewer.courts_with(Right.ADMINISTER))
    return Person.objects.filter(Exists(held))


def get_visible(viewer: Viewer, person_id: UUID) -> Person:
    """One of them. Raises NotVisible (404) otherwise."""
    found = visible(viewer).filter(pk=person_id).first()
    if found is None:
        raise NotVisible(str(person_id))
    return found


def latest_courts(person_id: UUID, on: date) -> list[Court]:
    """The courts where a person serves or is to serve, the one that gave its post first in front.

    With all posts ended: the court of the last one. That first court keeps the account.
    """
    posts = Post.objects.filter(person_id=person_id).select_related("court")
    lasting = posts.filter(Q(to_on=None) | Q(to_on__gte=on)).order_by("pk")
    found = [post.court for post in lasting] or [post.court for post in posts.order_by("-to_on", "-pk")[:1]]
    return list(dict.fromkeys(found))


def narrowed(
    people: QuerySet[Person], wanted: Mapping[str, Any], courts: Iterable[int], on: date
) -> QuerySet[Person]:
    """Filter the list by ``words`` (of name or login), ``court``, ``division``, ``role`` and ``state``."""
    if words := wanted.get("words"):
        people = people.filter(Q(name__icontains=words) | Q(username__icontains=words))
    state = wanted.get("state", "")
    if state == "disabled":
        people = people.filter(is_active=False)
    posts = Post.objects.filter(person=OuterRef("pk"), court_id__in=list(courts))
    for field in ("court", "division", "role"):
        if wanted.get(field):
            posts = posts.filter(**{field: wanted[field]})
    if state == "left":
        return people.filter(Exists(posts)).exclude(Exists(posts.exclude(to_on__lt=on)))
    if state == "serving":
        posts = posts.filter(in_force(on))
    elif state == "future":
        posts = posts.filter(from_on__gt=on)
    return people.filter(Exists(posts))


def by_name(people: QuerySet[Person], after: tuple[str, UUID] | None = None) -> QuerySet[Person]:
    """In the order of names; ``after`` is the row the page follows."""
    if after is not None:
        people = people.filter(Q(name__gt=after[0]) | Q(name=after[0], pk__gt=after[1]))
    return people.order_by("name", "pk")


def rows(people: Iterable[Person], courts: Iterable[int], on: date) -> list[dict[str, Any]]:
    """Each with their posts of these courts in force (else the next, else the last), in two queries."""
    shown = list(people)
    ids = [person.pk for person in shown]
    posts: dict[UUID, list[Post]] = {pk: [] for pk in ids}
    found = Post.objects.filter(person_id__in=ids, court_id__in=list(courts))
    for post in in_order(found.select_related("court", "division")):
        posts[post.person_id].append(post)
    quota = QuotaTerm.objects.filter(in_force(on), person_id__in=ids).values_list("person_id", flat=True)
    within = set(quota)
    return [
        {"person": person, "quota": person.pk in within, **_standing(posts[person.pk], on)}
        for person in shown
    ]


def _standing(posts: list[Post], on: date) -> dict[str, Any]:
    phases = by_phase(posts, on)
    if phases["current"]:
        return {"posts": phases["current"], "state": "serving"}
    if phases["future"]:
        return {"posts": phases["future"], "state": "future"}
    return {"posts": phases["past"][:1], "state": "left"}


def in_order(posts: QuerySet[Post]) -> list[Post]:
    """Posts by the order of the roles, then the court, then the day they began."""
    order = {rule.code: rule.order for rule in roles()}
    return sorted(posts, key=lambda post: (order[post.role], post.court_id, post.from_on))


def by_phase(posts: Iterable[Post], on: date) -> dict[str, list[Post]]:
    """Posts in force on a day, to come, and ended (the last first)."""
    phases: dict[str, list[Post]] = {"current": [], "future": [], "past": []}
    for post in posts:
        ended = post.to_on is not None and post.to_on < on
        phases["past" if ended else "future" if post.from_on > on else "current"].append(post)
    phases["past"].sort(key=lambda post: (post.to_on, post.from_on), reverse=True)
    return phases


def posts_by_phase(person: Person, on: date) -> dict[str, list[Post]]:
    """Every post of a person, wherever it is held."""
    return by_phase(in_order(person.posts.select_related("court", "division")), on)


def people_of(division: Division, on: date) -> str:
    """In words how many posts of a division last on a day or later; empty when none does."""
    lasting = Post.objects.filter(Q(to_on=None) | Q(to_on__gte=on), division=division)
    number = lasting.values("person").distinct().count()
    words = ngettext("%(n)d 名在任人员", "%(n)d 名在任人员", number) % {"n": number}
    return words if number else ""


def delegates(viewer: Viewer) -> bool:
    """Whether delegations are any business of this viewer: who has rights that are usually delegated."""
    usual = (Right.ACKNOWLEDGE, Right.DASHBOARD, Right.CONFIRM_IMPORT, Right.ACCEPT)
    return viewer.person_id is not None and any(viewer.may_anywhere(right) for right in usual)
