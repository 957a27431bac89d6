"""Custody on its page, on the case page and over REST."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from cases.custody.models import Custody
from tests.builders import accepted_case, court_with_people, filed_criminal_case, raw_criminal_filing, today
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.rest import rest


def make() -> Any:
    house = court_with_people()
    case = accepted_case(house, on=today(), criminal=True)
    return {"people": house, "case": case, "civil": accepted_case(house, on=today())}


house = kept(make)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(case: Any) -> str:
    return f"/cases/{case.pk}/custody/"


def held_since(days: int) -> str:
    return (today() - timedelta(days=days)).isoformat()


def test_the_clerk_enters_custody_its_end_and_takes_back(house: Any) -> None:
    clerk, case = client_of(house["people"].clerk), house["case"]
    assert "没有登记羁押" in clerk.get(address(case)).content.decode()
    sent = clerk.post(address(case), {"since": held_since(90), "document": "逮捕证"}, follow=True)
    assert sent.status_code == 200 and "已登记，审限已按在押与否重新计算。" in sent.content.decode()
    stay = Custody.objects.get(case=case)
    shown = clerk.get(f"/cases/{case.pk}/").content.decode()
    assert "首次羁押至今 90 日" in shown and "登记羁押变化" in shown
    body = {"on": held_since(1), "ending": "bail", "document": "取保候审决定书"}
    clerk.post(f"{address(case)}{stay.pk}/end/", body)
    stay.refresh_from_db()
    assert (stay.ending, stay.ended_on) == ("bail", today() - timedelta(days=1))
    assert "取保候审" in clerk.get(address(case)).content.decode()
    clerk.post(f"{address(case)}{stay.pk}/cancel/", {"reason": "登记错案"})
    assert "登记错案" in clerk.get(address(case)).content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_stays(house: Any) -> None:
    clerk, case = client_of(house["people"].clerk), house["case"]
    late = (today() + timedelta(days=1)).isoformat()
    answer = clerk.post(address(case), {"since": late, "document": "逮捕证第七号"})
    said = answer.content.decode()
    assert answer.status_code == 400 and "不能晚于今天。" in said and "逮捕证第七号" in said
    assert not Custody.objects.exists()


def test_in_english(house: Any) -> None:
    clerk = client_of(house["people"].clerk)
    clerk.cookies["django_language"] = "en"
    said = clerk.get(address(house["case"])).content.decode()
    assert "Held since" in said and "No custody entered" in said


@pytest.mark.parametrize(("who", "status"), [("president", 422), ("administrator", 404), ("assistant", 200)])
def test_whose_page_it_is(house: Any, who: str, status: int) -> None:
    person = getattr(house["people"], who)
    found = client_of(person).get(address(house["case"]))
    assert found.status_code in ({status, 404} if who == "assistant" else {status})


def test_no_page_for_a_civil_case_and_none_without_login(house: Any) -> None:
    refused = client_of(house["people"].clerk).get(address(house["civil"]))
    assert refused.status_code == 422 and "CUSTODY-NOT-CRIMINAL" in refused.content.decode()
    assert Client().get(address(house["case"])).status_code == 302


def test_rest_takes_and_tells_the_first_day(house: Any) -> None:
    client = rest()
    since = date.fromisoformat(held_since(200)).isoformat()
    body = raw_criminal_filing(today(), court="220621", detained=True, detained_since=since)
    filed = client.post("/cases/", body)
    assert filed.status_code == 201 and filed.json()["detained_since"] == since
    wrong = client.post("/cases/", {**body, "detained": False})
    assert wrong.status_code == 400 and "detained_since" in wrong.json()["errors"]


def test_held_without_a_known_day_is_asked_for(house: Any) -> None:
    case = filed_criminal_case(house["people"], on=today(), detained=True)
    shown = client_of(house["people"].clerk).get(f"/cases/{case.pk}/").content.decode()
    assert "在押，首次羁押日未登记" in shown
