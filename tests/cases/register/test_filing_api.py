"""REST: filing, accepting and refusing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.docket.models import Case
from cases.intake.selectors import refusal_grounds
from cases.parties.models import Party
from courts.calendar.services import seed_calendar
from tests.builders import machine
from tests.kit.rest import APPEAL, BAISHAN, FUSONG, Rest, accepted, filed, filing, rest

pytestmark = pytest.mark.django_db

ROW = {
    *("id", "number", "court", "case_type", "procedure", "cause", "status", "received_on"),
    *("filed_on", "closed_on", "handler", "due_on", "lamp"),
}


def errors(client: Rest, **changes: Any) -> dict[str, list[str]]:
    answer = client.post("/cases/", filing(**changes))
    assert answer.status_code == 400, answer.content.decode()
    assert not Case.objects.exists()
    return dict(answer.json()["errors"])


def test_a_filing_is_201_with_its_address_and_neither_accepted_nor_drawn() -> None:
    client = rest()
    answer = client.post("/cases/", filing())
    case = answer.json()
    assert answer.status_code == 201
    assert answer["Location"].endswith(f"/api/v1/cases/{case['id']}/")
    assert set(case) >= ROW
    assert (case["status"], case["number"], case["filed_on"]) == ("received", None, None)
    assert (case["court"], case["court_number_code"]) == ("220621", FUSONG)
    assert (case["case_type"], case["cause"], case["claim_amount"]) == ("民初", "民间借贷纠纷", "1268400.00")
    assert (case["limit"], case["draw"], case["handler"], case["lamp"]) == (None, None, None, "none")
    assert client.get(answer["Location"]).json() == case


def test_identity_numbers_are_masked_and_never_stored_in_clear() -> None:
    case = filed(rest())
    shown = case["parties"][0]
    assert shown["id_number"] == "2206211985******37"
    assert "220621198503121237" not in str(case)
    assert b"220621198503121237" not in bytes(Party.objects.get(pk=shown["id"]).id_cipher)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"court": None}, "court"),
        ({"court": "999999"}, "court"),
        ({"case_type": "民零"}, "case_type"),
        ({"procedure": "fast"}, "procedure"),
        ({"channel": "import"}, "channel"),
        ({"cause": "盗窃罪"}, "cause"),
        ({"cause": "没有的案由"}, "cause"),
        ({"cause": ["民间借贷纠纷"]}, "cause"),
        ({"received_on": "2025-02-30"}, "received_on"),
        ({"received_on": "20250228"}, "received_on"),
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"claim_amount": "-1"}, "claim_amount"),
        ({"claim_amount": "1.234"}, "claim_amount"),
        ({"claim_amount": True}, "claim_amount"),
        ({"parties": []}, "parties"),
        ({"parties": "王建国"}, "parties"),
        ({"title": "\u0000"}, "title"),
        ({"title": {"zh": "a"}}, "title"),
        ({"facts": "\ud800"}, "facts"),
        ({"detained": "perhaps"}, "detained"),
        ({"related_to": ["x"]}, "related_to[0]"),
        ({"related_to": ["00000000-0000-0000-0000-000000000001"]}, "related_to"),
    ],
)
def test_malformed_input_names_its_field_and_saves_nothing(changes: dict[str, Any], field: str) -> None:
    assert field in errors(rest(), **changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id_number": "220621198503121238"}, "parties[0].id_number"),
        ({"name": ""}, "parties[0].name"),
        ({"role": "king"}, "parties[0].role"),
        ({"kind": None}, "parties[0].kind"),
        ({"phone": "12"}, "parties[0].phone"),
        ({"nickname": "x"}, "parties[0].nickname"),
    ],
)
def test_a_malformed_party_is_named_with_its_place(changes: dict[str, Any], field: str) -> None:
    party = {**filing()["parties"][0], **changes}
    party = {name: value for name, value in party.items() if value is not None}
    assert field in errors(rest(), parties=[party])


def test_what_the_law_forbids_is_422_with_rule_and_article() -> None:
    answer = rest().post("/cases/", filing(procedure="second_instance"))
    problem = answer.json()
    assert answer.status_code == 422
    assert problem["rule"] == "INTAKE-PROCEDURE"
    assert problem["article"] and problem["next_step"]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("rule", "article", "changes"),
    [
        ("NUM-LEVEL", "民事诉讼法第一百七十一条", {"case_type": "民终", "procedure": "second_instance"}),
        ("INTAKE-PROCEDURE", "民事诉讼法第四十条", {"procedure": "expedited"}),
        ("NUM-RESERVED", "法释〔2022〕11号第二条第二款", {"cause": "船舶碰撞损害责任纠纷"}),
        ("LIM-RULE-UNFIT", "", {"limit_rule": "MAR_COLLISION"}),
    ],
)
def test_type_level_procedure_cause_and_limit_must_be_lawful_together(
    rule: str, article: str, changes: dict[str, Any]
) -> None:
    answer = rest().post("/cases/", filing(**changes))
    problem = answer.json()
    assert (answer.status_code, problem["rule"]) == (422, rule)
    assert problem["detail"] and problem["article"].startswith(article) and problem["next_step"]
    assert not Case.objects.exists()


def test_the_cause_decides_among_the_limits_of_special_procedure() -> None:
    case = filed(rest(), case_type="民特", procedure="special", cause="申请宣告自然人失踪", claim_amount=None)
    assert case["limit_rule"] == "CIV_SP_MISSING"


def test_several_limit_rules_and_none_chosen_is_422_listing_them() -> None:
    answer = rest(BAISHAN).post("/cases/", filing(**{**APPEAL, "limit_rule": None}))
    assert (answer.status_code, answer.json()["rule"]) == (422, "LIM-RULE-CHOICE")
    assert {"CIV2_JUDG", "CIV2_RULE"} <= set(answer.json()["candidates"])
    assert "民事二审（判决上诉）、民事二审（裁定上诉）" in answer.json()["detail"]


def test_acceptance_gives_number_and_limit() -> None:
    seed_calendar(actor=machine())
    client = rest()
    case = accepted(client, date(2025, 3, 14))
    assert case["number"] == "（2025）吉0621民初1号"
    assert (case["status"], case["filed_on"]) == ("open", "2025-03-14")
    limit = case["limit"]
    assert (limit["rule_code"], limit["starts_on"], limit["due_on"]) == (
        "CIV1_ORD",
        "2025-03-14",
        "2025-09-14",
    )
    assert case["due_on"] == "2025-09-14"
    assert case["lamp"] == "black"
    assert case["warnings"] == []
    assert accepted(client, date(2025, 3, 14))["number"] == "（2025）吉0621民初2号"


def test_late_acceptance_warns_with_rule_and_article() -> None:
    client = rest()
    case = filed(client, received_on="2025-03-01")
    answer = client.post(f"/cases/{case['id']}/accept/", {"accepted_on": "2025-03-20"})
    assert answer.status_code == 200
    assert [warning["rule"] for warning in answer.json()["warnings"]] == ["INTAKE-LATE"]
    assert answer.json()["warnings"][0]["article"]


def test_accepting_twice_is_422_and_a_future_day_400() -> None:
    client = rest()
    case = filed(client)
    future = client.post(f"/cases/{case['id']}/accept/", {"accepted_on": "2999-01-01"})
    assert (future.status_code, list(future.json()["errors"])) == (400, ["accepted_on"])
    assert client.post(f"/cases/{case['id']}/accept/").status_code == 200
    twice = client.post(f"/cases/{case['id']}/accept/")
    assert (twice.status_code, twice.json()["rule"]) == (422, "CASE-STEP")


def test_refusing_a_filing() -> None:
    client = rest()
    case = filed(client)
    path = f"/cases/{case['id']}/refuse/"
    assert list(client.post(path, {"ground": "whim", "reason": "x"}).json()["errors"]) == ["ground"]
    assert set(client.post(path, {}).json()["errors"]) == {"ground", "reason"}
    ground = next(rule.code for rule in refusal_grounds() if "civil" in rule.categories)
    refused = client.post(path, {"ground": ground, "reason": "不属于本院管辖"}).json()
    assert (refused["status"], refused["refusal_ground"], refused["number"]) == ("refused", ground, None)
