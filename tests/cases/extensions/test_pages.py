"""The pages: asking, the request with the viewer's own act, the list; what was typed is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.docket.models import Case
from cases.docket.registry import work, work_count
from cases.extensions.models import ExtensionRequest
from cases.limits.models import CaseClock
from courts.people.models import Person
from courts.people.selectors import viewer_of
from tests.builders import CourtHouse, court_with_people, drawn_case, today
from tests.cases.documents.files import PDF
from tests.kit.clients import as_, page
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def case(house: CourtHouse) -> Case:
    """Due in about a month: there is time to ask."""
    return drawn_case(house, on=today() - timedelta(days=150), procedure="ordinary")


def judge(case: Case) -> Person:
    found = case.handling.handler
    assert found is not None
    return found


def asking(case: Case) -> str:
    return f"/cases/{case.pk}/extension/"


def asked(case: Case) -> ExtensionRequest:
    answer = as_(judge(case)).post(asking(case), {"value": "6", "reason": "鉴定尚未完成。"})
    assert answer.status_code == 302, answer.content.decode()
    return ExtensionRequest.objects.get(case=case)


def test_the_form_says_by_when_who_how_long_and_where_to(house: CourtHouse, case: Case) -> None:
    clock = CaseClock.objects.get(case=case)
    text = page(judge(case), asking(case))
    for said in (str(clock.last_request_on), str(clock.due_on), "本院院长", house.court.name, "6个月", "→"):
        assert said in text
    assert "Ask for an extension" in page(judge(case), asking(case), **ENGLISH)


def test_a_refused_or_unreadable_request_keeps_what_was_typed(case: Case) -> None:
    client = as_(judge(case))
    wrong = client.post(asking(case), {"value": "six", "reason": "写了很久的理由"})
    assert wrong.status_code == 400 and "写了很久的理由" in wrong.content.decode()
    too_long = client.post(asking(case), {"value": "7", "reason": "写了很久的理由"})
    text = too_long.content.decode()
    assert too_long.status_code == 422 and "LIM-EXT-LONG" in text and "写了很久的理由" in text
    assert not ExtensionRequest.objects.exists()


def test_late_the_form_asks_why(house: CourtHouse) -> None:
    case = drawn_case(house, on=today() - timedelta(days=175), procedure="ordinary")
    text = page(judge(case), asking(case))
    assert 'name="late_reason"' in text and "已过最后申请日" in text
    answer = as_(judge(case)).post(asking(case), {"value": "6", "reason": "x", "late_reason": "病休"})
    assert answer.status_code == 302 and ExtensionRequest.objects.get().is_late


def test_three_people_one_after_the_other(house: CourtHouse, case: Case) -> None:
    """Ask, advise, decide, tell: each on the request's page, by whose turn it is."""
    before = CaseClock.objects.get(case=case).due_on
    one = asked(case)
    address = f"/extensions/{one.pk}/"
    assert 'action="' + address + 'advise/"' in page(house.head, address)
    assert "decide/" not in page(house.president, address)
    said = as_(house.head).post(f"{address}advise/", {"agreed": "yes", "text": "属实"}, follow=True)
    assert "意见已提交" in said.content.decode()
    text = page(house.president, address)
    assert 'action="' + address + 'decide/"' in text and "属实" in text and "届满日由" in text
    wrong = as_(house.president).post(f"{address}decide/", {"agreed": "no", "text": "", "document": "x1"})
    assert wrong.status_code == 400 and "请写明理由" in wrong.content.decode()
    assert 'value="x1"' in wrong.content.decode()
    as_(house.president).post(f"{address}decide/", {"agreed": "yes", "text": "", "document": ""})
    one.refresh_from_db()
    assert one.state == "granted" and CaseClock.objects.get(case=case).due_on != before
    text = page(judge(case), address)
    assert "尚未告知当事人" in text
    told = {"told_on": str(today()), "told_how": "邮寄通知书"}
    as_(judge(case)).post(f"{address}tell/", told)
    assert "邮寄通知书" in page(judge(case), address)
    english = page(judge(case), address, **ENGLISH)
    assert "Division head" in english and "Limit" in english


def test_what_is_not_ones_turn_is_refused_on_the_page(house: CourtHouse, case: Case) -> None:
    one = asked(case)
    answer = as_(house.president).post(f"/extensions/{one.pk}/decide/", {"agreed": "yes"})
    assert answer.status_code == 422 and "LIM-ASK-STATE" in answer.content.decode()
    assert as_(house.president).post(f"/extensions/{one.pk}/nothing/").status_code == 404
    other = next(person for person in house.judges if person != judge(case))
    assert as_(other).post(f"/extensions/{one.pk}/withdraw/", {"reason": "x"}).status_code == 404


