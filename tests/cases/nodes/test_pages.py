"""Entering a node on its page."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cases.nodes.models import NodeEvent
from tests.builders import court_with_people, drawn_case, filed_case, today
from tests.kit.kept import each_afresh, kept  # noqa: F401


def make() -> Any:
    house = court_with_people()
    return {"people": house, "case": drawn_case(house, on=today()), "filed": filed_case(house, on=today())}


house = kept(make)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(case: Any) -> str:
    return f"/cases/{case.pk}/nodes/new/"


def test_the_judge_enters_a_hearing(house: Any) -> None:
    judge = client_of(house["case"].handling.handler)
    page = judge.get(address(house["case"])).content.decode()
    assert 'value="hearing"' in page and 'value="filing"' not in page, "only what people enter"
    body = {"node": "hearing", "occurred_on": today().isoformat(), "detail": "第一次开庭"}
    sent = judge.post(address(house["case"]), body)
    assert sent.headers["Location"] == f"/cases/{house['case'].pk}/"
    event = NodeEvent.objects.get(node="hearing")
    assert (event.occurred_on, event.detail) == (today(), "第一次开庭")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"node": ""}, "请选择节点"),
        ({"detail": "  "}, "请写明发生了什么"),
        ({"occurred_on": ""}, "请填写日期"),
        ({"occurred_on": "2999-01-01"}, "发生日不能晚于今天"),
        ({"occurred_on": "2001-01-01"}, "发生日不能早于收案日"),
    ],
)
def test_errors_stay_on_the_page_with_what_was_typed(
    house: Any, change: dict[str, str], message: str
) -> None:
    clerk = client_of(house["people"].clerk)
    body = {"node": "service", "occurred_on": today().isoformat(), "detail": "邮寄送达", **change}
    answer = clerk.post(address(house["case"]), body)
    page = answer.content.decode()
    assert answer.status_code == 400 and message in page
    assert "detail" in change or "邮寄送达" in page
    assert not NodeEvent.objects.filter(node="service").exists()


def test_who_may_not_and_what_may_not(house: Any) -> None:
    president = client_of(house["people"].president)
    assert president.get(address(house["case"])).status_code == 422
    other = next(judge for judge in house["people"].judges if judge != house["case"].handling.handler)
    assert client_of(other).get(address(house["case"])).status_code == 404
    clerk = client_of(house["people"].clerk)
    early = clerk.get(address(house["filed"]))
    assert early.status_code == 422 and "NODE-NOT-OPEN" in early.content.decode()
    assert clerk.get(f"/cases/{uuid4()}/nodes/new/").status_code == 404
