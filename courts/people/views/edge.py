"""The edge for people: who is asking, and what every page shows around its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from courts.actors.domain import Actor, Viewer
from courts.people.models import Delegation, Person, Post
from courts.people.registry import footer_facts, navigation
from courts.people.selectors import Standing, roles, standing_of, viewer_of
from courts.refusals.domain import Refused
from courts.trail.services import record_refusal


class ActorMiddleware:
    """Puts ``viewer``, ``actor``, ``court`` and ``note_refusal`` on the request, computed when first used."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        today = timezone.localdate(now)
        request.today = today
        request.standing = SimpleLazyObject(lambda: _standing(request, today))
        request.posts = SimpleLazyObject(lambda: list(request.standing.posts))
        request.viewer = SimpleLazyObject(lambda: _viewer(request, today))
        request.court = SimpleLazyObject(lambda: request.posts[0].court if request.posts else None)
        request.actor = SimpleLazyObject(lambda: _actor(request, now))
        request.note_refusal = lambda refused: note_refusal(request, refused)
        return self.answer(request)


def _standing(request: HttpRequest, today: Any) -> Standing:
    user = _user(request)
    return standing_of(user.pk, today) if isinstance(user, Person) else Standing()


def _user(request: HttpRequest) -> Any:
    user = request.user
    return user._wrapped if isinstance(user, SimpleLazyObject) and user.is_authenticated else user


def _viewer(request: HttpRequest, today: Any) -> Viewer:
    user = _user(request)
    return viewer_of(user, today, request.standing) if isinstance(user, Person) else Viewer(None)


def _actor(request: HttpRequest, now: Any) -> Actor:
    user = _user(request)
    if not isinstance(user, Person):
        return Actor(at=now, label="anonymous", address=request.META.get("REMOTE_ADDR", ""))
    held = "、".join([*map(_titled, request.posts), *map(_for_another, request.standing.delegations)])
    return Actor(
        at=now,
        label=user.name,
        person_id=user.pk,
        post=held,
        address=request.META.get("REMOTE_ADDR", ""),
        viewer=request.viewer,
    )


def _titled(post: Post) -> str:
    return f"{post.court.name} {roles().latest(post.role).zh}"


def _for_another(given: Delegation) -> str:
    """How a delegated right is signed for: 代 张敏（某某人民法院 院长）."""
    return f"代 {given.from_post.person.name}（{_titled(given.from_post)}）"


def note_refusal(request: HttpRequest, refused: Refused) -> str:
    """Write the refused attempt to the trail of the case's court (else the caller's). Returns its number."""
    court_id = refused.params.get("court_id") or getattr(request.court, "pk", None)
    if court_id is None:
        return ""
    return record_refusal(
        refused,
        court_id=court_id,
        actor=request.actor,
        attempt=f"{request.method} {request.path}",
        case_id=refused.params.get("case_id"),
    )


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: court, posts, navigation by role, footer facts."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not hasattr(request, "posts"):
        return {}
    language = get_language() or "zh-hans"
    return {
        "viewer": request.viewer,
        "court": request.court,
        "today": request.today,
        "post_names": [roles().latest(post.role).name(language) for post in request.posts],
        # Counted only where it is shown: error pages have no navigation.
        "nav": SimpleLazyObject(lambda: navigation(request.viewer, request.path, request.today)),
        "footer": footer_facts(request.today),
    }
