"""People signed in to the pages may use the interface too; their posts decide what it shows and does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courts.people.models import Person
from tests.builders import CourtHouse, court_with_people, drawn_case, filed_case, today
from tests.kit.rest import filing

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> CourtHouse:
    return court_with_people()


def signed_in(person: Person, *, checks_csrf: bool = False) -> Client:
    browser = Client(enforce_csrf_checks=checks_csrf)
    browser.force_login(person)
    return browser


def seen(person: Person) -> set[str]:
    answer = signed_in(person).get("/api/v1/cases/")
    assert answer.status_code == 200, answer.content.decode()
    return {row["id"] for row in answer.json()["results"]}


def post(browser: Client, path: str, body: Any) -> Any:
    return browser.post(f"/api/v1{path}", body, content_type="application/json")


def test_everybody_sees_what_their_posts_let_them(house: CourtHouse) -> None:
    drawn, waiting = drawn_case(house, on=today()), filed_case(house, on=today())
    handler = drawn.handling.handler
    assert handler is not None
    other = next(judge for judge in house.judges if judge != handler)
    assert seen(house.president) == {str(drawn.pk), str(waiting.pk)}
    assert seen(handler) == {str(drawn.pk)}
    assert seen(other) == set()
    hidden = signed_in(other).get(f"/api/v1/cases/{drawn.pk}/")
    assert hidden.status_code == 404


def test_a_clerk_files_and_a_judge_is_told_who_may(house: CourtHouse) -> None:
    assert post(signed_in(house.clerk), "/cases/", filing()).status_code == 201
    refused = post(signed_in(house.judge), "/cases/", filing())
    assert (refused.status_code, refused.json()["rule"]) == (422, "PEOPLE-RIGHT")
    assert refused.json()["incident"].startswith("R-")


def test_writing_from_a_browser_needs_its_csrf_token(house: CourtHouse) -> None:
    answer = post(signed_in(house.clerk, checks_csrf=True), "/cases/", filing())
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
