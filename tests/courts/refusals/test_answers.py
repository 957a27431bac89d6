"""One refusal, the same on a page and over REST; the attempt is kept; what cannot be seen is 404."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from assignment.draws.models import Draw
from cases.docket.models import Case
from courts.people.models import Person
from courts.trail.models import TrailEvent
from tests.builders import CourtHouse, court_with_people, drawn_case, filed_case, today

ARTICLE = "吉高法〔2019〕2号（三）(权责清单)"


@pytest.fixture
def house(db: None) -> CourtHouse:
    return court_with_people()


@pytest.fixture
def case(house: CourtHouse) -> Case:
    return filed_case(house, on=today())


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def kept(case: Case) -> list[TrailEvent]:
    return list(TrailEvent.objects.filter(case_id=case.pk, verb="refused").select_related("payload"))


def post(client: Client, path: str, language: str = "zh-hans", **body: Any) -> Any:
    headers = {"Accept-Language": language}
    if path.startswith("/api/"):
        return client.post(path, body, content_type="application/json", headers=headers)
    return client.post(path, body, headers=headers)


def test_a_page_says_no_with_article_next_step_and_number(house: CourtHouse, case: Case) -> None:
    answer = post(signed_in(house.president), f"/cases/{case.pk}/accept/", accepted_on=str(today()))
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("您现任的岗位不能办理「立案」。", ARTICLE, "请由权责清单所列岗位办理", "数据没有改变"):
        assert words in text
    (event,) = kept(case)
    assert (event.object_id, event.court_id) == ("PEOPLE-RIGHT", house.court.pk)
    assert (event.actor_id, event.actor_label) == (house.president.pk, house.president.name)
    assert f"-{event.seq:04d}" in text
    assert f"POST /cases/{case.pk}/accept/" in event.payload.body
    assert Case.objects.get(pk=case.pk).status == "received"


def test_the_interface_says_the_same(house: CourtHouse, case: Case) -> None:
    path = f"/api/v1/cases/{case.pk}/accept/"
    answer = post(signed_in(house.president), path, accepted_on=str(today()))
    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert (body["type"], body["rule"]) == ("urn:court:problem:refused:people-right", "PEOPLE-RIGHT")
    assert (body["detail"], body["article"]) == ("您现任的岗位不能办理「立案」。", ARTICLE)
    assert (body["status"], body["instance"]) == (422, path)
    (event,) = kept(case)
    assert body["incident"] == f"R-{today():%Y%m%d}-{event.seq:04d}"


def test_in_english_for_who_reads_english(house: CourtHouse, case: Case) -> None:
    client = signed_in(house.president)
    body = post(client, f"/api/v1/cases/{case.pk}/accept/", "en", accepted_on=str(today())).json()
    assert body["title"] == "Not within the powers of your post"
    assert not re.search("[一-鿿]", body["detail"] + body["next_step"]), body
    page = post(client, f"/cases/{case.pk}/accept/", "en", accepted_on=str(today())).content.decode()
    assert "Not within the powers of your post" in page


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_what_cannot_be_seen_is_not_found_and_is_no_refusal(
    house: CourtHouse, case: Case, prefix: str
) -> None:
    stranger = signed_in(house.upper_clerk)
    for person, key in ((stranger, case.pk), (signed_in(house.clerk), uuid4())):
        answer = post(person, f"{prefix}/cases/{key}/accept/", accepted_on=str(today()))
        assert answer.status_code == 404
    assert not kept(case)


def test_a_step_that_is_over_is_refused_and_no_failure(house: CourtHouse) -> None:
    """Revealing a draw that has its result: 422, whatever the rule's own words are about."""
    drawn = drawn_case(house, on=today())
    draw = Draw.objects.get(case=drawn)
    answer = post(signed_in(house.clerk), f"/api/v1/draws/{draw.pk}/reveal/")
    assert (answer.status_code, answer.json()["rule"]) == (422, "DRAW-FINISHED")
    assert [event.object_id for event in kept(drawn)] == ["DRAW-FINISHED"]


def test_every_attempt_is_kept_anew(house: CourtHouse, case: Case) -> None:
    client = signed_in(house.president)
    for _ in range(3):
        post(client, f"/cases/{case.pk}/accept/", accepted_on=str(today()))
    assert len(kept(case)) == 3
