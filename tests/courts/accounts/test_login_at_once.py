"""Many attempts at one login at once: no more than five are looked at."""

from __future__ import annotations

import pytest
from django.test import Client

from courts.actors.domain import Role
from courts.trail.models import TrailEvent
from tests.builders import PASSWORD, person_of
from tests.kit.rest import court
from tests.kit.threads import all_at_once


@pytest.mark.django_db(transaction=True)
def test_twelve_wrong_passwords_at_once_are_five_failures() -> None:
    person = person_of(court(), Role.CLERK)

    def attempt(number: int) -> int:
        return (
            Client(headers={"User-Agent": f"browser {number}"})
            .post("/login/", {"username": person.username, "password": f"guess-{number}"})
            .status_code
        )

    codes = all_at_once(attempt, 12)
    assert sorted(codes) == [200] * 4 + [429] * 8
    failed = TrailEvent.objects.filter(verb="login_failed").count()
    locked = TrailEvent.objects.filter(verb="login_locked").count()
    assert (failed, locked) == (5, 1)
    right = Client().post("/login/", {"username": person.username, "password": PASSWORD})
    assert right.status_code == 429
