"""Who asks: API clients with tokens, and people with a session, made as the system makes them."""

from __future__ import annotations

import base64
import importlib
import json
from typing import Any
from urllib.parse import urlencode

from benchmarks.clients import Calls, once

SCOPES = "cases:read cases:write draws:read limits:read indicators:read"


def actor() -> Any:
    """Whoever runs the bench, with every right."""
    from django.utils import timezone

    from courts.people.services import command_actor
    from courts.places.models import Court

    return command_actor(user="bench", at=timezone.now(), courts=Court.objects.values_list("pk", flat=True))


def tokens(port: int, court: str, number: int) -> list[dict[str, str]]:
    """Headers of so many API clients of a court: each has its own rate."""
    from courts.clients.models import ApiClient
    from courts.clients.services import create_api_client

    found = []
    for _ in range(number):
        name = f"bench {ApiClient.objects.count() + 1}"
        made = create_api_client(name=name, court=court, scopes=SCOPES, actor=actor())
        secret = base64.b64encode(f"{made.client_id}:{made.client_secret}".encode()).decode()
        form = {"Authorization": f"Basic {secret}", "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"grant_type": "client_credentials"}).encode()
        answer = json.loads(once(Calls(port, "POST", "/api/oauth/token/", form, (body,))))
        found.append(
            {"Authorization": f"Bearer {answer['access_token']}", "Content-Type": "application/json"}
        )
    return found


def session(username: str) -> dict[str, str]:
    """Headers of a browser in which somebody has logged in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from courts.people.models import Person

    person = Person.objects.get(username=username)
    store = importlib.import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={store.session_key}"}


def viewer(username: str) -> Any:
    """The eyes of somebody, for reading without a request."""
    from django.utils import timezone

    from courts.people.models import Person
    from courts.people.selectors import viewer_of

    return viewer_of(Person.objects.get(username=username), timezone.localdate())


def president(court: str) -> str:
    """The login of a court's president; appointed where the court has none."""
    from random import Random

    from courts.actors.domain import Role
    from courts.people.models import Post
    from courts.places.models import Court
    from oversight.management.scale.staff import appoint

    held = Post.objects.filter(court__code=court, role=Role.PRESIDENT.value, to_on=None)
    found = held.values_list("person__username", flat=True).first()
    if found:
        return str(found)
    login = f"scale-{court}-president"
    appoint(Court.objects.get(code=court), [login], Role.PRESIDENT, None, Random(court))
    return login
