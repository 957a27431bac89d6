"""The limit account of a case on its pages: state, any day, readings, what is locked, on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cases.docket.models import Case
from courts.options.services import set_option
from courts.trail.selectors import case_trail
from tests.builders import actor_of
from tests.cases.limits.desk import (
    FILED,
    TODAY,
    ago,
    client_of,
    enter_url,
    item_on,
    judge,
    make,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(make)


def test_the_tab_tells_state_dates_readings_and_ledger(house: Any) -> None:
    case = house["case"]
    item_on(case, begins=3)
    page = judge(case).get(f"/cases/{case.pk}/limit/").content.decode()
    for words in ("审限状态", "停表", "关键日期", "法律未定处，本院的读法", "审限台账", "X02", "委托鉴定书"):
        assert words in page
    assert f"自 {ago(3)} 起停表" in page and "登记结束" in page and "尚未登记告知当事人" in page
    assert "不同于推荐" not in page


def test_a_reading_that_differs_is_marked(house: Any) -> None:
    case, people = house["case"], house["people"]
    set_option(
        court_id=people.court.pk,
        code="LIMIT-INTERVAL",
        value="both_ends",
        reason="院务会纪要第7号",
        actor=actor_of(people.administrator, TODAY),
    )
    page = judge(case).get(f"/cases/{case.pk}/limit/").content.decode()
    assert "不同于推荐" in page and "扣除（首尾两日都扣）" in page
    assert "LIMIT-SHIFT-ADMINISTRATIVE" not in page and "行政类审限末日" not in page


def test_the_account_of_any_day(house: Any) -> None:
    """Before the stop the clock ran; on a day before the limit there is nothing to tell, and that is said."""
    case = house["case"]
    item_on(case, begins=3)
    client = judge(case)
    then = client.get(f"/cases/{case.pk}/limit/?on={ago(10)}").content.decode()
    assert f"截至 {ago(10)}" in then and "正在计算" in then and "回到今天" in then
    for wrong, said in (
        ("2026-13-41", "YYYY-MM-DD"),
        (str(FILED - timedelta(days=1)), "不能查看此前的日期"),
        ("nonsense", "YYYY-MM-DD"),
    ):
        page = client.get(f"/cases/{case.pk}/limit/", {"on": wrong})
        assert page.status_code == 200
        text = page.content.decode()
        assert said in text and "现按今天显示" in text and f"自 {ago(3)} 起停表" in text
    assert 'value="nonsense"' in text


def test_what_the_viewer_may_not_do_is_locked_with_the_reason(house: Any) -> None:
    case, people = house["case"], house["people"]
    item_on(case, begins=3)
    tab = client_of(people.president).get(f"/cases/{case.pk}/limit/").content.decode()
    assert "由承办法官、法官助理或者书记员登记" in tab and enter_url(case) not in tab
    mine = judge(case).get(f"/cases/{case.pk}/limit/").content.decode()
    assert "由庭长或者院长办理" in mine and enter_url(case) in mine
    overview = judge(case).get(f"/cases/{case.pk}/").content.decode()
    assert "登记结束：扣除期间 X02" in overview and enter_url(case) in overview


def test_a_closed_case_is_told_as_of_its_closing(house: Any) -> None:
    case: Case = house["case"]
    item_on(case, begins=4, ends=2)
    client = judge(case)
    sent = client.post(f"/cases/{case.pk}/close/", {"closed_on": str(ago(1)), "disposal": "judgment"})
    assert sent.status_code == 302
    tab = client.get(f"/cases/{case.pk}/limit/").content.decode()
    assert "截至结案日" in tab and enter_url(case) not in tab
    refused = client.get(enter_url(case))
    assert refused.status_code == 422 and "LIM-LEDGER-NOT-OPEN" in refused.content.decode()


def test_in_english_no_chinese_sentence_is_left(house: Any) -> None:
    case = house["case"]
    client = judge(case)
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    tab = client.get(f"/cases/{case.pk}/limit/").content.decode()
    for words in ("State of the limit", "Key dates", "Ledger of the limit", "Enter an exclusion"):
        assert words in tab
    form = client.get(enter_url(case)).content.decode()
    assert "X02 Expert examination" in form and "Only what the law admits" in form


@pytest.mark.parametrize(
    ("language", "title"), [("zh-hans", "审限计算说明"), ("en", "Account of the trial limit")]
)
def test_the_account_on_paper(house: Any, language: str, title: str) -> None:
    case = house["case"]
    item_on(case, begins=4, ends=1)
    client = judge(case)
    client.post("/i18n/setlang/", {"language": language, "next": "/"})
    page = client.get(f"/cases/{case.pk}/limit/print/")
    text = page.content.decode()
    assert page.status_code == 200 and title in text
    assert case.number in text and case.handling.handler.name in text and "法释〔2000〕29号第九条" in text
    pdf = client.get(f"/cases/{case.pk}/limit/print.pdf?on={ago(2)}")
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF-")
    told = [event for event in case_trail(case.pk) if event["verb"] == "limit_account_printed"]
    assert {event["data"]["form"] for event in told} == {"html", "pdf"}
    assert told[-1]["data"]["as_of"] in (str(ago(2)), str(TODAY))
    wrong = client.get(f"/cases/{case.pk}/limit/print.pdf?on=never")
    assert wrong.status_code == 302 and wrong.headers["Location"].endswith("/limit/?on=never")
