"""The catalogue of refusals as a page: for whoever is logged in, searched, and found from each refusal."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.docket.models import CaseHandling
from courts.refusals.domain import Level, outline
from courts.refusals.registry import subjects
from courts.refusals.selectors import by_noun, catalogue, searched
from tests.builders import ID_CARD, CourtHouse, court_with_people, filed_case, today

PATH = "/refusals/"


@pytest.fixture
def house(db: None) -> CourtHouse:
    return court_with_people()


def page(person: Any, language: str = "zh-hans", **query: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(PATH, query, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def codes(text: str) -> list[str]:
    return [row.code for row in catalogue() if f'<tr id="{row.code}">' in text]


def test_every_rule_stands_there_under_its_code_in_both_languages(house: CourtHouse) -> None:
    whole = [row.code for row in catalogue()]
    for person in (house.clerk, house.judge, house.administrator):
        for language in ("zh-hans", "en"):
            assert codes(page(person, language)) == whole


def test_it_is_for_people_who_are_logged_in(db: None) -> None:
    answer = Client().get(PATH)
    assert (answer.status_code, answer["Location"]) == (302, f"/login/?next={PATH}")


def test_words_level_and_matter_narrow_it(house: CourtHouse) -> None:
    assert codes(page(house.clerk, text="case-step")) == ["CASE-STEP"]
    assert codes(page(house.clerk, text="民事诉讼法第一百二十六条 审查期限")) == ["INTAKE-LATE"]
    warned = codes(page(house.clerk, level="warn"))
    assert "INTAKE-LATE" in warned and "CASE-STEP" not in warned
    assert codes(page(house.clerk, noun="cases/nodes")) == [row.code for row in by_noun()["cases/nodes"]]
    assert "没有符合条件的规则" in page(house.clerk, text="查无此则")


def test_what_means_nothing_is_ignored(house: CourtHouse) -> None:
    assert len(codes(page(house.clerk, level="loud", noun="nobody"))) == len(catalogue())


def test_what_somebody_wrote_is_not_lost_with_a_refusal(house: CourtHouse) -> None:
    """The page of a request is refused as a whole once there is nothing to ask for any more."""
    case = filed_case(house, on=today())
    client = Client()
    client.force_login(house.judge)
    CaseHandling.objects.filter(pk=case.pk).update(handler=house.judge, assigned_on=today())
    typed = {
        "reason": "当事人众多，\n证据材料尚需核对",
        "password": "never shown again",
        "on": "2026-11-22",
        "id_number": ID_CARD,
        "judge": str(house.judge.pk),
        "kind": "shortly",
    }
    answer = client.post(f"/cases/{case.pk}/extension/", typed)
    text = answer.content.decode()
    assert answer.status_code == 422 and "当事人众多，<br>证据材料尚需核对" in text
    assert all(typed[name] not in text.partition("您刚才写的内容")[2] for name in typed if name != "reason")
    assert "您刚才写的内容" not in client.get(f"/cases/{case.pk}/extension/").content.decode()
    english = client.post(f"/cases/{case.pk}/extension/", typed, headers={"Accept-Language": "en"})
    assert "What you wrote" in english.content.decode()


def test_every_noun_that_refuses_has_its_words() -> None:
    assert {noun for noun, _label in subjects()} == set(by_noun())


def test_searching_is_in_either_language_and_needs_every_word() -> None:
    found = searched("handler Nobody CLOSE")
    assert "CASE-CLOSE-NOT-HANDLER" in [row.code for row in found["cases/docket"]]
    assert searched("handler nowhere-at-all") == {}
    assert all(row.level is Level.WARN for rows in searched(level="warn").values() for row in rows)


def test_the_facts_of_a_case_are_left_open() -> None:
    said = outline(catalogue().latest("PEOPLE-RIGHT"), "zh-hans")
    assert said.detail == "您现任的岗位不能办理「…」。"
    assert all(
        "{" not in said.detail + said.next_step
        for row in catalogue()
        for said in (outline(row, "zh-hans"), outline(row, "en"))
    )


def test_a_refusal_leads_to_its_rule(house: CourtHouse) -> None:
    case = filed_case(house, on=today())
    client = Client()
    client.force_login(house.president)
    answer = client.post(f"/cases/{case.pk}/accept/", {"accepted_on": str(today())})
    assert answer.status_code == 422
    assert '<a href="/refusals/#PEOPLE-RIGHT">PEOPLE-RIGHT</a>' in answer.content.decode()


def test_it_is_in_the_navigation_of_everybody(house: CourtHouse) -> None:
    for person in (house.clerk, house.judge, house.president, house.administrator):
        client = Client()
        client.force_login(person)
        assert f'href="{PATH}"' in client.get("/me/").content.decode()
