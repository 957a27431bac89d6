"""The limit calculator: inside and outside, what it answers, what is wrong at which row, no script needed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cases.limits.selectors import preview
from courts.calendar.services import seed_calendar
from courts.clients.api import CallerThrottle
from tests.builders import court_with_people, machine
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
URL = "/limits/calculator/"
house = kept(lambda: court_with_people(judges=1))


@pytest.fixture
def anyone(db: None) -> Client:
    seed_calendar(actor=machine())
    return Client()


def asked(*rows: dict[str, str], **over: str) -> dict[str, str]:
    question = {"rule_code": "CIV1_ORD", "starts_on": "2025-03-14", "as_of": "2025-08-01", **over}
    for number, row in enumerate(rows):
        question |= {f"l{number}-{name}": value for name, value in row.items()}
    return question


NOTICE = {"kind": "exclusion", "ground": "X01", "starts_on": "2025-03-20", "ends_on": "2025-04-19"}


def test_anybody_may_ask_without_a_login(anyone: Client) -> None:
    page = anyone.get(URL)
    text = page.content.decode()
    assert page.status_code == 200 and "审限计算器" in text and "民事一审普通程序" in text
    assert 'href="/limits/calculator/"' in anyone.get("/login/").content.decode()


def test_it_answers_what_the_interface_answers(anyone: Client) -> None:
    text = anyone.get(
        URL, asked(NOTICE, {"kind": "extension", "value": "6", "unit": "months"})
    ).content.decode()
    question = {
        "rule_code": "CIV1_ORD",
        "starts_on": "2025-03-14",
        "as_of": "2025-08-01",
        "ledger": [NOTICE, {"kind": "extension", "value": 6, "unit": "months"}],
    }
    answer = preview(question, today=date(2026, 1, 1), language="zh-hans")
    assert answer["due_on"] == date(2026, 4, 14)
    for name in ("due_on", "warn_on", "last_request_on"):
        assert str(answer[name]) in text
    for step in answer["explanation"]:
        assert step["text"] in text


@pytest.mark.parametrize(
    ("rows", "over", "due"),
    [
        ([], {}, "2025-09-14"),
        ([{"kind": "suspension", "starts_on": "2025-05-10"}], {}, "停表"),
        (
            [{"kind": "conversion", "to_rule": "CIV1_ORD", "on": "2025-06-24"}],
            {"rule_code": "CIV1_SUM", "starts_on": "2025-04-01"},
            "2025-10-01",
        ),
        (
            [{"kind": "restart", "on": "2025-05-22"}],
            {"rule_code": "CRIM1_PUB", "starts_on": "2025-03-10"},
            "2025-07-22",
        ),
        ([], {"rule_code": "CRIM1_SUM", "starts_on": "2025-09-15", "detained": "on"}, "2025-10-05"),
    ],
)
def test_every_kind_of_row(
    anyone: Client, rows: list[dict[str, str]], over: dict[str, str], due: str
) -> None:
    page = anyone.get(URL, asked(*rows, **over))
    assert page.status_code == 200 and due in page.content.decode()


def test_rows_are_added_and_removed_without_a_script(anyone: Client) -> None:
    added = anyone.get(URL, {**asked(NOTICE), "add": "extension"}).content.decode()
    assert 'name="l0-ground"' in added and 'name="l1-value"' in added and "2025-03-20" in added
    assert "选一条规则" in added, "adding a row does not answer yet"
    left = anyone.get(URL, {**asked(NOTICE, {"kind": "extension"}), "drop": "0"}).content.decode()
    assert 'name="l0-ground"' not in left and 'name="l1-value"' in left


def test_rules_are_found_by_words(anyone: Client) -> None:
    text = anyone.get(URL, {"rule_code": "", "find": "速裁", "find_now": "1"}).content.decode()
    offered = re.findall(r'<option value="(\w+)"', text.split('name="as_of"')[0])
    assert "CRIM1_FAST" in offered and "CIV1_ORD" not in offered


@pytest.mark.parametrize(
    ("question", "message", "target"),
    [
        ({"rule_code": "", "starts_on": ""}, "请给出审限规则", "id_rule_code"),
        ({"rule_code": "CIV9"}, "没有审限规则", "id_rule_code"),
        ({"starts_on": "2025-02-30"}, "YYYY-MM-DD", "id_starts_on"),
        ({"as_of": "soon"}, "YYYY-MM-DD", "id_as_of"),
        ({"l0-kind": "exclusion", "l0-ground": "X01"}, "请填写开始日期", "id_l0-starts_on"),
        ({"l0-kind": "extension", "l0-value": "-1"}, "期限应为正数", "id_l0-value"),
        ({"l0-kind": "extension", "l0-step": "first"}, "须为整数", "id_l0-step"),
        ({"l0-kind": "conversion"}, "请填写转入的审限规则", "id_l0-to_rule"),
    ],
)
def test_malformed_is_said_where_it_stands(
    anyone: Client, question: dict[str, str], message: str, target: str
) -> None:
    page = anyone.get(URL, asked(**question))
    text = page.content.decode()
    assert page.status_code == 400 and message in text and f'href="#{target}"' in text


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ([NOTICE, {**NOTICE, "ground": "X03"}], "LIM-X-CATEGORY", 2),
        ([{**NOTICE, "ground": "X99"}, NOTICE], "LIM-X-00", 1),
        ([{"kind": "extension", "step": "1"}, NOTICE, {"kind": "extension", "step": "1"}], "LIM-EXT-USED", 3),
        ([NOTICE, {**NOTICE, "starts_on": "2025-12-01", "ends_on": "2025-12-31"}], "LIM-X-AFTER-DUE", 2),
    ],
)
def test_unlawful_names_rule_article_and_row(
    anyone: Client, rows: list[dict[str, str]], code: str, row: int
) -> None:
    page = anyone.get(URL, asked(*rows))
    text = page.content.decode()
    assert page.status_code == 422 and code in text and f"第 {row} 行" in text and "没有留痕" in text
    assert "2025-03-20" in text, "what was typed is kept"
    for number, given in enumerate(rows):
        if given.get("ground"):
            assert f'<option value="{given["ground"]}" selected' in text, number


def test_inside_it_stands_in_the_navigation(house: Any) -> None:
    client = Client()
    client.force_login(house.judge)
    text = client.get(URL, asked()).content.decode()
    assert "2025-09-14" in text and 'href="/reference/limit-rules/CIV1_ORD/"' in text
    assert '<a href="/limits/calculator/" aria-current="page">' in text


def test_in_english(anyone: Client) -> None:
    anyone.post("/i18n/setlang/", {"language": "en", "next": URL})
    text = anyone.get(URL, asked(NOTICE)).content.decode()
    assert "Limit calculator" in text and "30 days left out" in text and "Ledger of the limit" in text


def test_visitors_come_under_the_public_rate_and_colleagues_do_not(
    house: Any, monkeypatch: pytest.MonkeyPatch, clean_broker: None
) -> None:
    monkeypatch.setattr(CallerThrottle, "THROTTLE_RATES", {"client": "9/min", "public": "2/min"})
    visitor, colleague = Client(), Client()
    colleague.force_login(house.judge)
    assert [visitor.get(URL).status_code for _visit in range(3)] == [200, 200, 429]
    assert [colleague.get(URL).status_code for _visit in range(3)] == [200] * 3
