"""Tokens: client credentials only, within the scopes of the client."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from courts.clients.models import ApiClient
from tests.builders import today
from tests.kit.rest import FUSONG, Rest, ask_token, court, make_client, rest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("basic", [True, False])
def test_a_token_is_given_for_basic_and_for_body_credentials(basic: bool) -> None:
    made = make_client(scopes="cases:read limits:read")
    answer = ask_token(made.client_id, made.client_secret, basic=basic)
    assert answer.status_code == 200
    token = answer.json()
    assert token["token_type"] == "Bearer"
    assert set(token["scope"].split()) == {"cases:read", "limits:read"}
    assert Rest(token["access_token"]).get("/cases/").status_code == 200


def test_fewer_scopes_may_be_asked_for_and_no_more() -> None:
    made = make_client(scopes="cases:read cases:write")
    fewer = ask_token(made.client_id, made.client_secret, scope="cases:read").json()
    assert fewer["scope"] == "cases:read"
    more = ask_token(made.client_id, made.client_secret, scope="cases:read draws:read")
    assert more.status_code == 400
    assert more.json()["error"] == "invalid_scope"


def test_a_wrong_secret_and_another_grant_are_refused() -> None:
    made = make_client()
    wrong = ask_token(made.client_id, "not the secret")
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")
    other = ask_token(made.client_id, made.client_secret, grant_type="password", username="a", password="b")
    assert other.status_code == 400
    assert "access_token" not in other.json()


def test_a_disabled_client_gets_no_token_and_its_old_one_is_dead() -> None:
    made = make_client()
    before = Rest(ask_token(made.client_id, made.client_secret).json()["access_token"])
    ApiClient.objects.filter(client_id=made.client_id).update(disabled_on=today())
    assert ask_token(made.client_id, made.client_secret).status_code == 401
    assert before.get("/cases/").status_code == 401


def test_a_scope_taken_from_the_client_is_taken_from_its_tokens() -> None:
    made = make_client(scopes="cases:read cases:write")
    old = Rest(ask_token(made.client_id, made.client_secret).json()["access_token"])
    ApiClient.objects.filter(client_id=made.client_id).update(allowed_scopes="limits:read")
    assert old.get("/cases/").status_code == 403


@pytest.mark.parametrize(
    ("scopes", "path", "expected"),
    [
        ("cases:read", "/cases/", 200),
        ("cases:write", "/cases/", 200),
        ("limits:read", "/cases/", 403),
        ("limits:read", "/limit-rules/", 200),
        ("webhooks:manage", "/courts/", 200),
    ],
)
def test_a_missing_scope_is_403(scopes: str, path: str, expected: int) -> None:
    assert rest(scopes=scopes).get(path).status_code == expected


def test_reading_scope_may_not_write() -> None:
    answer = rest(scopes="cases:read").post("/cases/", {})
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"


def run(**options: str) -> dict[str, Any]:
    printed = StringIO()
    call_command("create_api_client", stdout=printed, **options)
    return dict(json.loads(printed.getvalue()))


@pytest.mark.parametrize("code", ["220621", FUSONG])
def test_the_command_prints_one_json_object(code: str) -> None:
    court()
    made = run(name="检察院对接", court=code, scopes="cases:read cases:write")
    assert set(made) == {"client_id", "client_secret"}
    assert ask_token(made["client_id"], made["client_secret"]).status_code == 200
    client = ApiClient.objects.get(client_id=made["client_id"])
    assert client.court == court()
    assert made["client_secret"] not in client.client_secret  # only its hash is kept


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"court": "999999"}, "--court"),
        ({"scopes": "cases:everything"}, "--scopes"),
        ({"name": " "}, "--name"),
    ],
)
def test_the_command_names_what_is_wrong(wrong: dict[str, str], named: str) -> None:
    court()
    with pytest.raises(CommandError, match=named):
        run(**({"name": "x", "court": "220621", "scopes": "cases:read"} | wrong))
    assert not ApiClient.objects.exists()
