"""What is done with an item of the ledger on its pages, by whom, and who sees nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.limits.models import LedgerItem
from tests.cases.limits.desk import (
    ago,
    client_of,
    clock,
    enter_url,
    item_on,
    judge,
    make,
    verbs,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(make)


def test_a_restart_waits_for_the_head(house: Any) -> None:
    case, people = house["case"], house["people"]
    before = clock(case).due_on
    given = {"ground": "R02", "on": str(ago(1)), "document": "发回裁定", "reason": "收到发回案件"}
    text = judge(case).post(enter_url(case, "restart"), given).content.decode()
    assert "须由他人核准后才计算" in text
    judge(case).post(enter_url(case, "restart"), {**given, "confirm": "1"})
    item = LedgerItem.objects.get(case=case)
    assert item.state == "proposed" and clock(case).due_on == before
    head = client_of(people.head)
    desk = head.get("/").content.decode()
    assert "核准审限事项" in desk and f"/limits/items/{item.pk}/answer/" in desk
    page = head.get(f"/limits/items/{item.pk}/answer/").content.decode()
    assert "办理后的审限" in page
    assert head.post(f"/limits/items/{item.pk}/answer/", {"agreed": "yes"}).status_code == 302
    assert clock(case).base_on is not None and clock(case).due_on != before
    assert f"/limits/items/{item.pk}/answer/" not in head.get("/").content.decode()


def test_declined_with_a_reason_only(house: Any) -> None:
    case, people = house["case"], house["people"]
    item = item_on(case, begins=20, ends=9)
    url = f"/limits/items/{item.pk}/answer/"
    head = client_of(people.head)
    assert head.post(url, {"agreed": ""}).status_code == 400
    bare = head.post(url, {"agreed": "no", "answer": " "})
    assert bare.status_code == 400 and "请写明不予核准的理由" in bare.content.decode()
    assert head.post(url, {"agreed": "no", "answer": "没有委托手续"}).status_code == 302
    tab = head.get(f"/cases/{case.pk}/limit/").content.decode()
    assert "没有委托手续" in tab and "不予核准" in tab
    late = head.post(url, {"agreed": "yes"})
    assert late.status_code == 422 and "LIM-LEDGER-STATE" in late.content.decode()


def test_a_mistake_is_cancelled(house: Any) -> None:
    case, people = house["case"], house["people"]
    before = clock(case).due_on
    item = item_on(case, begins=4, ends=1)
    url = f"/limits/items/{item.pk}/cancel/"
    head = client_of(people.head)
    page = head.get(url).content.decode()
    assert "办理后的审限" in page and str(before) in page
    assert head.post(url, {"reason": ""}).status_code == 400
    assert head.post(url, {"reason": "登记错案"}).status_code == 302
    assert clock(case).due_on == before and "ledger_cancelled" in verbs(case)


def test_the_parties_are_told_from_the_work_list(house: Any) -> None:
    case = house["case"]
    item = item_on(case, begins=4, ends=1)
    client, url = judge(case), f"/limits/items/{item.pk}/told/"
    assert url in client.get("/").content.decode()
    early = client.post(url, {"told_on": str(ago(9)), "told_how": "邮寄"})
    assert early.status_code == 400 and "不能早于" in early.content.decode()
    assert client.post(url, {"told_on": str(ago(1)), "told_how": "邮寄双方"}).status_code == 302
    assert url not in client.get("/").content.decode()
    assert "邮寄双方" in client.get(f"/cases/{case.pk}/limit/").content.decode()
    twice = client.post(url, {"told_on": str(ago(1)), "told_how": "再次"})
    assert twice.status_code == 422 and "LIM-LEDGER-TOLD" in twice.content.decode()


def test_nobody_confirms_their_own(house: Any) -> None:
    """Who holds both posts finds the act locked with its reason, and is refused when posting all the same."""
    case, people = house["case"], house["people"]
    item = item_on(case, begins=20)
    LedgerItem.objects.filter(pk=item.pk).update(entered_by_person=people.head)
    head = client_of(people.head)
    assert "不得核准自己登记的事项" in head.get(f"/cases/{case.pk}/limit/").content.decode()
    answer = head.post(f"/limits/items/{item.pk}/answer/", {"agreed": "yes"})
    assert answer.status_code == 422 and "LIM-LEDGER-SELF" in answer.content.decode()
    assert f"/limits/items/{item.pk}/answer/" not in head.get("/").content.decode()


def test_strangers_find_nothing_and_the_wrong_post_is_refused(house: Any) -> None:
    case, people = house["case"], house["people"]
    item = item_on(case, begins=3)
    stranger = client_of(next(one for one in people.judges if one.pk != case.handling.handler_id))
    addresses = [
        enter_url(case),
        f"/cases/{case.pk}/limit/print/",
        f"/cases/{case.pk}/limit/print.pdf",
        *(f"/limits/items/{item.pk}/{act}/" for act in ("answer", "end", "cancel", "told")),
    ]
    for address in addresses:
        assert stranger.get(address).status_code == 404, address
        assert Client().get(address).status_code == 302, "who is not logged in goes to the login"
    for client, address in (
        (client_of(people.president), enter_url(case)),
        (client_of(people.president), f"/limits/items/{item.pk}/end/"),
        (judge(case), f"/limits/items/{item.pk}/cancel/"),
        (judge(case), f"/limits/items/{item.pk}/answer/"),
    ):
        answer = client.get(address)
        assert answer.status_code == 422 and "PEOPLE-RIGHT" in answer.content.decode(), address
    assert judge(case).get(f"/cases/{case.pk}/limit/enter/extension/").status_code == 404
    assert judge(case).get("/limits/items/00000000-0000-7000-8000-000000000000/end/").status_code == 404
