"""Talking to the REST interface as another court's system does: a client, its token, JSON."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client

from courts.clients.models import ApiClient
from courts.clients.services import NewClient, create_api_client
from courts.places.models import Court
from courts.places.services import ensure_court
from tests.builders import machine, raw_filing, strangers, today

FUSONG, BAISHAN, JILIN, SIPING = "吉0621", "吉06", "吉", "吉03"
BASE = "http://testserver/api/v1"
ALL_SCOPES = "cases:read cases:write draws:read limits:read"
APPEAL = {
    "court": "220600",
    "case_type": "民终",
    "procedure": "second_instance",
    "limit_rule": "CIV2_JUDG",
}


def court(number_code: str = FUSONG) -> Court:
    return ensure_court(number_code=number_code, actor=machine()).court


def make_client(number_code: str = FUSONG, scopes: str = ALL_SCOPES) -> NewClient:
    """A client of a court; a second one of the same court is numbered."""
    made = ApiClient.objects.filter(court__number_code=number_code).count()
    again = f" {made + 1}" if made else ""
    return create_api_client(
        name=f"system of {number_code}{again}",
        court=court(number_code).code,
        scopes=scopes,
        actor=machine(),
    )


def ask_token(client_id: str, secret: str, *, basic: bool = True, **body: str) -> HttpResponse:
    """``POST /api/oauth/token/`` with HTTP Basic or with the credentials in the body."""
    form = {"grant_type": "client_credentials", **body}
    headers = {}
    if basic:
        known = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
        headers["Authorization"] = f"Basic {known}"
    else:
        form |= {"client_id": client_id, "client_secret": secret}
    return Client().post("/api/oauth/token/", form, headers=headers)


@dataclass
class Rest:
    """A client with its token. Paths are below ``/api/v1``, or whole addresses as answers give them."""

    token: str

    def get(self, path: str, **headers: str) -> Any:
        return self._call("GET", path, None, headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._call("POST", path, {} if body is None else body, headers)

    def _call(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            named["Authorization"] = f"Bearer {self.token}"
        return Client().generic(
            method,
            f"/api/v1{path.removeprefix(BASE)}",
            b"" if body is None else _encoded(body),
            content_type="application/json",
            headers=named,
        )


def _encoded(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def rest(number_code: str = FUSONG, scopes: str = ALL_SCOPES) -> Rest:
    """A new client of a court, logged in."""
    made = make_client(number_code, scopes)
    answer = ask_token(made.client_id, made.client_secret)
    assert answer.status_code == 200, answer.content
    return Rest(answer.json()["access_token"])


def filing(**changes: Any) -> dict[str, Any]:
    """A lawful filing to Fusong of three days ago; a change to None leaves the field out."""
    return raw_filing(today(), **{"channel": "online", **changes})


def filed(client: Rest, **changes: Any) -> dict[str, Any]:
    """File a case; the answer."""
    answer = client.post("/cases/", filing(**changes))
    assert answer.status_code == 201, answer.content.decode()
    return dict(answer.json())


def accepted(client: Rest, on: date | None = None, **changes: Any) -> dict[str, Any]:
    """File a case and accept it, both on one day if one is given; the answer."""
    apart = {"parties": strangers(*filing()["parties"])}
    case = filed(client, **({"received_on": str(on)} if on else {}) | apart | changes)
    answer = client.post(f"/cases/{case['id']}/accept/", {"accepted_on": str(on)} if on else {})
    assert answer.status_code == 200, answer.content.decode()
    return dict(answer.json())
