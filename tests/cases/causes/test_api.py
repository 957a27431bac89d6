"""REST: searching causes."""

from __future__ import annotations

import pytest

from tests.kit.rest import Rest, rest

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Rest:
    return rest(scopes="cases:read")


def test_a_part_of_the_name_finds_causes_that_fit_the_case_type(client: Rest) -> None:
    found = client.get("/causes/?q=借贷&case_type=民初").json()["results"]
    assert "民间借贷纠纷" in {cause["zh"] for cause in found}
    assert {cause["category"] for cause in found} == {"civil"}
    lending = next(cause for cause in found if cause["zh"] == "民间借贷纠纷")
    assert lending["path"][-1] == "民间借贷纠纷"
    assert len(lending["path"]) > 1
    assert client.get("/causes/?q=借贷&case_type=刑初").json()["results"] == []


def test_all_causes_in_pages(client: Rest) -> None:
    codes, path = [], "/causes/?page_size=200"
    while path:
        page = client.get(path).json()
        codes += [cause["code"] for cause in page["results"]]
        path = page["next"]
    assert len(codes) == len(set(codes)) > 500


def test_the_causes_of_a_day_with_their_number_and_what_took_their_place(client: Rest) -> None:
    found = client.get("/causes/?q=发起人责任&case_type=民初&on=2025-12-31").json()["results"]
    assert [(cause["zh"], cause["valid_to"]) for cause in found] == [("发起人责任纠纷", "2025-12-31")]
    found = client.get("/causes/?q=发起人责任&case_type=民初&on=2026-01-01").json()["results"]
    assert [(cause["code"], cause["zh"], cause["number"]) for cause in found] == [
        ("civ.8.21.273", "设立人责任纠纷", "303")
    ]
    (ended,) = client.get("/causes/?q=离退休人员返聘&on=2025-12-31").json()["results"]
    assert ended["successors"] == ["civ.4.10.139.n1", "civ.6.17.n208"]
    assert client.get("/causes/?q=离退休人员返聘&on=1999-01-01").status_code == 200


@pytest.mark.parametrize("query", ["case_type=民零", "q=" + "长" * 61, "sort=up", "on=2026-02-30"])
def test_a_bad_filter_is_named(client: Rest, query: str) -> None:
    answer = client.get(f"/causes/?{query}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [query.split("=")[0]]
