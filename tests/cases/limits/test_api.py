"""REST: the limit calculator, the limit rules, the limit of a case."""

from __future__ import annotations

from typing import Any

import pytest

from courts.calendar.services import seed_calendar
from tests.builders import machine
from tests.kit.rest import Rest, filing, rest

pytestmark = pytest.mark.django_db

ANSWER = {
    *("rule_code", "article", "starts_on", "due_on", "warn_on", "latest_lawful_on", "calendar_confirmed"),
    *("lamp", "clock", "days_left", "days_used", "days_excluded", "last_request_on", "ledger", "explanation"),
}


EXCLUDED = {"kind": "exclusion", "ground": "X01", "starts_on": "2025-03-20", "ends_on": "2025-04-19"}


@pytest.fixture
def client(db: None) -> Rest:
    seed_calendar(actor=machine())
    return rest()


def asked(**changes: Any) -> dict[str, Any]:
    body = {"rule_code": "CIV1_ORD", "starts_on": "2025-03-14", "as_of": "2025-08-01", "detained": False}
    return {name: value for name, value in {**body, **changes}.items() if value is not None}


def answer(client: Rest, *ledger: dict[str, Any], **changes: Any) -> dict[str, Any]:
    found = client.post("/limits/preview/", asked(ledger=list(ledger), **changes))
    assert found.status_code == 200, found.content.decode()
    return dict(found.json())


def test_the_plain_limit_to_the_day(client: Rest) -> None:
    found = answer(client)
    assert set(found) >= ANSWER
    assert (found["starts_on"], found["due_on"]) == ("2025-03-14", "2025-09-14")
    assert found["latest_lawful_on"] == "2025-09-15"  # the 14th is a Sunday
    assert (found["days_used"], found["days_left"]) == (140, 44)
    assert (found["clock"], found["lamp"]) == ("running", "blue")
    assert all(step["text"] for step in found["explanation"])


def test_an_exclusion_is_left_out_and_an_extension_added(client: Rest) -> None:
    excluded = {"kind": "exclusion", "ground": "X01", "starts_on": "2025-03-20", "ends_on": "2025-04-19"}
    found = answer(client, excluded)
    assert (found["due_on"], found["days_excluded"]) == ("2025-10-14", 30)
    assert found["ledger"] == [excluded]
    extended = answer(client, excluded, {"kind": "extension", "value": 6, "unit": "months"})
    assert extended["due_on"] == "2026-04-14"


def test_a_standing_clock_has_no_due_date(client: Rest) -> None:
    found = answer(
        client, {"kind": "suspension", "ground": "X06", "starts_on": "2025-05-10", "ends_on": None}
    )
    assert (found["due_on"], found["clock"], found["lamp"]) == (None, "stopped", "stopped")


def test_the_account_speaks_the_language_asked_for(client: Rest) -> None:
    english = client.post("/limits/preview/", asked(), Accept_Language="en").json()["explanation"]
    assert "not counted" in english[0]["text"]
    assert "当日不计" in client.post("/limits/preview/", asked()).json()["explanation"][0]["text"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rule_code": None}, "rule_code"),
        ({"rule_code": "CIV9"}, "rule_code"),
        ({"starts_on": None}, "starts_on"),
        ({"starts_on": "14.03.2025"}, "starts_on"),
        ({"as_of": 5}, "as_of"),
        ({"detained": "no"}, "detained"),
        ({"colour": "red"}, "colour"),
        ({"ledger": {}}, "ledger"),
        ({"ledger": ["x"]}, "ledger[0]"),
        ({"ledger": [{"kind": "holiday"}]}, "ledger[0].kind"),
        ({"ledger": [{"kind": "exclusion"}]}, "ledger[0].starts_on"),
        ({"ledger": [{"kind": "extension", "value": -1}]}, "ledger[0].value"),
        ({"ledger": [{"kind": "extension", "value": 1, "hue": 2}]}, "ledger[0].hue"),
    ],
)
def test_a_malformed_question_is_400_naming_the_entry(
    client: Rest, changes: dict[str, Any], field: str
) -> None:
    found = client.post("/limits/preview/", asked(**changes))
    assert found.status_code == 400, found.content.decode()
    assert field in found.json()["errors"]


@pytest.mark.parametrize("body", [b"[]", b'"x"', b"null"])
def test_a_question_of_the_wrong_shape_is_400(client: Rest, body: bytes) -> None:
    assert client.post("/limits/preview/", body).status_code == 400


def test_an_unlawful_ledger_is_422_with_rule_and_article(client: Rest) -> None:
    entry = {"kind": "exclusion", "ground": "X99", "starts_on": "2025-03-20", "ends_on": "2025-04-19"}
    found = client.post("/limits/preview/", asked(ledger=[entry]))
    assert found.status_code == 422
    assert found.json()["rule"] == "LIM-X-00"
    assert found.json()["article"]