def test_papers_are_added_to_the_request(case: Case, settings: Any, tmp_path: Any) -> None:
    from django.core.files.storage import storages

    settings.DOCUMENT_ROOT = str(tmp_path)
    storages._storages.pop("documents", None)
    one = asked(case)
    file = SimpleUploadedFile("审批表.pdf", PDF)
    sent = as_(judge(case)).post(f"/documents/extension/{one.pk}/", {"file": file, "title": "审批表"})
    assert sent.headers["Location"] == f"/extensions/{one.pk}/"
    assert "审批表" in page(judge(case), f"/extensions/{one.pk}/")
    assert "审批表" in page(judge(case), f"/cases/{case.pk}/documents/")


def test_the_case_page_offers_it_and_shows_what_was_asked(house: CourtHouse, case: Case) -> None:
    address = f"/cases/{case.pk}/"
    assert asking(case) in page(judge(case), address)
    one = asked(case)
    text = page(judge(case), address)
    assert f"/extensions/{one.pk}/" in text and f'href="{asking(case)}"' not in text
    assert as_(judge(case)).get(asking(case)).status_code == 422, "one request at a time"


def test_the_list_and_the_work_of_each(house: CourtHouse, case: Case) -> None:
    one = asked(case)

    def items(person: Person) -> list[str]:
        return [item.url for item in work(viewer_of(person, today()), today()) if item.kind == "extension"]

    assert items(house.head) == [f"/extensions/{one.pk}/"] and items(house.president) == []
    viewer = viewer_of(house.head, today())
    assert work_count(viewer, today()) == len(work(viewer, today()))
    text = page(house.head, "/extensions/")
    assert str(case.number) in text and "等我办理" in text
    assert 'id="waiting-extensions" hx-swap-oob="true">1<' in page(house.head, "/nav/counts/")
    assert "waiting-extensions" not in page(house.president, "/nav/counts/")
    assert str(case.number) not in page(house.president, "/extensions/?which=mine")
    assert str(case.number) in page(house.trial_management, "/extensions/?which=waiting&state=advising")
    assert "没有符合条件的申请" in page(house.head, "/extensions/?which=waiting&state=granted&late=on")
    assert page(house.head, "/extensions/?which=x&state=y&from_on=z&after=q")
    assert "Waiting for me" in page(house.head, "/extensions/", **ENGLISH)
    for stranger in (house.clerk, house.administrator):
        assert as_(stranger).get("/extensions/").status_code == 404


def test_strangers_get_404(house: CourtHouse, case: Case) -> None:
    one = asked(case)
    for address in (f"/extensions/{one.pk}/", asking(case), f"/documents/extension/{one.pk}/"):
        assert as_(house.administrator).get(address).status_code == 404


def test_the_last_day_for_asking_stands_in_the_work_list(house: CourtHouse) -> None:
    case = drawn_case(house, on=today() - timedelta(days=168), procedure="ordinary")
    found = [item for item in work(viewer_of(judge(case), today()), today()) if item.kind == "ask_extension"]
    assert [item.url for item in found] == [asking(case)]


def test_what_the_law_grants_has_its_own_page(house: CourtHouse) -> None:
    case = drawn_case(house, on=today() - timedelta(days=30), criminal=True, procedure="ordinary")
    address = f"/cases/{case.pk}/extension/statutory/"
    assert address in page(judge(case), f"/cases/{case.pk}/")
    assert "3个月" in page(judge(case), address) or "1个月" in page(judge(case), address)
    missing = as_(judge(case)).post(address, {"reason": "案情复杂", "document": ""})
    assert missing.status_code == 400 and "案情复杂" in missing.content.decode()
    done = as_(judge(case)).post(address, {"reason": "案情复杂", "document": "审批表"})
    assert done.headers["Location"] == f"/cases/{case.pk}/limit/"
    assert as_(judge(case)).get(address).status_code == 422


def test_withdrawing_on_the_page(case: Case) -> None:
    one = asked(case)
    as_(judge(case)).post(f"/extensions/{one.pk}/withdraw/", {"reason": "已调解"})
    text = page(judge(case), f"/extensions/{one.pk}/")
    assert "已调解" in text and "撤回" in text
