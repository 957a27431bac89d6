"""Over REST a related case that is not answered is a 409 with the hits, answered in the next call."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.designations.models import Designation
from assignment.related.models import RelatedAnswer
from tests.assignment.related.test_answering import REASON, pair
from tests.builders import CourtHouse, accepted_case, court_with_people, drawn_case, today
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.rest import Rest, rest

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=4))


@pytest.fixture
def client(house: CourtHouse) -> Rest:
    return rest()


def two(house: CourtHouse, **over: Any) -> tuple[Any, Any]:
    both = pair()
    return (
        drawn_case(house, on=today(), parties=both, **over),
        accepted_case(house, on=today(), parties=both),
    )


@pytest.mark.parametrize("query", ["", "?finish=1"])
def test_not_answered_is_409_with_the_hits(house: CourtHouse, client: Rest, query: str) -> None:
    old, new = two(house)
    answer = client.post(f"/cases/{new.pk}/draws/{query}")
    assert answer.status_code == 409
    told = answer.json()
    assert told["rule"] == "DRAW-RELATED-OPEN" and told["article"]
    assert [(hit["case"], hit["kind"], hit["handler"]["name"]) for hit in told["hits"]] == [
        (str(old.pk), "same_parties", old.handling.handler.name)
    ]


def test_taken_in_the_call_that_would_draw(house: CourtHouse, client: Rest) -> None:
    old, new = two(house)
    taken = client.post(f"/cases/{new.pk}/draws/?finish=1", {"related_decision": {"take": str(old.pk)}})
    assert taken.status_code == 201, taken.content.decode()
    assert taken.json()["handler"]["id"] == str(old.handling.handler_id)
    assert client.get(f"/cases/{new.pk}/").json()["handler"]["id"] == str(old.handling.handler_id)
    assert Designation.objects.get(case=new).ground == "D04"


def test_declined_in_the_call_that_draws(house: CourtHouse, client: Rest) -> None:
    _old, new = two(house)
    drawn = client.post(
        f"/cases/{new.pk}/draws/?finish=1", {"nonce": "7", "related_decision": {"decline": REASON}}
    )
    assert (drawn.status_code, drawn.json()["status"]) == (201, "result")
    assert RelatedAnswer.objects.get(case=new).answer == "decline"
    assert client.get(f"/draws/{drawn.json()['id']}/bundle/").json()["snapshot"]["related"]["declined"] == 1


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        ({}, 400),
        ({"take": "x"}, 400),
        ({"take": "01890000-0000-7000-8000-000000000000", "decline": REASON}, 400),
        ({"decline": "短"}, 400),
        ({"take": "01890000-0000-7000-8000-000000000000"}, 422),
    ],
)
def test_a_decision_is_one_of_the_two(
    house: CourtHouse, client: Rest, decision: dict[str, str], status: int
) -> None:
    _old, new = two(house)
    answer = client.post(f"/cases/{new.pk}/draws/?finish=1", {"related_decision": decision})
    assert answer.status_code == status


def test_a_sealed_hit_is_counted_and_not_told(house: CourtHouse, client: Rest) -> None:
    old, new = two(house, sealed="privacy")
    answer = client.post(f"/cases/{new.pk}/draws/")
    assert answer.status_code == 409 and answer.json()["hits"] == []
    assert str(old.pk) not in answer.content.decode() and old.number not in answer.content.decode()


def test_declining_where_nothing_waits_is_no_mistake(house: CourtHouse, client: Rest) -> None:
    case = accepted_case(house, on=today())
    drawn = client.post(f"/cases/{case.pk}/draws/?finish=1", {"related_decision": {"decline": REASON}})
    assert drawn.status_code == 201
