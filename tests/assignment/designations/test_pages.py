"""Designations on their pages, in the ledger, in a file and over REST."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from assignment.designations.models import Designation
from assignment.designations.services import approve, ask_designation
from cases.docket.models import Case
from courts.people.models import Person
from tests.builders import CourtHouse, accepted_case, actor_of, court_with_people, drawn_case, today
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.rest import rest

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=3))
REASON = "当事人使用朝鲜语，需要通晓朝鲜语的法官审理。"


def open_as(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def asked(house: CourtHouse, **over: Any) -> Designation:
    case = accepted_case(house, on=today(), **over)
    wanted = {"case_id": case.pk, "judge": house.judge.pk, "ground": "D08", "reason": REASON}
    return ask_designation(actor=actor_of(house.clerk, today()), **wanted)


def test_from_the_case_page_to_the_judge(house: CourtHouse) -> None:
    case = accepted_case(house, on=today())
    clerk, head = open_as(house.clerk), open_as(house.head)
    assert f"/cases/{case.pk}/designate/" in text(clerk.get(f"/cases/{case.pk}/"))
    url = f"/cases/{case.pk}/designate/"
    form = text(clerk.get(url))
    assert "D01 " in form and "写明需要何种语言或者专业" in form
    given = {"ground": "D05", "judge": str(house.judge.pk), "reason": REASON, "document": ""}
    refused = clerk.post(url, given)
    assert refused.status_code == 422 and "DESIG-CONDITION" in text(refused) and REASON in text(refused)
    none = clerk.post(url, {**given, "ground": ""})
    assert none.status_code == 422 and "DESIG-GROUND" in text(none)
    assert clerk.post(url, {**given, "ground": "D08", "reason": "短"}).status_code == 400
    assert clerk.post(url, {**given, "ground": "D08"}).status_code == 302
    made = Designation.objects.get(case=case)
    assert "决定是否批准指定分案" in text(head.get("/"))
    assert "待批准" in text(clerk.get(f"/cases/{case.pk}/"))
    page = text(head.get(f"/designations/{made.pk}/"))
    assert REASON in page and "批准，由该法官承办" in page
    assert "批准，由该法官承办" not in text(clerk.get(f"/designations/{made.pk}/"))
    assert head.post(f"/designations/{made.pk}/decline/", {"answer": ""}).status_code == 400
    assert head.post(f"/designations/{made.pk}/approve/", {"answer": "同意。"}).status_code == 302
    assert Case.objects.get(pk=case.pk).handling.handler_id == house.judge.pk
    assert head.post(f"/designations/{made.pk}/approve/", {}).status_code == 422
    assert head.post(f"/designations/{made.pk}/other/", {}).status_code == 404


def test_who_does_not_take_part_sees_nothing_before_it_is_published(house: CourtHouse) -> None:
    made = asked(house)
    judge = open_as(house.judges[1])
    assert judge.get(f"/designations/{made.pk}/").status_code == 404
    assert judge.get(f"/cases/{made.case_id}/designate/").status_code == 404
    assert open_as(house.trial_management).get(f"/cases/{made.case_id}/designate/").status_code == 422
    approve(designation_id=made.pk, actor=actor_of(house.head, today()))
    assert REASON in text(judge.get(f"/designations/{made.pk}/"))


def test_the_ledger_with_its_shares_and_its_file(house: CourtHouse) -> None:
    drawn_case(house, on=today())
    plain, sealed = asked(house), asked(house, sealed="privacy")
    for made in (plain, sealed):
        approve(designation_id=made.pk, actor=actor_of(house.head, today()))
    judge = text(open_as(house.judges[1]).get("/designations/"))
    assert plain.case.number in judge and sealed.case.number not in judge
    assert "不公开案件" in judge and "案件不公开，理由不公布" in judge
    assert "66.7%" in judge and "2 / 3" in judge and "导出" not in judge
    assert "没有符合条件的指定分案" in text(open_as(house.clerk).get("/designations/?ground=D01"))
    assert "没有待批准的指定分案" in text(open_as(house.clerk).get("/designations/?which=waiting"))
    rows = {row["id"]: row for row in open_as(house.judges[1]).get("/api/v1/designations/").json()["results"]}
    assert rows[str(plain.pk)]["reason"] == REASON and rows[str(plain.pk)]["case"]
    hidden = rows[str(sealed.pk)]
    assert (hidden["case"], hidden["case_number"], hidden["reason"]) == (None, None, "")
    papers = f"/documents/designation/{plain.pk}/"
    assert open_as(house.judges[1]).get(papers).status_code == 404
    assert open_as(house.clerk).get(papers).status_code == 200
    president = open_as(house.president)
    assert "非随机分案占比" in text(president.get("/")) and "66.7%" in text(president.get("/"))
    assert open_as(house.clerk).get("/designations/export/").status_code == 404
    assert president.post("/designations/export/", {"reason": ""}).status_code == 200
    made_file = president.post("/designations/export/", {"reason": "月度通报"})
    sheet = load_workbook(BytesIO(made_file.content)).active
    assert sheet is not None
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert plain.case.number in cells and sealed.case.number not in cells


def test_over_rest(house: CourtHouse) -> None:
    client = rest()
    case = accepted_case(house, on=today())
    wanted = {"judge": str(house.judge.pk), "ground": "D08", "reason": REASON}
    made = client.post(f"/cases/{case.pk}/designations/", wanted)
    assert made.status_code == 201, made.content.decode()
    row = made.json()
    assert (row["state"], row["approver"], row["judge"]["name"]) == ("asked", "head", house.judge.name)
    again = client.post(f"/cases/{case.pk}/designations/", wanted)
    assert (again.status_code, again.json()["rule"]) == (422, "DESIG-WAITING")
    own = client.post(f"/designations/{row['id']}/approve/")
    assert (own.status_code, own.json()["rule"]) == (422, "DESIG-OWN-REQUEST")
    assert client.post(f"/cases/{case.pk}/designations/", {"judge": "x"}).status_code == 400
    approve(designation_id=row["id"], actor=actor_of(house.head, today()))
    read = client.get(f"/designations/{row['id']}/").json()
    assert (read["state"], read["decided_by"]) == ("approved", house.head.name)
    listed = client.get(f"/designations/?court={house.court.code}&ground=D08&state=approved").json()
    assert [one["id"] for one in listed["results"]] == [row["id"]]
    assert client.get(f"/cases/{case.pk}/designations/").json()["results"][0]["id"] == row["id"]
    other = asked(house)
    declined = client.post(f"/designations/{other.pk}/decline/", {"reason": "随机分案。"})
    assert (declined.status_code, declined.json()["state"]) == (200, "declined")
    third = asked(house)
    taken = client.post(f"/designations/{third.pk}/withdraw/", {"reason": "撤回。"})
    assert (taken.status_code, taken.json()["state"]) == (200, "withdrawn")
