"""Idempotency-Key: one request, one deed, one answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.docket.models import Case
from courts.clients.models import ApiClient, IdempotencyKey
from courts.clients.services import KeyState, begin_keyed, finish_keyed
from tests.kit.rest import Rest, ask_token, filing, make_client, rest
from tests.kit.threads import at_once

pytestmark = pytest.mark.django_db


def test_the_same_key_and_body_answer_the_first_answer_again() -> None:
    client, body = rest(), filing()
    first = client.post("/cases/", body, Idempotency_Key="k-1")
    again = client.post("/cases/", body, Idempotency_Key="k-1")
    assert first.status_code == again.status_code == 201
    assert again.json() == first.json()
    assert again["Location"] == first["Location"]
    assert Case.objects.count() == 1


def test_without_a_key_every_request_is_its_own() -> None:
    client, body = rest(), filing()
    assert client.post("/cases/", body).json()["id"] != client.post("/cases/", body).json()["id"]


def test_the_same_key_with_another_body_or_address_is_422() -> None:
    client = rest()
    case = client.post("/cases/", filing(), Idempotency_Key="k-2").json()
    other = client.post("/cases/", filing(title="另一件"), Idempotency_Key="k-2")
    assert other.status_code == 422
    assert other["Content-Type"] == "application/problem+json"
    assert client.post(f"/cases/{case['id']}/accept/", filing(), Idempotency_Key="k-2").status_code == 422
    assert Case.objects.count() == 1


def test_a_refused_or_malformed_request_is_answered_again_too() -> None:
    client = rest()
    first = client.post("/cases/", {}, Idempotency_Key="k-3")
    again = client.post("/cases/", {}, Idempotency_Key="k-3")
    assert (first.status_code, again.status_code) == (400, 400)
    assert again["Content-Type"] == "application/problem+json"
    assert again.json() == first.json()


def test_a_key_belongs_to_its_client() -> None:
    body = filing()
    ids = {rest().post("/cases/", body, Idempotency_Key="same").json()["id"] for _ in range(2)}
    assert len(ids) == 2


def test_who_was_not_admitted_may_use_the_key_again() -> None:
    made = make_client(scopes="cases:read cases:write")
    reading = Rest(ask_token(made.client_id, made.client_secret, scope="cases:read").json()["access_token"])
    writing = Rest(ask_token(made.client_id, made.client_secret).json()["access_token"])
    body = filing()
    assert reading.post("/cases/", body, Idempotency_Key="k-4").status_code == 403
    assert writing.post("/cases/", body, Idempotency_Key="k-4").status_code == 201


def test_a_server_error_gives_the_key_free(client_of_court: ApiClient) -> None:
    _, kept = begin_keyed(client_of_court, "k-5", "h", at=timezone.now())
    finish_keyed(kept, status=500, body=None, location="")
    assert begin_keyed(client_of_court, "k-5", "h", at=timezone.now())[0] is KeyState.NEW


def test_a_key_still_running_is_409_and_one_lost_says_what_to_do(client_of_court: ApiClient) -> None:
    made = make_client()
    caller = Rest(ask_token(made.client_id, made.client_secret).json()["access_token"])
    body = filing()
    caller.post("/cases/", body, Idempotency_Key="k-6")
    IdempotencyKey.objects.filter(key="k-6").update(status=None, body=None)
    running = caller.post("/cases/", body, Idempotency_Key="k-6")
    assert running.status_code == 409
    IdempotencyKey.objects.filter(key="k-6").update(started_at=timezone.now() - timedelta(hours=1))
    lost = caller.post("/cases/", body, Idempotency_Key="k-6")
    assert lost.status_code == 409
    assert lost.json()["detail"] != running.json()["detail"]
    assert Case.objects.count() == 1


def test_an_overlong_key_is_400() -> None:
    assert rest().post("/cases/", filing(), Idempotency_Key="k" * 201).status_code == 400


@pytest.fixture
def client_of_court() -> ApiClient:
    return ApiClient.objects.get(client_id=make_client().client_id)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_file_one_case() -> None:
    client, body = rest(), filing()
    answers = at_once([lambda: client.post("/cases/", body, Idempotency_Key="storm")] * 20)
    assert {answer.status_code for answer in answers} <= {201, 409}
    made = {answer.json()["id"] for answer in answers if answer.status_code == 201}
    assert len(made) == 1
    assert Case.objects.count() == 1
