"""Pages of pools and leave, and of options: parsed, one call, shown again with what was typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from assignment.pools.models import Absence, Pool, PoolAlert, PoolMember
from assignment.pools.services.making import pool_mark
from assignment.pools.services.members import member_mark
from courts.options.models import CourtOption
from tests.builders import court_with_people, drawn_case, judge_of, today
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2, types=("民初",)))
WHY = "院务会纪要第6号"


@pytest.fixture
def client(house: Any) -> Client:
    signed_in = Client()
    signed_in.force_login(house.administrator)
    return signed_in


def test_a_pool_with_too_few_is_said_so(house: Any, client: Client) -> None:
    page = client.get("/office/pools/").content.decode()
    assert "少于下限" in page and house.pool.name in page
    pool = client.get(f"/office/pools/{house.pool.pk}/").content.decode()
    assert "今日可抽 2 名，少于下限 3 名" in pool and house.judges[0].name in pool


def test_a_pool_is_made_filled_and_changed(house: Any, client: Client) -> None:
    made = client.post("/office/pools/new/", {"type_code": "刑初", "name": "刑事一审", "reason": WHY})
    pool = Pool.objects.get(name="刑事一审")
    assert made.status_code == 302 and made["Location"] == f"/office/pools/{pool.pk}/"
    twin = client.post("/office/pools/new/", {"name": "刑事一审", "reason": WHY})
    assert twin.status_code == 400 and "同名" in twin.content.decode()
    again = client.post("/office/pools/new/", {"type_code": "刑初", "name": "再建", "reason": WHY})
    assert again.status_code == 400 and "再建" in again.content.decode()
    page = f"/office/pools/{pool.pk}/"
    assert "还没有成员" in client.get(page).content.decode()
    add = {
        "act": "add",
        "judge": str(house.judges[0].pk),
        "share": "50",
        "from_on": str(today()),
        "reason": WHY,
    }
    assert client.post(page, add).status_code == 302
    assert PoolMember.objects.get(pool=pool).share == 50
    wrong = client.post(page, {**add, "judge": str(house.judges[1].pk), "share": "120"})
    assert wrong.status_code == 400 and 'value="120"' in wrong.content.decode()
    edit = {"act": "edit", "name": "刑事一审（速裁）", "band": "300", "reason": WHY, "seen": pool_mark(pool)}
    assert client.post(page, edit).status_code == 302
    assert client.post(page, edit).status_code == 422, "opened before the change"
    text = client.get(page).content.decode()
    assert "3.00" in text and "法官入池" in text and "小时内" in text


def test_a_member_changes_share_and_leaves(house: Any, client: Client) -> None:
    member = house.pool.members.order_by("pk")[0]
    page = f"/office/pools/members/{member.pk}/"
    assert client.get(page).status_code == 200
    later = str(today() + timedelta(days=3))
    form = {"act": "share", "share": "40", "from_on": later, "reason": WHY, "seen": member_mark(member)}
    assert client.post(page, {**form, "share": ""}).status_code == 400
    assert client.post(page, form).status_code == 302
    follows = PoolMember.objects.get(share=40)
    end = {"act": "end", "to_on": later, "reason": WHY, "seen": member_mark(follows)}
    assert client.post(f"/office/pools/members/{follows.pk}/", end).status_code == 302
    PoolMember.objects.filter(pk=member.pk).update(to_on=today() - timedelta(days=1))
    assert "已经出池" in client.get(page).content.decode()


def test_leave_is_entered_changed_and_taken_back(house: Any, client: Client) -> None:
    assert "没有人休假或者停职" in client.get("/office/leave/").content.decode()
    soon = today() + timedelta(days=2)
    form = {
        "judge": str(house.judges[0].pk),
        "kind": "leave",
        "approver": str(house.president.pk),
        "from_on": str(soon),
        "to_on": str(soon + timedelta(days=5)),
        "reason": "请假条第9号",
    }
    assert client.post("/office/leave/", {**form, "to_on": ""}).status_code == 400
    assert client.post("/office/leave/", form, follow=True).content.decode().count("不参加抽签") >= 1
    absence = Absence.objects.get()
    page = f"/office/leave/{absence.pk}/"
    text = client.get(page).content.decode()
    assert "在办 0 件" in text and "将开始" in text and house.pool.name in text
    change = {"act": "change", "to_on": str(soon), "reason": WHY, "seen": str(absence.to_on)}
    assert client.post(page, change).status_code == 302
    assert client.post(page, change).status_code == 422
    assert client.post(page, {"act": "cancel", "reason": "", "seen": str(soon)}).status_code == 400
    assert client.post(page, {"act": "cancel", "reason": WHY, "seen": str(soon)}).status_code == 302
    assert client.get(page).status_code == 404


def test_an_option_is_shown_with_its_effect_before_it_is_set(house: Any, client: Client) -> None:
    assert "可抽法官下限" in client.get("/office/options/").content.decode()
    page = "/office/options/POOL-MIN/"
    form = {"act": "set", "value": "2", "reason": WHY, "seen": "3"}
    shown = client.post(page, form)
    assert shown.status_code == 200 and "由“3 名”改为“2 名”" in shown.content.decode()
    assert not CourtOption.objects.exists()
    wrong = client.post(page, {**form, "value": "99"})
    assert wrong.status_code == 400 and "1 至 50" in wrong.content.decode()
    assert client.post(page, {**form, "confirm": "1"}).status_code == 302
    assert CourtOption.objects.get().value == 2
    assert "本院另定" in client.get("/office/options/").content.decode()
    assert client.post(page, {**form, "confirm": "1", "value": "4"}).status_code == 422
    reset = {"act": "reset", "reason": WHY, "seen": "2"}
    assert "改为“3 名”" in client.post(page, reset).content.decode()
    assert client.post(page, {**reset, "confirm": "1"}).status_code == 302
    assert not CourtOption.objects.exists()
    assert client.get("/office/options/NO-SUCH-OPTION/").status_code == 404


@pytest.mark.parametrize("who", ["clerk", "judge", "president", "trial_management", "discipline"])
def test_others_get_404(house: Any, who: str) -> None:
    absence = Absence.objects.create(
        judge=house.judge, court=house.court, kind="leave", from_on=today(), to_on=today(), approved_by="院长"
    )
    member = house.pool.members.order_by("pk")[0]
    signed_in = Client()
    signed_in.force_login(getattr(house, who))
    for path in (
        "/office/options/",
        "/office/options/POOL-MIN/",
        "/office/pools/",
        "/office/pools/new/",
        f"/office/pools/{house.pool.pk}/",
        f"/office/pools/members/{member.pk}/",
        "/office/leave/",
        f"/office/leave/{absence.pk}/",
        "/office/clients/",
        "/office/clients/new/",
    ):
        assert signed_in.get(path).status_code == 404, path


def test_an_administrator_sees_only_the_own_court(house: Any, client: Client) -> None:
    other = court_with_people("吉0622", judges=1, types=("民初",), calendar=False)
    judge_of(other.court, other.civil, 3)
    assert client.get(f"/office/pools/{other.pool.pk}/").status_code == 404
    for path in ("/office/pools/", "/office/leave/", "/office/options/", "/office/clients/"):
        assert client.get(f"{path}?court={other.court.code}").status_code == 404
        assert client.get(f"{path}?court={house.court.code}").status_code == 200


def test_a_route_is_added_tried_and_ended(house: Any, client: Client) -> None:
    page = f"/office/pools/{house.pool.pk}/"
    empty = {"act": "route", "tier": "2", "from_on": str(today()), "reason": WHY}
    wish = {**empty, "cause_code": "婚姻家庭纠纷", "claim_from_fen": "12.5万", "complexity": "ordinary"}
    wrong = client.post(page, {**wish, "cause_code": "没有这样的案由"})
    assert wrong.status_code == 400 and "请写全名或者代码" in wrong.content.decode()
    assert client.post(page, {**wish, "claim_from_fen": "很多"}).status_code == 400
    assert client.post(page, wish).status_code == 302
    twice = client.post(page, wish)
    assert twice.status_code == 422, "the same conditions twice"
    for word in ("ROUTE-TAKEN", "填写内容仍在本页", 'value="婚姻家庭纠纷"', 'value="12.5万"'):
        assert word in twice.content.decode()
    route = house.pool.routes.get(tier=2)
    assert (route.claim_from_fen, route.cause_code) == (12_500_000, "civ.2.2")
    shown = client.get(page).content.decode()
    assert "案由 婚姻家庭纠纷 / 标的额 125,000 元以上 / 普通案件" in shown
    asked = {"type_code": "民初", "procedure": "ordinary", "cause_code": "离婚纠纷", "claim_fen": "20万"}
    tried = client.get("/office/pools/", asked).content.decode()
    assert "按第 2 级规则：案由 婚姻家庭纠纷" in tried and f"→ {house.pool.name}" in tried
    general = client.get("/office/pools/", {**asked, "cause_code": "民间借贷纠纷"}).content.decode()
    assert "按第 9 级规则：民初" in general
    assert (
        "没有规则适用"
        in client.get(
            "/office/pools/", {**asked, "type_code": "刑初", "cause_code": "盗窃罪"}
        ).content.decode()
    )
    end = f"/office/pools/routes/{route.pk}/"
    assert client.get(end).status_code == 200
    assert client.post(end, {"to_on": str(today()), "reason": ""}).status_code == 400
    assert client.post(end, {"to_on": str(today()), "reason": WHY}).status_code == 302
    other = Client()
    other.force_login(house.clerk)
    assert other.get(end).status_code == 404


def test_overlapping_routes_are_a_warning(house: Any, client: Client) -> None:
    made = {"name": "速裁池", "reason": WHY}
    assert client.post("/office/pools/new/", made).status_code == 302
    other = Pool.objects.get(name="速裁池")
    for pool, condition in ((house.pool, {"procedure": "summary"}), (other, {"type_code": "民初"})):
        wish = {"act": "route", "tier": "3", "from_on": str(today()), "reason": WHY, **condition}
        assert client.post(f"/office/pools/{pool.pk}/", wish).status_code == 302
    page = client.get("/office/pools/").content.decode()
    assert "可能同时符合" in page and "速裁池" in page


def test_a_ceiling_on_the_members_page(house: Any, client: Client) -> None:
    member = house.pool.members.order_by("pk")[0]
    page = f"/office/pools/members/{member.pk}/"
    form = {"act": "ceiling", "ceiling": "4000", "reason": WHY, "seen": member_mark(member)}
    assert client.post(page, {**form, "ceiling": "0"}).status_code == 400
    assert client.post(page, form).status_code == 302
    assert "40.00" in client.get(f"/office/pools/{house.pool.pk}/").content.decode()


def test_an_alert_is_read_by_those_who_watch_and_closed_with_words(house: Any, client: Client) -> None:
    change = {"act": "ceiling", "ceiling": "4000", "reason": WHY}
    member = house.pool.members.order_by("pk")[0]
    client.post(f"/office/pools/members/{member.pk}/", {**change, "seen": member_mark(member)})
    leave = {"kind": "leave", "approver": str(house.president.pk), "reason": "请假条第9号"}
    days = {"from_on": str(today()), "to_on": str(today())}
    client.post("/office/leave/", {"judge": str(house.judges[1].pk), **leave, **days})
    drawn_case(house, on=today())
    alert = PoolAlert.objects.get(kind="changed")
    page = f"/draws/monitor/alerts/{alert.pk}/"
    assert client.get(page).status_code == 404
    president = Client()
    president.force_login(house.president)
    shown = president.get(page).content.decode()
    for word in ("抽签前的变动", "变更负荷上限", "登记休假", "请假条第9号", house.judges[1].name):
        assert word in shown, word
    assert house.pool.name in president.get("/").content.decode(), "the work list"
    assert president.post(page, {"note": ""}).status_code == 400
    office = Client()
    office.force_login(house.trial_management)
    assert office.get(page).status_code == 200 and "核查后解除" in office.get(page).content.decode()
    assert office.post(page, {"note": "已看"}).status_code == 422
    assert president.post(page, {"note": "上限依会议纪要设定，属实"}).status_code == 302
    assert "属实" in president.get(page).content.decode()


def test_the_draw_tab_says_which_route_led_here(house: Any) -> None:
    drawn = drawn_case(house, on=today())
    clerk = Client()
    clerk.force_login(house.clerk)
    tab = clerk.get(f"/cases/{drawn.pk}/draws/").content.decode()
    assert "按第 9 级规则：民初" in tab
