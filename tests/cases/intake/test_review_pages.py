"""The queue of filings, acceptance and refusal in the browser."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cases.intake.models import FilingDraft
from courts.trail.selectors import case_trail
from tests.builders import court_with_people, filed_case, today
from tests.cases.intake.filing_page import browser_of
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


@pytest.fixture
def clerk(house: Any) -> Client:
    return browser_of(house.clerk)


def test_the_queue_lists_filings_by_the_end_of_their_review(house: Any, clerk: Client) -> None:
    day = today()
    filed_case(house, on=day, received_on=str(day - timedelta(days=2)), cause="离婚纠纷")
    filed_case(house, on=day, received_on=str(day - timedelta(days=9)), cause="买卖合同纠纷")
    own = {"court": house.court, "owner": house.clerk, "saved_at": timezone.now()}
    FilingDraft.objects.create(**own, data={"case_type": "民初", "cause": "劳务合同纠纷"})
    page = clerk.get("/intake/").content.decode()
    assert page.index("买卖合同纠纷") < page.index("离婚纠纷") < page.index("劳务合同纠纷")
    assert "逾期 2 日" in page and "剩 5 日" in page
    assert browser_of(house.judge).get("/intake/").status_code == 404


def test_acceptance_gives_the_number_and_names_the_next_step(house: Any, clerk: Client) -> None:
    case = filed_case(house, on=today())
    page = clerk.get(f"/cases/{case.pk}/accept/").content.decode()
    assert re.search(rf'value="{today()}"[^>]*id="id_accepted_on"', page) and "办案风险提示" not in page
    sent = clerk.post(f"/cases/{case.pk}/accept/", {"accepted_on": today().isoformat()}, follow=True)
    case.refresh_from_db()
    assert case.status == "open" and case.number is not None and case.number in sent.content.decode()
    assert f"/cases/{case.pk}/draw/" in sent.content.decode()


def test_late_acceptance_is_warned_of_and_goes_on(house: Any, clerk: Client) -> None:
    case = filed_case(house, on=today(), received_on=str(today() - timedelta(days=9)))
    assert "INTAKE-LATE" in clerk.get(f"/cases/{case.pk}/accept/").content.decode()
    clerk.post(f"/cases/{case.pk}/accept/", {"accepted_on": today().isoformat()})
    assert "warned" in [event["verb"] for event in case_trail(case.pk)]


@pytest.mark.parametrize(
    ("days", "message"), [(1, "日期不能晚于今天"), (-30, "日期不能早于收案日"), (None, "请填写日期")]
)
def test_a_wrong_day_of_acceptance_stays_on_the_page(
    house: Any, clerk: Client, days: int | None, message: str
) -> None:
    case = filed_case(house, on=today())
    day = "" if days is None else (today() + timedelta(days=days)).isoformat()
    answer = clerk.post(f"/cases/{case.pk}/accept/", {"accepted_on": day})
    assert answer.status_code == 400 and message in answer.content.decode()
    case.refresh_from_db()
    assert case.status == "received"


def test_refusal_needs_a_ground_and_a_reason(house: Any, clerk: Client) -> None:
    case = filed_case(house, on=today())
    address = f"/cases/{case.pk}/refuse/"
    page = clerk.get(address).content.decode()
    assert "没有明确的被告" in page and "十日内上诉" in page and "退回人民检察院" not in page
    day = today().isoformat()
    assert clerk.post(address, {"refused_on": day}).status_code == 400
    sent = clerk.post(address, {"ground": "no_defendant", "reason": "被告信息不明", "refused_on": day})
    case.refresh_from_db()
    assert sent.status_code == 302 and (case.status, case.refusal_ground) == ("refused", "no_defendant")


def test_the_decision_is_for_those_who_may_and_only_once(house: Any, clerk: Client) -> None:
    case = filed_case(house, on=today())
    stranger = browser_of(house.judge)
    assert stranger.get(f"/cases/{case.pk}/accept/").status_code == 404
    assert browser_of(house.president).get(f"/cases/{case.pk}/accept/").status_code == 422
    assert clerk.get(f"/cases/{uuid4()}/accept/").status_code == 404
    clerk.post(f"/cases/{case.pk}/accept/", {"accepted_on": today().isoformat()})
    for act in ("accept", "refuse"):
        again = clerk.get(f"/cases/{case.pk}/{act}/")
        assert again.status_code == 422 and "CASE-STEP" in again.content.decode()
