"""The pages of reference: for everybody who is logged in, by word, by day, each row under its code."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from courts.actors.domain import Role
from courts.places.services import ensure_court
from tests.builders import accepted_case, court_with_people, machine, person_of, today
from tests.kit.kept import each_afresh, kept  # noqa: F401


def make() -> Any:
    """A court, and somebody of another court who may do nothing but look."""
    house = court_with_people()
    other = ensure_court(number_code="吉0622", actor=machine()).court
    return SimpleNamespace(people=house, stranger=person_of(other, Role.CLERK))


house = kept(make)


@pytest.fixture
def client(house: Any) -> Client:
    client = Client()
    client.force_login(house.stranger)
    return client


def text(client: Client, address: str, status: int = 200, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == status, address
    return answer.content.decode()


PAGES = [
    ("/reference/", "规则查询", "Rules of law"),
    ("/reference/causes/", "人格权纠纷", "Personality rights disputes"),
    ("/reference/causes/civ.2.2.14/", "离婚纠纷", "Divorce dispute"),
    ("/reference/case-types/", "民事一审案件", "Civil, first instance"),
    ("/reference/case-types/民特/", "特别程序", "Realisation of security interest"),
    ("/reference/limit-rules/", "民事一审简易程序", "Civil first instance, summary procedure"),
    ("/reference/limit-rules/CRIM1_PUB/", "最高人民法院批准", "by the Supreme People"),
    ("/reference/disposals/", "发回重审", "remanded"),
    ("/reference/disposals/remanded/", "计为发回", "Counts as remanded"),
]


@pytest.mark.parametrize(("address", "zh", "en"), PAGES)
def test_everybody_who_is_logged_in_reads_them_in_both_languages(
    client: Client, address: str, zh: str, en: str
) -> None:
    assert zh in text(client, address)
    client.cookies["django_language"] = "en"
    assert en in text(client, address)


@pytest.mark.parametrize("address", [address for address, _zh, _en in PAGES])
def test_nobody_else_does(address: str) -> None:
    assert Client().get(address).headers["Location"].startswith("/login/")


@pytest.mark.parametrize(
    "address",
    [
        "/reference/causes/civ.99/",
        "/reference/case-types/民零/",
        "/reference/limit-rules/NO_SUCH/",
        "/reference/disposals/forgotten/",
    ],
)
def test_an_unknown_code_is_not_found(client: Client, address: str) -> None:
    text(client, address, 404)


def test_a_row_bears_its_article_its_days_and_how_sure_it_is(client: Client) -> None:
    page = text(client, "/reference/limit-rules/", word="CIV_SP_CONFIRM")
    assert "第一百八十七条" in page and "2024-01-01 起" in page and "待核" in page
    assert 'id="CIV_SP_CONFIRM"' in page and "CIV1_ORD" not in page
    assert "据条文" in text(client, "/reference/causes/civ.2.2.14/")
    assert "较有把握" in text(client, "/reference/limit-rules/NLA_7/")


@pytest.mark.parametrize(
    ("on", "shown", "absent"),
    [("2025-12-31", "发起人责任纠纷", "设立人责任纠纷"), ("2026-01-01", "设立人责任纠纷", "改用")],
)
def test_a_cause_is_called_as_on_the_day_asked_for(client: Client, on: str, shown: str, absent: str) -> None:
    page = text(client, "/reference/causes/civ.8.21.273/", on=on)
    heading = page[page.index("<h1>") : page.index("</h1>")]
    assert shown in heading and absent not in heading
    found = text(client, "/reference/causes/", word="发起人责任", on=on)
    assert shown in found


def test_an_ended_cause_leads_to_what_took_its_place(client: Client) -> None:
    page = text(client, "/reference/causes/civ.4.10.140/")
    assert "自 2026-01-01 起废止" in page and "/reference/causes/civ.6.17.n208/" in page
    assert "已废止" in text(client, "/reference/causes/", word="离退休人员返聘", ended="on")
    assert "没有直接对应的案由" in text(client, "/reference/causes/civ.9.31.369/")


def test_a_search_goes_on_page_by_page(client: Client) -> None:
    first = text(client, "/reference/causes/", word="合同纠纷", list="civil")
    assert "page=2" in first and 'rel="prev"' not in first
    second = text(client, "/reference/causes/", word="合同纠纷", list="civil", page="2")
    assert "page=1" in second
    assert "没有查到这样的案由" in text(client, "/reference/causes/", word="打架")


def test_one_word_is_looked_up_in_every_table(client: Client) -> None:
    page = text(client, "/reference/", word="减刑")
    assert (
        "/reference/limit-rules/CRIM_COMMUTE/" in page and "/reference/case-types/%E5%88%91%E6%9B%B4/" in page
    )
    assert "各表都没有查到" in text(client, "/reference/", word="没有这个词")


def test_words_that_mean_nothing_are_ignored(client: Client) -> None:
    for query in (
        {"on": "soon"},
        {"on": "0001-01-01"},
        {"list": "cookery"},
        {"page": "x"},
        {"word": "长" * 99},
    ):
        text(client, "/reference/causes/", **query)
    text(client, "/reference/limit-rules/", case_type="民零")
    text(client, "/reference/disposals/", family="none")


def test_the_case_page_leads_to_its_cause_and_its_limit_rule(house: Any) -> None:
    case = accepted_case(house.people, on=today())
    client = Client()
    client.force_login(house.people.clerk)
    page = text(client, f"/cases/{case.pk}/limit/")
    assert f"/reference/causes/{case.cause_code}/?on={case.received_on}" in page
    assert "/reference/limit-rules/CIV1_ORD/?on=2024-01-01" in page
    assert 'href="/reference/"' in page
