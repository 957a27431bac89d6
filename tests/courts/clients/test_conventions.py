"""What holds for every call: problem documents, languages, rates, strict input, pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courts.clients.api import CallerThrottle
from tests.kit.rest import BAISHAN, FUSONG, JILIN, Rest, court, filing, rest

pytestmark = pytest.mark.django_db


def assert_problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    body = dict(answer.json())
    assert {"type", "title", "status", "detail", "instance"} <= set(body)
    assert body["status"] == status
    return body


@pytest.mark.parametrize("token", ["", "forged"])
def test_no_or_a_bad_token_is_401(token: str) -> None:
    answer = Rest(token).get("/cases/")
    assert_problem(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/nowhere/", "/cases/not-a-uuid/", "/cases", "/"])
def test_an_unknown_address_is_a_problem_not_a_page(path: str) -> None:
    assert_problem(rest().get(path), 404)


def test_a_wrong_method_media_type_and_format() -> None:
    client = rest()
    assert_problem(client.post("/courts/"), 405)
    sent = Client().post(
        "/api/v1/cases/",
        "a=b",
        content_type="text/plain",
        headers={"Authorization": f"Bearer {client.token}"},
    )
    assert_problem(sent, 415)
    assert_problem(client.get("/cases/", Accept="text/csv"), 406)


@pytest.mark.parametrize(
    "body", [b"[]", b'"text"', b"12", b"null", b"{", b"\xff\xfe", b'{"court": NaN}', b'{"parties": {}}']
)
def test_a_body_of_the_wrong_shape_is_400_with_errors(body: bytes) -> None:
    assert assert_problem(rest().post("/cases/", body), 400)["errors"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"title": "a\\u0000b"}', "title"),
        (b'{"parties": [{"name": "\\ud800"}]}', "parties[0].name"),
        (b'{"parties": [{"\\u0000": 1}]}', "parties[0]"),
        (b'{"\\udfff": 1}', "body"),
        (b'"\\u0000"', "body"),
        (b"[" * 100_000, "body"),
    ],
)
def test_what_cannot_be_stored_or_read_is_named(body: bytes, field: str) -> None:
    answer = rest().post("/cases/", body, Idempotency_Key="odd")
    assert list(assert_problem(answer, 400)["errors"]) == [field]


def test_escaped_characters_are_read_as_they_are_meant() -> None:
    made = rest().post("/cases/", filing(title="\U0001f600 张三诉李四"))
    assert made.json()["title"] == "\U0001f600 张三诉李四"


def test_the_whole_body_is_named_when_it_is_no_object() -> None:
    assert list(rest().post("/cases/", []).json()["errors"]) == ["body"]


def test_a_body_past_the_limit_is_413() -> None:
    answer = rest().post("/cases/", b"[" + b" " * (10 * 1024 * 1024) + b"]")
    assert_problem(answer, 413)


def test_problems_speak_the_language_asked_for() -> None:
    client = rest()
    chinese = client.post("/cases/", {}, Accept_Language="zh-CN").json()
    english = client.post("/cases/", {}, Accept_Language="en").json()
    assert chinese["errors"]["court"] == ["该字段是必填项。"]
    assert english["errors"]["court"] == ["This field is required."]
    assert client.post("/cases/", {}).json() == chinese


def test_unknown_filters_and_fields_are_named() -> None:
    client = rest()
    assert list(assert_problem(client.get("/cases/?colour=red"), 400)["errors"]) == ["colour"]
    assert list(assert_problem(client.post("/cases/", filing(colour="red")), 400)["errors"]) == ["colour"]
    assert assert_problem(client.get("/cases/?q=a&q=b"), 400)["errors"]["q"]


def test_past_the_rate_is_429_with_retry_after(monkeypatch: pytest.MonkeyPatch, clean_broker: None) -> None:
    monkeypatch.setattr(CallerThrottle, "THROTTLE_RATES", {"client": "2/day", "public": "1/day"})
    client, other = rest(), rest()
    statuses = [client.get("/courts/").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = client.get("/courts/")
    assert_problem(answer, 429)
    assert 1 <= int(answer["Retry-After"]) <= 24 * 3600
    assert other.get("/courts/").status_code == 200
    assert [Rest("").get("/anchors/").status_code for _ in range(2)] == [200, 429]


def test_lists_are_paged_by_key_to_the_end() -> None:
    for code in (FUSONG, BAISHAN, JILIN):
        court(code)
    client = rest()
    seen, path = [], "/courts/?page_size=2"
    while path:
        page = client.get(path).json()
        assert set(page) == {"results", "next"}
        assert len(page["results"]) <= 2
        seen += [row["code"] for row in page["results"]]
        path = page["next"]
    assert seen == ["100000", "220000", "220600", "220621"]
    assert [row["parent"] for row in client.get("/courts/").json()["results"]] == [
        None,
        "100000",
        "220000",
        "220600",
    ]


def test_a_table_in_memory_is_paged_the_same_way() -> None:
    client = rest()
    first = client.get("/refusal-rules/?page_size=5").json()
    second = client.get(first["next"]).json()
    codes = [row["code"] for row in first["results"] + second["results"]]
    assert len(set(codes)) == 10
    everything = client.get("/refusal-rules/?page_size=200").json()["results"]
    assert [row["code"] for row in everything][:10] == codes
    assert all(row["sentence_zh"] and row["next_en"] for row in everything)


@pytest.mark.parametrize("size", ["0", "-1", "many", "1.5", "２"])
def test_a_bad_page_size_is_named(size: str) -> None:
    assert "page_size" in assert_problem(rest().get(f"/courts/?page_size={size}"), 400)["errors"]


def test_a_page_has_at_most_200_rows() -> None:
    assert len(rest().get("/causes/?page_size=5000").json()["results"]) == 200


@pytest.mark.parametrize("cursor", ["abc", "WyJhIl0:1:2", "%00"])
def test_a_forged_cursor_is_named(cursor: str) -> None:
    for path in ("/courts/", "/cases/", "/causes/"):
        assert "cursor" in assert_problem(rest().get(f"{path}?cursor={cursor}"), 400)["errors"]


def test_a_cursor_of_another_list_is_not_taken() -> None:
    client = rest()
    following = client.get("/causes/?page_size=1").json()["next"]
    cursor = following.split("cursor=")[1].split("&")[0]
    assert_problem(client.get(f"/limit-rules/?cursor={cursor}"), 400)


def test_problems_of_our_own_are_translated_too() -> None:
    client = rest()
    unknown = client.post("/cases/", filing(court="999999"), Accept_Language="en-GB,en;q=0.9").json()
    assert unknown["errors"]["court"] == ["There is no court with the code 999999."]
    assert unknown["title"] == "The input is not right"
    assert client.get("/nowhere/", Accept_Language="en").json()["title"] == "Not found"