@pytest.mark.parametrize(
    ("ledger", "field"),
    [
        ([EXCLUDED, {"kind": "extension", "value": "1.3", "unit": "months"}], "ledger[1].value"),
        ([{**EXCLUDED, "starts_on": "0001-01-01"}, EXCLUDED], "ledger[0].starts_on"),
        ([{"kind": "extension", "step": "1"}], "ledger[0].step"),
    ],
)
def test_what_the_arithmetic_cannot_read_names_the_entry(
    client: Rest, ledger: list[dict[str, Any]], field: str
) -> None:
    found = client.post("/limits/preview/", asked(ledger=ledger))
    assert found.status_code == 400 and list(found.json()["errors"]) == [field]


@pytest.mark.parametrize(
    ("ledger", "code", "entry"),
    [
        ([EXCLUDED, {**EXCLUDED, "ground": "X99"}], "LIM-X-00", 1),
        ([{**EXCLUDED, "ground": "X03"}, EXCLUDED], "LIM-X-CATEGORY", 0),
        ([{"kind": "extension", "step": 1}, EXCLUDED, {"kind": "extension", "step": 1}], "LIM-EXT-USED", 2),
        ([{**EXCLUDED, "starts_on": "2026-01-05", "ends_on": "2026-02-05"}, EXCLUDED], "LIM-X-AFTER-DUE", 0),
        (
            [EXCLUDED, {"kind": "conversion", "to_rule": "CIV1_SUM", "on": "2025-04-01"}],
            "LIM-CONVERT-NOT-ALLOWED",
            1,
        ),
        ([{**EXCLUDED, "ground": "X98"}, {**EXCLUDED, "ground": "X99"}], "LIM-X-00", 0),
    ],
)
def test_an_unlawful_entry_is_named_with_rule_and_article(
    client: Rest, ledger: list[dict[str, Any]], code: str, entry: int
) -> None:
    found = client.post("/limits/preview/", asked(ledger=ledger))
    told = found.json()
    assert (found.status_code, told["rule"], told["entry"]) == (422, code, f"ledger[{entry}]")
    assert told["article"] and told["next_step"]


def test_a_limit_in_hours_says_the_instant(client: Rest) -> None:
    """反家庭暴力法第二十八条: 72 hours from receipt, whatever holidays lie between."""
    found = client.post(
        "/limits/preview/", {"rule_code": "CIV_PROTECT", "starts_at": "2025-09-30T09:30:00+08:00"}
    )
    assert found.status_code == 200, found.content.decode()
    assert found.json()["due_at"].startswith("2025-10-03T09:30")


def test_the_limit_of_a_case_before_and_after_acceptance(client: Rest) -> None:
    case = client.post("/cases/", filing(received_on="2025-03-14")).json()
    before = client.get(f"/cases/{case['id']}/limit/").json()
    assert (before["rule_code"], before["clock"], before["lamp"]) == (None, "none", "none")
    client.post(f"/cases/{case['id']}/accept/", {"accepted_on": "2025-03-14"})
    after = client.get(f"/cases/{case['id']}/limit/").json()
    assert set(after) >= ANSWER
    assert (after["rule_code"], after["due_on"], after["lamp"]) == ("CIV1_ORD", "2025-09-14", "black")
    assert after == client.get(f"/cases/{case['id']}/").json()["limit"]


def test_rules_are_listed_and_filtered(client: Rest) -> None:
    found = client.get("/limit-rules/?case_type=民初&procedure=small_claims").json()["results"]
    assert "CIV1_SMALL" in {rule["code"] for rule in found}
    assert all("民初" in rule["case_types"] for rule in found)
    small = next(rule for rule in found if rule["code"] == "CIV1_SMALL")
    assert (small["base"]["value"], small["base"]["unit"]) == ("2", "months")
    assert client.get("/limit-rules/?category=cookery").status_code == 400


def test_a_rule_says_which_cases_it_is_made_for(client: Rest) -> None:
    found = client.get("/limit-rules/?case_type=刑终&page_size=50").json()["results"]
    shown = {rule["code"]: (rule["causes"], rule["detained"], rule["levels"]) for rule in found}
    assert shown["CRIM2_SPC"] == ([], None, ["supreme"])
    special = client.get("/limit-rules/?case_type=民特&page_size=50").json()["results"]
    assert {rule["code"]: rule["causes"] for rule in special}["CIV_SP_MISSING"] == ["civ.10.33.397"]


def test_the_rules_of_a_day(client: Rest) -> None:
    def of(day: str) -> dict[str, str]:
        found = client.get(f"/limit-rules/?case_type=民初&procedure=summary&on={day}").json()["results"]
        return {rule["code"]: rule["article"] for rule in found}

    assert "（2023修正）第一百六十四条" in of("2024-01-01")["CIV1_SUM"]
    assert "（2021修正）" in of("2023-12-31")["CIV1_SUM"]
    assert of("1999-12-31") == {}
    assert client.get("/limit-rules/?on=soon").status_code == 400
