"""REST: the timeline of a case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import today
from tests.kit.rest import Rest, filing, rest

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Rest:
    return rest()


@pytest.fixture
def path(client: Rest) -> str:
    case = client.post("/cases/", filing()).json()
    assert client.post(f"/cases/{case['id']}/accept/").status_code == 200
    return f"/cases/{case['id']}/events/"


def event(**changes: Any) -> dict[str, Any]:
    return {"node": "hearing", "occurred_on": str(today()), "detail": "第一次开庭", **changes}


def test_acceptance_stands_on_the_timeline_and_a_hearing_joins_it(client: Rest, path: str) -> None:
    made = client.post(path, event())
    assert made.status_code == 201, made.content.decode()
    assert made.json()["entered_at"].endswith("+08:00")
    listed = client.get(path).json()
    assert [row["node"] for row in listed["results"]] == ["filing", "hearing"]
    assert listed["results"][1] == made.json()
    assert listed["next"] is None
    assert client.get(path, Accept_Language="en").json()["results"][1]["name"] == "hearing"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"node": "party"}, "node"),
        ({"occurred_on": "2999-01-01"}, "occurred_on"),
        ({"occurred_on": str(today() - timedelta(days=400))}, "occurred_on"),
        ({"detail": " "}, "detail"),
        ({"detail": "长" * 501}, "detail"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_malformed_event_is_named(client: Rest, path: str, changes: dict[str, Any], field: str) -> None:
    answer = client.post(path, event(**changes))
    assert answer.status_code == 400
    assert field in answer.json()["errors"]
    assert len(client.get(path).json()["results"]) == 1


def test_what_the_system_enters_is_not_entered_by_hand(client: Rest, path: str) -> None:
    answer = client.post(path, event(node="closing"))
    assert (answer.status_code, answer.json()["rule"]) == (422, "NODE-BY-SYSTEM")


def test_a_long_timeline_has_pages(client: Rest, path: str) -> None:
    for number in range(3):
        client.post(path, event(detail=f"第 {number} 次"))
    first = client.get(f"{path}?page_size=3").json()
    second = client.get(first["next"]).json()
    assert (len(first["results"]), len(second["results"]), second["next"]) == (3, 1, None)
