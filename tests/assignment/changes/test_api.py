"""REST: void draws, changes of handler and recusals under the same ids."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.draws.models import Draw
from cases.docket.models import Case
from tests.builders import CourtHouse, court_with_people
from tests.kit.rest import SIPING, Rest, accepted, rest

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> CourtHouse:
    return court_with_people()


def drawn(client: Rest) -> dict[str, Any]:
    case = accepted(client)
    answer = client.post(f"/cases/{case['id']}/draws/?finish=1", {"nonce": "7"})
    assert answer.status_code == 201, answer.content.decode()
    return dict(client.get(f"/cases/{case['id']}/").json())


def test_two_clients_make_a_draw_void(house: CourtHouse) -> None:
    first, second, stranger = rest(), rest(), rest(SIPING)
    case = accepted(first)
    draw = first.post(f"/cases/{case['id']}/draws/").json()
    address = f"/draws/{draw['id']}/void/"
    assert first.post(address, {}).status_code == 400
    asked = first.post(address, {"reason": "名单有误。"}).json()
    assert (asked["status"], asked["void_asked"]) == ("committed", True)
    alone = first.post(address, {"reason": "名单有误。"})
    assert (alone.status_code, alone.json()["rule"]) == (422, "DRAW-VOID-APPROVERS")
    assert stranger.post(address, {"reason": "x"}).status_code == 404
    done = second.post(address, {"reason": "属实。"}).json()
    assert (done["status"], done["winner"], bool(done["reveal"])) == ("void", None, True)
    again = first.post(f"/cases/{case['id']}/draws/?finish=1", {"nonce": ""}).json()
    assert (again["attempt"], again["draw_no"]) == (2, 2)
    late = first.post(f"/draws/{again['id']}/void/", {"reason": "x"})
    assert (late.status_code, late.json()["rule"]) == (422, "DRAW-FINISHED")
    query = f"?court=220621&year={Draw.objects.get(pk=again['id']).chain.year}"
    series = b"".join(first.get(f"/draws/series/{query}").streaming_content).decode()
    assert '"status": "void"' in series and '"withheld": []' in series
    assert stranger.get(f"/draws/series/{query}").status_code == 404
    assert first.get("/draws/series/?court=220621").status_code == 400


def test_a_witness_is_named(house: CourtHouse) -> None:
    client = rest()
    draw = client.post(f"/cases/{accepted(client)['id']}/draws/").json()
    address = f"/draws/{draw['id']}/nonce/"
    assert client.post(address, {"nonce": "7", "source": "witness"}).status_code == 400
    client.post(address, {"nonce": "7", "source": "witness", "by": "审管办 王某"})
    assert Draw.objects.get(pk=draw["id"]).nonce_by == "审管办 王某"


def test_a_change_asked_by_one_client_and_approved_by_another(house: CourtHouse) -> None:
    first, second, stranger = rest(), rest(), rest(SIPING)
    case = drawn(first)
    body = {"ground": "G2", "reason": "调至执行局（抚法任〔2026〕3号）。"}
    address = f"/cases/{case['id']}/reassignments/"
    assert stranger.post(address, body).status_code == 404
    assert first.post(address, {**body, "ground": "G9"}).json()["rule"] == "CHANGE-GROUND"
    made = first.post(address, body)
    assert made.status_code == 201, made.content.decode()
    change = made.json()
    assert (change["status"], change["handler_before"]) == ("deciding", case["handler"]["id"])
    assert change["evidence"] == body["reason"], "the paper lies in the system that sends"
    wordless = second.post(f"/reassignments/{change['id']}/decline/", {})
    assert (wordless.status_code, list(wordless.json()["errors"])) == (400, ["reason"])
    own = first.post(f"/reassignments/{change['id']}/approve/", {})
    assert (own.status_code, own.json()["rule"]) == (422, "CHANGE-SELF")
    done = second.post(f"/reassignments/{change['id']}/approve/", {}).json()
    assert done["status"] == "approved"
    redrawn = first.post(f"/cases/{case['id']}/draws/?finish=1", {"nonce": "9"}).json()
    assert redrawn["winner"]["id"] != case["handler"]["id"]
    after = first.get(f"/reassignments/{change['id']}/").json()
    assert (after["status"], after["handler_after"]) == ("done", redrawn["winner"]["id"])
    told = {"told_whom": "原告、被告", "told_how": "送达通知书"}
    assert first.post(f"/reassignments/{change['id']}/tell/", told).json()["told_on"]
    assert [row["id"] for row in first.get(address).json()["results"]] == [change["id"]]
    more = first.post(address, body).json()
    page = first.get(f"{address}?page_size=1").json()
    assert [row["id"] for row in page["results"]] == [more["id"]] and "cursor=" in page["next"]
    assert more["decided_by_level"] is None and after["decided_by_level"] == "president"
    assert first.post(f"/reassignments/{change['id']}/nothing/", {}).status_code == 404


def test_a_recusal_is_decided_and_opens_the_change(house: CourtHouse) -> None:
    first, second, stranger = rest(), rest(), rest(SIPING)
    case = drawn(first)
    party = str(Case.objects.get(pk=case["id"]).parties.order_by("order")[0].pk)
    body = {
        "part": "judge",
        "person": case["handler"]["id"],
        "asked_by": "party",
        "party": party,
        "grounds": ["R01"],
        "statement": "系被告近亲属。",
    }
    address = f"/cases/{case['id']}/recusals/"
    assert stranger.post(address, body).status_code == 404
    made = first.post(address, body)
    assert made.status_code == 201, made.content.decode()
    recusal = made.json()
    assert (recusal["decider"], recusal["stops_work"]) == ("president", True)
    event = {"node": "hearing", "occurred_on": recusal["asked_on"], "detail": "开庭"}
    stopped = first.post(f"/cases/{case['id']}/events/", event)
    assert (stopped.status_code, stopped.json()["rule"]) == (422, "RECUSAL-PENDING")
    urgent = {"matter": "hearing", "reason": "证人次日出境。"}
    assert first.post(f"/recusals/{recusal['id']}/urgent/", urgent).status_code == 200
    assert first.post(f"/cases/{case['id']}/events/", event).status_code == 201
    own = first.post(f"/recusals/{recusal['id']}/approve/", {"reason": "属实。"})
    assert (own.status_code, own.json()["rule"]) == (422, "RECUSAL-ENTERED")
    done = second.post(f"/recusals/{recusal['id']}/approve/", {"reason": "属实。"}).json()
    assert (done["status"], done["stops_work"]) == ("granted", False)
    (change,) = first.get(f"/cases/{case['id']}/reassignments/").json()["results"]
    assert (change["ground"], change["status"], change["recusal"]) == ("G1", "approved", recusal["id"])
    unsaid = first.post(f"/recusals/{recusal['id']}/tell/", {"on": "2020-01-01"})
    assert (unsaid.status_code, sorted(unsaid.json()["errors"])) == (400, ["how", "on"])
    told = first.post(f"/recusals/{recusal['id']}/tell/", {"how": "送达决定书"}).json()
    assert told["told_on"] and first.get(address).json()["results"][0]["id"] == recusal["id"]
