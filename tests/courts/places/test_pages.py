"""The pages of courts and divisions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courts.places.models import Division
from courts.places.selectors import divisions_of
from tests.builders import CourtHouse, court_with_people, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> CourtHouse:
    return court_with_people(judges=1, calendar=False)


@pytest.fixture
def admin(house: CourtHouse) -> Client:
    client = Client()
    client.force_login(house.administrator)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_court_shows_its_facts_and_divisions_in_order(admin: Client, house: CourtHouse) -> None:
    assert f"/office/courts/{house.court.code}/" in text(admin.get("/office/courts/"))
    shown = text(admin.get(f"/office/courts/{house.court.code}/"))
    assert "220621" in shown and "白山市中级人民法院" in shown
    places = [shown.index(f"<td>{division.name}</td>") for division in divisions_of(house.court)]
    assert places == sorted(places)


def test_a_division_from_set_up_to_closing(admin: Client, house: CourtHouse) -> None:
    base = f"/office/courts/{house.court.code}/"
    assert admin.post(f"{base}divisions/new/", {"name": "立案庭", "kind": "civil"}).status_code == 400
    assert admin.post(f"{base}divisions/new/", {"name": "研究室", "kind": "research"}).status_code == 302
    made = Division.objects.get(name="研究室")
    assert admin.post(f"{base}divisions/{made.pk}/move/", {"to": "up"}).status_code == 302
    assert [row.name for row in divisions_of(house.court)][-2] == "研究室"
    assert admin.get(f"{base}divisions/{made.pk}/move/").status_code == 405
    assert admin.post(f"{base}divisions/{made.pk}/", {"name": "调研室"}).status_code == 302
    closing = f"{base}divisions/{made.pk}/close/"
    assert admin.post(closing, {"closed_on": "nonsense"}).status_code == 400
    assert admin.post(closing, {"closed_on": str(today())}).status_code == 302
    assert "已撤销" in text(admin.get(base))


def test_what_keeps_a_division_open_is_said_before_and_after(admin: Client, house: CourtHouse) -> None:
    closing = f"/office/courts/{house.court.code}/divisions/{house.civil.pk}/close/"
    assert "3 名在任人员" in text(admin.get(closing))
    answer = admin.post(closing, {"closed_on": str(today())})
    assert answer.status_code == 422 and "PLACES-DIVISION-HELD" in text(answer)


def test_a_name_is_settled(admin: Client, house: CourtHouse) -> None:
    page = f"/office/courts/{house.court.code}/name/"
    assert admin.post(page, {"name": ""}).status_code == 400
    assert admin.post(page, {"name": "抚松县人民法院", "name_en": "Fusong Court"}).status_code == 302
    house.court.refresh_from_db()
    assert house.court.name_en == "Fusong Court"


def test_a_division_of_another_court_is_not_here(admin: Client, house: CourtHouse) -> None:
    other = Division.objects.create(court=house.upper, name="办公室", kind="office", order=1)
    assert admin.get(f"/office/courts/{house.court.code}/divisions/{other.pk}/").status_code == 404
