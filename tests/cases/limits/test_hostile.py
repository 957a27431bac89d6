"""What nobody should ask the calculator, and what it says: 400 or 422 naming the entry, never more."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from django.test import Client

from courts.calendar.services import seed_calendar
from tests.builders import machine
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.rest import Rest, rest

pytestmark = pytest.mark.django_db


def _client() -> Rest:
    seed_calendar(actor=machine())
    return rest()


house = kept(_client)
X01 = {"kind": "exclusion", "ground": "X01", "starts_on": "2025-03-20", "ends_on": "2025-04-19"}
STOP = {"kind": "suspension", "starts_on": "2025-05-01"}
LONGER = {"kind": "extension"}
TURN = {"kind": "conversion", "to_rule": "CIV1_ORD", "on": "2025-04-01"}
AGAIN = {"kind": "restart", "on": "2025-05-22"}
ODD: tuple[Any, ...] = (
    *(None, " ", 0, -1, 1.5, 1e300, True, [], {"a": 1}, "x" * 5000, "\x00", "\ud800"),
    *("2025-02-30", "20250314", "9999-12-31", "0001-01-01", "1e9999999", "NaN"),
)


def asked(**changes: Any) -> dict[str, Any]:
    return {"rule_code": "CIV1_ORD", "starts_on": "2025-03-14", "as_of": "2025-08-01", **changes}


def post(house: Rest, body: Any, content_type: str = "application/json") -> Any:
    text = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return Client().post(
        "/api/v1/limits/preview/",
        text,
        content_type=content_type,
        headers={"Authorization": f"Bearer {house.token}"},
    )


def lawful(found: Any) -> bool:
    """Answered, or said why not: problem+json with what to mend or with rule and article."""
    told = found.json()
    if found.status_code == 400:
        return bool(told["errors"])
    if found.status_code == 422:
        return bool(told["rule"] and told["article"])
    return bool(found.status_code == 200)


def test_odd_values_of_the_question(house: Rest) -> None:
    names = ("rule_code", "starts_on", "starts_at", "as_of", "detained", "ledger", "hue")
    for place, value in enumerate(ODD):
        for name in names[place % 3 :: 3]:
            assert lawful(post(house, asked(**{name: value}))), (name, value)


@pytest.mark.parametrize("entry", [X01, LONGER, AGAIN], ids=lambda entry: entry["kind"])
def test_odd_values_of_an_entry(house: Rest, entry: dict[str, Any]) -> None:
    names = ("kind", "ground", "starts_on", "ends_on", "value", "unit", "step", "to_rule", "on")
    for place, value in enumerate(ODD):
        for name in names[place % 4 :: 4]:
            found = post(house, asked(ledger=[{**entry, name: value}]))
            assert lawful(found), (name, value, found.content[:300])
            if found.status_code == 400:
                assert all(key.startswith("ledger[0]") for key in found.json()["errors"]), (name, value)
            if found.status_code == 422:
                assert found.json()["entry"] == "ledger[0]", (name, value)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("[" * 100_000, "application/json", 400),
        ('{"ledger":' + "[" * 50_000 + "]" * 50_000 + "}", "application/json", 400),
        ("{", "application/json", 400),
        ("", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        ('{"rule_code": NaN}', "application/json", 400),
        ('{"starts_on": ' + "9" * 6000 + "}", "application/json", 400),
        ("<a/>", "application/xml", 415),
        ("a=1", "text/plain", 415),
        ("rule_code=CIV1_ORD&starts_on=2025-03-14", "application/x-www-form-urlencoded", 415),
    ],
)
def test_what_is_no_question_at_all(house: Rest, body: Any, content_type: str, status: int) -> None:
    assert post(house, body, content_type).status_code == status


def test_very_long_ledgers_are_refused_at_once(house: Rest) -> None:
    for entry in (X01, STOP, LONGER, TURN, AGAIN, {}):
        began = time.perf_counter()
        found = post(house, asked(ledger=[entry] * 10_000))
        assert found.status_code == 400 and list(found.json()["errors"]) == ["ledger"]
        assert time.perf_counter() - began < 2


@pytest.mark.parametrize("rule", ["CRIM1_PUB", "NLA_7"])
def test_the_longest_ledgers_are_answered_in_time(house: Rest, rule: str) -> None:
    restarts = [{"kind": "restart", "on": f"2025-{1 + n % 12:02d}-{1 + n % 28:02d}"} for n in range(250)]
    stops = [{**X01, "ground": "X06", "starts_on": "2025-03-14", "ends_on": "2025-04-01"}] * 250
    for ledger in (restarts, stops, restarts + stops, [LONGER] * 500, stops + [{**X01, "ground": "X99"}] * 9):
        began = time.perf_counter()
        found = post(house, asked(rule_code=rule, ledger=ledger, as_of="2999-12-31"))
        assert lawful(found), found.content[:300]
        assert time.perf_counter() - began < 5, (rule, len(ledger), time.perf_counter() - began)
