"""Reading delegations: who sees them, in what state they are, what a post may delegate."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from courts.actors.domain import Right, Role, Viewer
from courts.people.domain import Duty, RightRule, RoleRule, Stage
from courts.people.models import Delegation, Person, Post
from courts.people.selectors.standing import in_force, right_rules, roles
from courts.refusals.domain import NotVisible
from courts.rulebook.selectors import load

OPEN_STATES = ("current", "future")


def visible(viewer: Viewer) -> QuerySet[Delegation]:
    """Delegations of the courts a viewer administers, those of their own posts, and those made to them."""
    if viewer.person_id is None:
        return Delegation.objects.none()
    mine = Q(from_post__person_id=viewer.person_id) | Q(to_person_id=viewer.person_id)
    return _related(Delegation.objects.filter(mine | Q(court_id__in=viewer.courts_with(Right.ADMINISTER))))


def _related(found: QuerySet[Delegation]) -> QuerySet[Delegation]:
    return found.select_related("court", "from_post__person", "from_post__division", "to_person").order_by(
        "-from_on", "-pk"
    )


def get_visible(viewer: Viewer, delegation_id: UUID) -> Delegation:
    """One of them. Raises NotVisible (404) otherwise."""
    found = visible(viewer).filter(pk=delegation_id).first()
    if found is None:
        raise NotVisible(str(delegation_id))
    return found


def may_change(viewer: Viewer, post: Post) -> bool:
    """Whoever holds the post, or administers its court, delegates its rights and takes them back."""
    own = viewer.person_id is not None and post.person_id == viewer.person_id
    return own or viewer.may(Right.ADMINISTER, post.court_id)


def state_of(given: Delegation, on: date) -> str:
    """``current``, ``future``, ``ended`` by itself or with its post, ``revoked``."""
    if given.revoked_on is not None and given.revoked_on <= on:
        return "revoked"
    post_ends = given.from_post.to_on
    if given.to_on < on or (post_ends is not None and post_ends < on):
        return "ended"
    return "future" if given.from_on > on else "current"


def rights_of(post: Post) -> list[RightRule]:
    """The rights a post has by itself, in plain words, in the order of the rule file."""
    own = {right.value for right in roles().latest(post.role).rights}
    return [rule for rule in right_rules() if rule.code in own]


def delegable_posts(viewer: Viewer, on: date, *, own: bool) -> list[Post]:
    """Posts in force, or to come, with a right that may be delegated: one's own, or those one administers."""
    if viewer.person_id is None:
        return []
    posts = Post.objects.filter(Q(to_on=None) | Q(to_on__gte=on), person__is_active=True)
    if own:
        posts = posts.filter(person_id=viewer.person_id)
    else:
        posts = posts.filter(court_id__in=viewer.courts_with(Right.ADMINISTER)).exclude(
            person_id=viewer.person_id
        )
    order = {rule.code: rule.order for rule in roles()}
    found = posts.select_related("person", "court", "division")
    able = [post for post in found if any(rule.delegable for rule in rights_of(post))]
    return sorted(able, key=lambda post: (post.court_id, order[post.role], post.person.name))


def receivers(post: Post, on: date) -> QuerySet[Person]:
    """Active people with a post in the court, now or later, that may take one of this post's rights."""
    fit = {role.value for rule in rights_of(post) for role in rule.to}
    held = Post.objects.filter(Q(to_on=None) | Q(to_on__gte=on), court_id=post.court_id, role__in=fit)
    people = Person.objects.filter(is_active=True, pk__in=held.values("person_id"))
    return people.exclude(pk=post.person_id).order_by("name", "pk")


def acted_by(person_id: UUID, court_id: int, on: date) -> frozenset[str]:
    """The codes of rights a person exercises for others in a court on a day or later."""
    found = Delegation.objects.filter(
        Q(revoked_on=None) | Q(revoked_on__gt=on), to_person_id=person_id, court_id=court_id, to_on__gte=on
    )
    return frozenset(code for rights in found.values_list("rights", flat=True) for code in rights)


def posts_on(person_id: UUID, court_id: int, on: date) -> list[Post]:
    """A person's posts in one court on a day."""
    return list(Post.objects.filter(in_force(on), person_id=person_id, court_id=court_id))


def duties_of(role: Role, on: date) -> list[dict[str, Any]]:
    """The duty list of a post on a day, stage by stage: the duty, its stage, the right it needs."""
    order = {stage.code: number for number, stage in enumerate(stages())}
    found = [duty for duty in duties().in_force(on) if duty.role is role]
    return [
        {
            "duty": duty,
            "stage": stages().latest(duty.node),
            "right": right_rules().latest(duty.act.value) if duty.act else None,
        }
        for duty in sorted(found, key=lambda duty: order[duty.node])
    ]


def duties() -> Any:
    """The powers-and-duties list (权责清单), with its versions."""
    return load("courts/people", "duties", Duty)


def stages() -> Any:
    """The steps of a case and fields of work, in order."""
    return load("courts/people", "stages", Stage)


def role_rows(on: date) -> list[RoleRule]:
    """The posts of the roles table on a day, in their order."""
    return sorted(roles().in_force(on), key=lambda rule: rule.order)
