"""Entering the ledger on its pages: tried first, refused, kept, saved."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from cases.limits.models import LedgerItem
from courts.trail.models import TrailEvent
from tests.cases.limits.desk import (
    FILED,
    TODAY,
    ago,
    body,
    clock,
    enter_url,
    judge,
    make,
    verbs,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(make)


def test_checked_first_then_entered(house: Any) -> None:
    case = house["case"]
    client = judge(case)
    shown = client.get(enter_url(case)).content.decode()
    assert "X02 鉴定" in shown and "X03" not in shown, "only what is lawful in a civil case"
    assert "不得超过1个月" in shown and "通常 30 日" in shown and "法释〔2000〕29号第九条" in shown
    before = clock(case).due_on
    tried = client.post(enter_url(case), body(ends_on=str(ago(1))))
    text = tried.content.decode()
    assert tried.status_code == 200 and "办理后的审限" in text and "尚未保存" in text
    assert str(before) in text and str(before + timedelta(days=2)) in text
    assert not LedgerItem.objects.filter(case=case).exists()
    checked = re.search(r'name="checked" value="(\w+)"', text)
    assert checked
    sent = client.post(enter_url(case), body(ends_on=str(ago(1)), confirm="1", checked=checked[1]))
    assert sent.headers["Location"] == f"/cases/{case.pk}/limit/"
    assert clock(case).due_on == before + timedelta(days=2)
    assert {"ledger_entered", "clock_recomputed"} <= set(verbs(case))
    trail = client.get(f"/cases/{case.pk}/trail/").content.decode()
    assert "登记审限事项" in trail and "扣除期间" in trail and "鉴定" in trail and "委托鉴定书" in trail


def test_what_was_changed_after_the_check_is_checked_again(house: Any) -> None:
    case = house["case"]
    client = judge(case)
    text = client.post(enter_url(case), body(ends_on=str(ago(1)))).content.decode()
    checked = re.search(r'name="checked" value="(\w+)"', text)
    assert checked
    again = client.post(enter_url(case), body(ends_on=str(ago(2)), confirm="1", checked=checked[1]))
    assert again.status_code == 200 and "内容在试算后改动过" in again.content.decode()
    assert not LedgerItem.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    ("over", "message"),
    [
        ({"starts_on": ""}, "请填写日期"),
        ({"starts_on": "2026-02-31"}, "YYYY-MM-DD"),
        ({"starts_on": "2999-01-01"}, "不能晚于今天"),
        ({"ends_on": str(ago(9))}, "结束日期早于开始日期"),
        ({"document": " "}, "请写明依据的文书"),
        ({"reason": ""}, "请写明理由"),
        ({"ground": ""}, "请选择事由"),
        ({"ground": "other"}, "请写明是什么事由"),
    ],
)
def test_malformed_is_said_at_its_field_and_all_is_kept(
    house: Any, over: dict[str, str], message: str
) -> None:
    case = house["case"]
    answer = judge(case).post(enter_url(case), body(**over, confirm="1"))
    text = answer.content.decode()
    assert answer.status_code == 400 and message in text
    for name, value in body(**over).items():
        if value.strip() and name not in over:
            assert value in text
    assert not LedgerItem.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"ground": "other", "other_ground": "等待院内请示答复"}, "LIM-X-00"),
        ({"ground": "X99"}, "LIM-X-00"),
        ({"ground": "X03"}, "LIM-X-CATEGORY"),
        ({"starts_on": str(FILED - timedelta(days=2)), "ends_on": str(ago(1))}, "LIM-EVENT-EARLY"),
        ({"ground": "X10", "starts_on": str(ago(38)), "ends_on": str(ago(2))}, "LIM-X-CAP"),
    ],
)
@pytest.mark.parametrize("confirm", ["", "1"])
def test_the_law_says_no_with_article_and_next_step_and_keeps_what_was_typed(
    house: Any, over: dict[str, str], code: str, confirm: str
) -> None:
    case = house["case"]
    answer = judge(case).post(enter_url(case), body(**over, confirm=confirm))
    text = answer.content.decode()
    assert answer.status_code == 422 and code in text and "下一步" in text and "委托鉴定书" in text
    assert over.get("other_ground", "") in text
    assert not LedgerItem.objects.filter(case=case).exists()
    kept_on = TrailEvent.objects.filter(verb="refused", case_id=case.pk).latest("seq")
    assert kept_on.object_id == code


def test_a_suspension_and_its_end(house: Any) -> None:
    case = house["case"]
    client, before = judge(case), clock(case).due_on
    client.post(
        enter_url(case, "suspension"),
        {"starts_on": str(ago(4)), "document": "中止裁定书", "reason": "等待另案", "confirm": "1"},
    )
    item = LedgerItem.objects.get(case=case)
    assert (item.kind, item.ground, item.state) == ("suspension", "X06", "in_force")
    assert clock(case).stopped_since == ago(4)
    url = f"/limits/items/{item.pk}/end/"
    tried = client.post(url, {"ends_on": str(ago(1)), "document": "恢复审理通知书"})
    assert tried.status_code == 200 and str(before + timedelta(days=3)) in tried.content.decode()
    assert clock(case).stopped_since == ago(4), "a trial saves nothing"
    sent = client.post(url, {"ends_on": str(ago(1)), "document": "恢复审理通知书", "confirm": "1"})
    assert sent.status_code == 302 and clock(case).due_on == before + timedelta(days=3)
    assert "ledger_ended" in verbs(case)
    again = client.post(url, {"ends_on": str(ago(1)), "document": "通知书", "confirm": "1"})
    assert again.status_code == 422 and "LIM-LEDGER-ENDED" in again.content.decode()


def test_a_conversion_changes_the_procedure(house: Any) -> None:
    case = house["summary"]
    client = judge(case)
    shown = client.get(enter_url(case, "conversion")).content.decode()
    assert 'value="CIV1_ORD"' in shown and "案件程序改为" in shown
    given = {"to_rule": "CIV1_ORD", "on": str(TODAY), "document": "裁定书", "reason": "案情复杂"}
    tried = client.post(enter_url(case, "conversion"), given).content.decode()
    assert "审限规则" in tried and "变动" in tried
    assert client.post(enter_url(case, "conversion"), {**given, "confirm": "1"}).status_code == 302
    case.refresh_from_db()
    assert case.procedure == "ordinary" and clock(case).now_rule_code == "CIV1_ORD"
    tab = client.get(f"/cases/{case.pk}/limit/").content.decode()
    assert "起算时的规则" in tab and "CIV1_SUM" in tab
    wrong = client.post(enter_url(case, "conversion"), {**given, "to_rule": "CIV1_SMALL", "confirm": "1"})
    assert wrong.status_code == 422 and "LIM-CONVERT-NOT-ALLOWED" in wrong.content.decode()
