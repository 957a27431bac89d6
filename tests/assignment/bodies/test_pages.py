"""Pages of trial bodies: the form on the facts, the draw step by step, the case page, the work list, REST."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assignment.bodies.models import BodyMember, SeatCall
from assignment.bodies.selectors import body_of, sitting
from assignment.bodies.services import lock_seats
from assignment.draws.models import Draw
from cases.docket.models import Case
from courts.people.models import Person
from tests.assignment.seating import bodied_case, by_handler, listed_house
from tests.builders import CourtHouse, accepted_case, drawn_case, today
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.rest import Rest, rest


def _house() -> CourtHouse:
    return listed_house(judges=4)


house = kept(_house)


def _as(person: Person | None) -> Client:
    client = Client()
    assert person is not None
    client.force_login(person)
    return client


def _case(house: CourtHouse, **over: Any) -> Case:
    return drawn_case(house, on=today(), nonce="1", **over)


def test_the_facts_change_what_is_lawful(house: CourtHouse) -> None:
    case = _case(house)
    client = _as(case.handling.handler)
    page = client.get(f"/cases/{case.pk}/body/").content.decode()
    assert "民事诉讼法第四十条第一款" in page
    looked = client.post(
        f"/cases/{case.pk}/body/", {"do": "look", "facts": ["group_dispute"], "kind": "panel"}
    )
    text = looked.content.decode()
    assert looked.status_code == 200
    assert "人民陪审员法第十五条" in text
    assert body_of(case) is None
    refused = client.post(
        f"/cases/{case.pk}/body/", {"do": "form", "facts": ["group_dispute"], "kind": "sole"}
    )
    assert refused.status_code == 422
    assert "BODY-SOLE" in refused.content.decode()
    missing = client.post(f"/cases/{case.pk}/body/", {"do": "form"})
    assert missing.status_code == 400


def test_formed_drawn_told(house: CourtHouse) -> None:
    case = _case(house)
    judge, clerk = _as(case.handling.handler), _as(house.clerk)
    formed = judge.post(
        f"/cases/{case.pk}/body/", {"do": "form", "kind": "panel", "size": "3", "assessors": "2"}
    )
    assert formed.status_code == 302
    assert "抽取人民陪审员" in clerk.get(f"/cases/{case.pk}/").content.decode()
    assert "随机抽取人民陪审员" in clerk.get("/").content.decode()
    page = f"/cases/{case.pk}/body/draw/assessors/"
    assert "1 锁定名单" in clerk.get(page).content.decode()
    soon = clerk.post(f"{page}lock/", {"hearing_on": str(today() + timedelta(days=2))})
    assert soon.status_code == 422
    assert "ASSESSOR-LATE" in soon.content.decode()
    locked = clerk.post(f"{page}lock/", {"hearing_on": str(today() + timedelta(days=20))})
    assert locked.status_code == 302
    call = SeatCall.objects.get(case=case)
    assert clerk.post(f"/seats/{call.pk}/number/", {"nonce": "x", "source": "party"}).status_code == 422
    witness = {"nonce": "42", "source": "witness"}
    unnamed = clerk.post(f"/seats/{call.pk}/number/", witness)
    assert unnamed.status_code == 400
    assert 'value="42"' in unnamed.content.decode()
    assert clerk.post(f"/seats/{call.pk}/number/", witness | {"by": "审管办 王某"}).status_code == 302
    assert "3 揭示结果" in clerk.get(page).content.decode()
    while SeatCall.objects.get(pk=call.pk).closed_at is None:
        assert clerk.post(f"/seats/{call.pk}/reveal/").status_code == 302
        if SeatCall.objects.get(pk=call.pk).closed_at is None:
            clerk.post(f"{page}lock/")
            clerk.post(f"/seats/{call.pk}/number/", {"do": "none"})
    assert len(sitting(case)) == 3
    text = judge.get(f"/cases/{case.pk}/").content.decode()
    assert "人民陪审员" in text
    assert "告知当事人审判组织" in text
    told = {"told_on": str(today()), "how": "送达通知书"}
    assert judge.post(f"/cases/{case.pk}/body/told/", {**told, "how": ""}).status_code == 400
    assert judge.post(f"/cases/{case.pk}/body/told/", told).status_code == 302
    public = Client().get(f"/verify/{Draw.objects.filter(purpose='assessor').earliest('draw_no').receipt}/")
    assert public.status_code == 200
    assert "这是为您的案件抽取人民陪审员" in public.content.decode()


def test_changing_and_ending(house: CourtHouse) -> None:
    case = bodied_case(house, on=today(), nonce="1").case
    judge = _as(Case.objects.get(pk=case.pk).handling.handler)
    mine = BodyMember.objects.get(case=case, handles=True)
    change = f"/cases/{case.pk}/body/change/"
    assert judge.post(change, {"member": str(mine.pk), "reason": "调整"}).status_code == 400
    assert judge.post(f"/cases/{case.pk}/body/end/", {"reason": "转换程序"}).status_code == 302
    assert body_of(case) is None
    assert judge.get(f"/cases/{case.pk}/body/").status_code == 200


def test_a_body_that_is_no_longer_lawful_and_seats_for_judges(house: CourtHouse) -> None:
    case = _case(house, procedure="summary")
    judge, clerk = _as(case.handling.handler), _as(house.clerk)
    page = f"/cases/{case.pk}/body/"
    assert "现在的组成不再合法" not in judge.get(page).content.decode()
    Case.objects.filter(pk=case.pk).update(procedure="ordinary")
    assert "现在的组成不再合法" in judge.get(page).content.decode()
    assert "另行组成审判组织" in judge.get(f"/cases/{case.pk}/").content.decode()
    assert judge.post(f"{page}end/", {"reason": "裁定转为普通程序"}).status_code == 302
    assert judge.post(page, {"do": "form", "kind": "panel", "size": "3"}).status_code == 302
    assert "随机抽取合议庭成员" in clerk.get("/").content.decode()


def test_who_sees_it_and_who_does_not(house: CourtHouse) -> None:
    body = bodied_case(house, on=today(), nonce="1", criminal=True, sealed="juvenile")
    for person in (house.clerk, house.president, house.head, house.upper_clerk):
        assert _as(person).get(f"/cases/{body.case_id}/body/").status_code == 404
    act = by_handler(body.case_id, today())
    hearing = today() + timedelta(days=20)
    call = lock_seats(case_id=body.case_id, purpose="assessor", actor=act, hearing_on=hearing)
    for step in ("body-draw-number", "body-draw-reveal"):
        assert _as(house.clerk).post(reverse(step, args=[call.pk])).status_code == 404
    open_ = bodied_case(house, on=today(), nonce="1")
    read = _as(house.president).get(f"/cases/{open_.case_id}/body/").content.decode()
    assert "合议庭" in read
    assert "登记告知" not in read
    assert _as(house.clerk).get(f"/cases/{open_.case_id}/body/draw/jury/").status_code == 404


@pytest.fixture
def client(house: CourtHouse) -> Rest:
    return rest()


def test_rest_forms_and_draws(house: CourtHouse, client: Rest) -> None:
    waiting = accepted_case(house, on=today())
    early = client.post(f"/cases/{waiting.pk}/body/", {"kind": "panel", "size": 3})
    assert (early.status_code, early.json()["rule"]) == (422, "BODY-NO-HANDLER")
    case = _case(house)
    assert client.get(f"/cases/{case.pk}/").json()["body"] is None
    no = client.post(f"/cases/{case.pk}/body/", {"kind": "panel", "size": 4})
    assert (no.status_code, no.json()["rule"]) == (422, "BODY-EVEN")
    wrong = client.post(f"/cases/{case.pk}/body/", {"kind": "jury"})
    assert wrong.status_code == 400
    picked = {"kind": "panel", "size": 3, "assessors": 2, "chosen_assessors": ["陪审员1"]}
    assert client.post(f"/cases/{case.pk}/body/", picked).json()["rule"] == "BODY-HAND-PICKED"
    made = client.post(f"/cases/{case.pk}/body/", {"kind": "panel", "size": 3, "assessors": 2})
    assert made.status_code == 201, made.content.decode()
    assert (made.json()["complete"], made.json()["rule"]) == (False, "CIV-PANEL")
    asked = {"purpose": "assessor", "nonce": "9", "hearing_on": str(today() + timedelta(days=9))}
    seats = f"/cases/{case.pk}/body/draws/"
    assert client.post(seats, {**asked, "source": "witness"}).status_code == 400
    drawn = client.post(seats, {**asked, "source": "witness", "by": "审管办 王某"})
    assert drawn.status_code == 201, drawn.content.decode()
    assert drawn.json()["complete"]
    told = {"told_on": str(today()), "how": "送达合议庭组成人员通知书"}
    assert client.post(f"/cases/{case.pk}/body/told/", {**told, "how": ""}).status_code == 400
    assert client.post(f"/cases/{case.pk}/body/told/", told).json()["told_on"] == str(today())
    shown = client.get(f"/cases/{case.pk}/").json()["body"]
    assert [member["part"] for member in shown["members"]] == ["presiding", "assessor", "assessor"]
    assert (
        client.post("/cases/00000000-0000-7000-8000-000000000000/body/", {"kind": "sole"}).status_code == 404
    )
