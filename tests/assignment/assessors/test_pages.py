"""The list of assessors: who opens it, entering with what was typed kept, suspending and ending."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from assignment.assessors.models import Assessor
from courts.people.models import Person
from tests.assignment.seating import identity, listed_house
from tests.builders import CourtHouse, today
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(lambda: listed_house(judges=2, assessors=3))
PAGE = "/office/assessors/"


def _as(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_who_opens_it(house: CourtHouse) -> None:
    for person in (house.clerk, house.trial_management, house.president):
        assert _as(person).get(PAGE).status_code == 200
    row = Assessor.objects.earliest("pk")
    for person in (house.judge, house.assistant, house.administrator):
        assert _as(person).get(f"{PAGE}{row.pk}/").status_code == 404
    page = _as(house.president).get(PAGE).content.decode()
    assert "登记人民陪审员" not in page
    assert "名额应不低于员额法官 2 人的三倍，即 6 人；现有 3 人" in page


def test_entering_keeps_what_was_typed(house: CourtHouse) -> None:
    client, until = _as(house.clerk), today() + timedelta(days=1700)
    given = {
        "name": "于长海",
        "id_number": identity(60),
        "source": "random",
        "from_on": str(today()),
        "to_on": str(until),
        "tags": ["medical"],
    }
    wrong = client.post(PAGE, {**given, "id_number": "220621"})
    assert wrong.status_code == 400
    assert "于长海" in wrong.content.decode()
    young = client.post(PAGE, {**given, "id_number": identity(61, "20100101")})
    assert young.status_code == 422
    assert "ASSESSOR-AGE" in young.content.decode()
    assert client.post(PAGE, given).status_code == 302
    made = Assessor.objects.get(name="于长海")
    page = client.get(f"{PAGE}{made.pk}/").content.decode()
    assert "医疗卫生" in page
    assert identity(60) not in page


def test_suspended_resumed_and_ended(house: CourtHouse) -> None:
    client, row = _as(house.trial_management), Assessor.objects.earliest("pk")
    page = f"{PAGE}{row.pk}/"
    assert client.post(page, {"act": "suspend", "reason": "长期外出"}).status_code == 302
    assert client.post(page, {"act": "suspend", "reason": "再按一次"}).status_code == 302
    assert "恢复参审" in client.get(page).content.decode()
    assert client.post(page, {"act": "resume", "reason": "已返回"}).status_code == 302
    assert client.post(page, {"act": "tags", "tags": ["building", "finance"]}).status_code == 400
    assert client.post(page, {"act": "tags", "tags": ["building"], "reason": "取得证书"}).status_code == 302
    text = client.get(page).content.decode()
    assert "变更人民陪审员专业" in text
    assert text.count("建设工程") == 3, "told, offered, and on the trail"
    wrong = client.post(page, {"act": "end", "to_on": "2000-01-01", "reason": "辞去"})
    assert wrong.status_code == 400
    assert client.post(page, {"act": "end", "to_on": str(today()), "reason": "辞去"}).status_code == 302
    row.refresh_from_db()
    assert (row.to_on, row.suspended, row.specialties) == (today(), False, ["building"])
