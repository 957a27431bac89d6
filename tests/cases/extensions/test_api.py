"""REST: requests on a limit, of every kind; the client that sent one never answers it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cases.docket.models import Case
from cases.extensions.models import ExtensionRequest
from cases.limits.models import CaseClock, LedgerItem
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case, today
from tests.kit.rest import BAISHAN, Rest, rest

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> CourtHouse:
    return court_with_people(judges=1)


@pytest.fixture
def case(house: CourtHouse) -> Case:
    """Filed forty days ago: due in some months."""
    return drawn_case(house, on=today() - timedelta(days=40), procedure="ordinary")


def due(case: Case) -> date | None:
    return CaseClock.objects.get(case=case).due_on


def path(case: Case) -> str:
    return f"/cases/{case.pk}/limit/requests/"


def exclusion(**over: Any) -> dict[str, Any]:
    start = today() - timedelta(days=3)
    body = {"kind": "exclusion", "ground": "X02", "starts_on": str(start), "ends_on": str(today())}
    return {**body, "reason": "当事人申请鉴定", **over}


def extension(**over: Any) -> dict[str, Any]:
    return {"kind": "extension", "reason": "鉴定尚未完成", **over}


def test_an_exclusion_waits_until_another_client_approves_it(case: Case) -> None:
    before, sender, other = due(case), rest(), rest()
    made = sender.post(path(case), exclusion(document="（2026）委鉴1号"))
    assert made.status_code == 201, made.content.decode()
    answer = made.json()
    assert (answer["status"], answer["kind"], answer["ground"]) == ("waiting", "exclusion", "X02")
    assert due(case) == before
    own = sender.post(f"/limit-requests/{answer['id']}/approve/")
    assert own.status_code == 422 and own.json()["rule"] == "LIM-LEDGER-SELF"
    done = other.post(f"/limit-requests/{answer['id']}/approve/", {"reason": "属实"})
    assert done.status_code == 200, done.content.decode()
    assert (done.json()["status"], done.json()["answer"]) == ("approved", "属实")
    assert before is not None and due(case) == before + timedelta(days=3)
    again = other.post(f"/limit-requests/{answer['id']}/approve/")
    assert again.status_code == 422 and again.json()["rule"] == "LIM-LEDGER-STATE"


def test_its_paper_may_come_with_the_answer(case: Case) -> None:
    made = rest().post(path(case), exclusion()).json()
    assert made["document"] == ""
    done = rest().post(f"/limit-requests/{made['id']}/approve/", {"document": "（2026）委鉴2号"})
    assert done.json()["document"] == "（2026）委鉴2号"


def test_a_person_of_the_court_may_answer_what_a_client_sent(house: CourtHouse, case: Case) -> None:
    from cases.limits.services import answer_item

    made = rest().post(path(case), exclusion()).json()
    answer_item(item_id=made["id"], agreed=True, answer="", actor=actor_of(house.head, today()))
    assert LedgerItem.objects.get(pk=made["id"]).state == "in_force"


def test_a_rejection_gives_its_reason_and_moves_nothing(case: Case) -> None:
    before, made = due(case), rest().post(path(case), exclusion()).json()
    other = rest()
    nothing = other.post(f"/limit-requests/{made['id']}/reject/")
    assert nothing.status_code == 400 and "reason" in nothing.json()["errors"]
    done = other.post(f"/limit-requests/{made['id']}/reject/", {"reason": "没有委托"})
    assert (done.status_code, done.json()["status"]) == (200, "rejected")
    assert due(case) == before


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (exclusion(ground="X99"), "LIM-X-00"),
        (exclusion(ground="X03"), "LIM-X-CATEGORY"),
        (
            {"kind": "conversion", "to_rule": "CIV1_SUM", "on": str(today()), "reason": "x"},
            "LIM-CONVERT-NOT-ALLOWED",
        ),
        (extension(value=7), "LIM-EXT-LONG"),
    ],
)
def test_what_the_law_does_not_allow_is_422(case: Case, body: dict[str, Any], rule: str) -> None:
    answer = rest().post(path(case), body)
    assert answer.status_code == 422, answer.content.decode()
    assert answer.json()["rule"] == rule and answer.json()["article"]
    assert not LedgerItem.objects.exists() and not ExtensionRequest.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        (exclusion(kind="holiday"), "kind"),
        (exclusion(reason=""), "reason"),
        (exclusion(starts_on=None), "starts_on"),
        (exclusion(starts_on="2026-02-30"), "starts_on"),
        (exclusion(starts_on="2999-01-01", ends_on=None), "starts_on"),
        (exclusion(ends_on="2000-01-01"), "ends_on"),
        (exclusion(value="3"), "value"),
        (exclusion(extra=1), "extra"),
        (exclusion(reason="长" * 501), "reason"),
        ({"kind": "conversion", "to_rule": "NONE", "reason": "x"}, "to_rule"),
        (extension(value="many"), "value"),
        (extension(value="0"), "value"),
        (extension(unit="days"), "unit"),
        (extension(to_rule="CIV1_ORD"), "to_rule"),
    ],
)
def test_what_cannot_be_read_is_400_and_named(case: Case, body: dict[str, Any], field: str) -> None:
    answer = rest().post(path(case), body)
    assert answer.status_code == 400, answer.content.decode()
    assert field in answer.json()["errors"]


def test_an_extension_is_asked_for_in_the_handlers_name(case: Case) -> None:
    before, sender = due(case), rest()
    made = sender.post(path(case), extension(value=3, unit="months"))
    assert made.status_code == 201, made.content.decode()
    answer = made.json()
    assert (answer["status"], answer["stage"], answer["value"]) == ("waiting", "deciding", "3")
    assert (answer["approver"], answer["deciding_court"]) == ("own_president", "220621")
    asked = ExtensionRequest.objects.get()
    assert asked.asked_by_person == case.handling.handler and asked.sent_by_client
    own = sender.post(f"/limit-requests/{answer['id']}/approve/")
    assert own.status_code == 422 and own.json()["rule"] == "LIM-ASK-SELF"
    done = rest().post(f"/limit-requests/{answer['id']}/approve/", {"document": "（2026）延批1号"})
    assert done.status_code == 200, done.content.decode()
    assert (done.json()["status"], done.json()["document"]) == ("approved", "（2026）延批1号")
    assert before is not None and due(case) != before


def test_without_a_judge_nothing_is_asked(house: CourtHouse) -> None:
    from tests.builders import accepted_case

    case = accepted_case(house, on=today() - timedelta(days=10), procedure="ordinary")
    answer = rest().post(path(case), extension())
    assert answer.status_code == 422 and answer.json()["rule"] == "LIM-ASK-UNASSIGNED"


def test_one_live_request_a_case(case: Case) -> None:
    client = rest()
    assert client.post(path(case), extension()).status_code == 201
    assert client.post(path(case), extension()).json()["rule"] == "LIM-ASK-ALREADY"


def test_what_an_upper_court_decides_its_client_answers(house: CourtHouse, case: Case) -> None:
    """A client of the court itself may not; one of the deciding court may."""
    made = rest().post(path(case), extension()).json()
    ExtensionRequest.objects.update(approver="next_higher_court", deciding_court=house.upper)
    here = rest().post(f"/limit-requests/{made['id']}/approve/")
    assert here.status_code == 422 and here.json()["rule"] == "PEOPLE-RIGHT"
    done = rest(BAISHAN).post(f"/limit-requests/{made['id']}/approve/")
    assert done.status_code == 200, done.content.decode()


def test_a_key_answers_once(case: Case) -> None:
    client = rest()
    first = client.post(path(case), exclusion(), Idempotency_Key="k1")
    again = client.post(path(case), exclusion(), Idempotency_Key="k1")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json() and LedgerItem.objects.count() == 1


def test_reading_needs_a_scope_and_sight(house: CourtHouse, case: Case) -> None:
    reader, writer = rest(scopes="limits:read"), rest()
    made = writer.post(path(case), exclusion()).json()
    rows = reader.get(path(case)).json()
    assert [row["id"] for row in rows["results"]] == [made["id"]] and rows["next"] is None
    assert reader.post(path(case), exclusion()).status_code == 403
    assert reader.post(f"/limit-requests/{made['id']}/approve/").status_code == 403
    elsewhere = rest("吉03")
    assert elsewhere.get(path(case)).status_code == 404
    assert elsewhere.post(path(case), exclusion()).status_code == 404
    assert elsewhere.post(f"/limit-requests/{made['id']}/approve/").status_code == 404
    assert Rest("").get(path(case)).status_code == 401


def test_pages_of_the_list(case: Case) -> None:
    client = rest()
    for ground in ("X01", "X02", "X05"):
        client.post(path(case), exclusion(ground=ground))
    page = client.get(f"{path(case)}?page_size=2").json()
    assert [row["ground"] for row in page["results"]] == ["X01", "X02"]
    rest_of_it = client.get(page["next"]).json()
    assert [row["ground"] for row in rest_of_it["results"]] == ["X05"]


def test_a_granted_extension_stands_once_in_the_list(case: Case) -> None:
    made = rest().post(path(case), extension()).json()
    rest().post(f"/limit-requests/{made['id']}/approve/")
    rows = rest().get(path(case)).json()["results"]
    assert [(row["id"], row["status"]) for row in rows] == [(made["id"], "approved")]


def test_a_sealed_case_has_no_requests_for_machines(house: CourtHouse) -> None:
    case = drawn_case(house, on=today() - timedelta(days=10), criminal=True, sealed="juvenile")
    assert rest().get(path(case)).status_code == 404
