"""The pages of intake: filing, its draft, the check, the queue, acceptance and refusal."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cases.docket.models import Case
from cases.intake.models import FilingDraft
from cases.parties.models import Party
from courts.actors.domain import Role
from tests.builders import ID_CARD, court_with_people, person_of
from tests.cases.intake.filing_page import browser_of, field, kept_draft, posted
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


@pytest.fixture
def clerk(house: Any) -> Client:
    return browser_of(house.clerk)


def test_an_empty_page_saves_nothing_until_something_is_typed(clerk: Client) -> None:
    page = clerk.get("/filing/new/")
    assert page.status_code == 200
    assert FilingDraft.objects.count() == 0
    address = re.search(r'data-autosave="(/filing/[0-9a-f-]+/save/)"', page.content.decode())
    assert address is not None
    saved = clerk.post(address[1], posted(), headers={"accept": "application/json"}).json()
    draft = FilingDraft.objects.get()
    assert saved["page_url"] == f"/filing/{draft.pk}/" and address[1] == f"/filing/{draft.pk}/save/"
    assert saved["saved_at"] == draft.saved_at.isoformat()
    assert draft.data["parties"][0]["name"] == "王建国"
    assert draft.data["four_category"] is False


def test_only_types_and_procedures_lawful_for_the_court_are_offered(clerk: Client) -> None:
    page = clerk.get("/filing/new/").content.decode()
    assert 'value="民初"' in page and 'value="民终"' not in page
    draft = kept_draft(clerk, case_type="民初")
    page = clerk.get(f"/filing/{draft}/").content.decode()
    assert 'value="small_claims"' in page and 'value="second_instance"' not in page


def test_an_intermediate_court_is_offered_no_summary_procedure(house: Any) -> None:
    upper = browser_of(house.upper_clerk)
    draft = kept_draft(upper, case_type="民初")
    page = upper.get(f"/filing/{draft}/").content.decode()
    assert 'value="ordinary"' in page and 'value="summary"' not in page and 'value="民终"' in page


def test_another_machine_goes_on_where_the_first_stopped(house: Any, clerk: Client) -> None:
    draft = kept_draft(clerk, cause="离婚", four_category=None)
    page = browser_of(house.clerk).get(f"/filing/{draft}/").content.decode()
    assert 'value="离婚"' in field(page, "cause")
    assert ID_CARD in field(page, "parties-0-id_number")
    assert "126.84万" in field(page, "claim_amount")


def test_drafts_are_their_owners_alone(house: Any, clerk: Client) -> None:
    draft = kept_draft(clerk)
    other = browser_of(person_of(house.court, Role.CLERK, username="220621-clerk2"))
    assert other.get(f"/filing/{draft}/").status_code == 404
    for act in ("save", "check", "submit", "discard"):
        assert other.post(f"/filing/{draft}/{act}/", posted(cause="盗窃罪")).status_code == 404
    assert FilingDraft.objects.get(pk=draft).data["cause"] == "民间借贷纠纷"


@pytest.mark.parametrize("who", ["judge", "president", "discipline"])
def test_whoever_may_not_file_is_told_so_and_the_attempt_is_kept(house: Any, who: str) -> None:
    client = browser_of(getattr(house, who))
    assert client.get("/filing/new/").status_code == 404
    answer = client.post(f"/filing/{uuid4()}/save/", posted())
    assert answer.status_code == 422
    assert "PEOPLE-RIGHT" in answer.content.decode()
    assert FilingDraft.objects.count() == 0


def test_pages_ask_for_a_login() -> None:
    for address in ("/filing/new/", "/intake/", "/causes.json", f"/cases/{uuid4()}/accept/"):
        assert Client().get(address).headers["Location"].startswith("/login/")


def test_errors_stand_at_their_fields_and_keep_what_was_typed(clerk: Client) -> None:
    rows = (
        {"role": "plaintiff", "kind": "person", "name": "", "phone": "12"},
        {"role": "", "kind": "person", "name": "", "id_number": "", "phone": "", "address": ""},
        {"role": "plaintiff", "kind": "person", "name": "于德水", "id_number": "22062119870230132X"},
        {"role": "defendant", "kind": "organisation", "name": "宏途公司", "id_number": "91220621MA0YTK7T2S"},
    )
    draft = str(uuid4())
    wrong = {
        "cause": "没有的案由",
        "claim_amount": "一百",
        "four_category": None,
        "received_on": "2026-02-30",
    }
    answer = clerk.post(f"/filing/{draft}/check/", posted(*rows, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 400
    for name in ("cause", "claim_amount", "received_on", "parties-0-name", "parties-0-phone"):
        assert 'aria-invalid="true"' in field(page, name), name
    assert 'aria-invalid="true"' in field(page, "parties-1-id_number"), "the blank row is left out"
    assert 'value="于德水"' in field(page, "parties-1-name")
    assert 'aria-invalid="true"' in field(page, "parties-2-id_number")
    assert "第 7 至 14 位的出生日期不存在" in page and "当事人 2 证件号码" in page
    assert "请回答本案是否可能属于四类案件" in page
    assert 'value="没有的案由"' in field(page, "cause") and 'value="一百"' in field(page, "claim_amount")
    assert Case.objects.count() == 0
    assert FilingDraft.objects.get(pk=draft).data["cause"] == "没有的案由"


def test_nobody_at_all_is_said_above_the_rows(clerk: Client) -> None:
    blank = {"role": "plaintiff", "kind": "person", "name": ""}
    answer = clerk.post(f"/filing/{uuid4()}/check/", posted(blank))
    assert answer.status_code == 400
    assert "请至少录入一名当事人" in answer.content.decode()


def test_a_removed_row_is_not_filed(clerk: Client) -> None:
    gone = {"role": "third_party", "kind": "person", "name": "多余的人", "DELETE": "on"}
    kept_rows = (
        {"role": "plaintiff", "kind": "person", "name": "王建国"},
        gone,
        {"role": "defendant", "kind": "person", "name": "李四"},
    )
    draft = kept_draft(clerk, *kept_rows)
    clerk.post(f"/filing/{draft}/submit/")
    assert list(Party.objects.order_by("order").values_list("name", flat=True)) == ["王建国", "李四"]


def test_the_check_page_shows_everything_in_reading_form(clerk: Client) -> None:
    draft = str(uuid4())
    sent = clerk.post(f"/filing/{draft}/check/", posted())
    assert sent.headers["Location"] == f"/filing/{draft}/check/"
    page = clerk.get(f"/filing/{draft}/check/").content.decode()
    for shown in (
        "220621 19850312 1237",
        "1,268,400.00",
        "人民币壹佰贰拾陆万捌仟肆佰元整",
        "民事一审",
        "普通程序",
    ):
        assert shown in page, shown
    assert "审限预览" in page and Case.objects.count() == 0


def test_handing_in_twice_is_one_case(clerk: Client) -> None:
    draft = kept_draft(clerk)
    first = clerk.post(f"/filing/{draft}/submit/")
    second = clerk.post(f"/filing/{draft}/submit/")
    case = Case.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"/cases/{case.pk}/"
    assert (case.status, case.cause_name, case.claim_fen) == ("received", "民间借贷纠纷", 126_840_000)
    assert case.four_category is False
    page = clerk.get(f"/cases/{case.pk}/").content.decode()
    assert "收案登记成功" in page and f"/cases/{case.pk}/accept/" in page


def test_a_draft_handed_in_leads_to_its_case_and_is_not_changed(clerk: Client) -> None:
    draft = kept_draft(clerk)
    clerk.post(f"/filing/{draft}/submit/")
    case = f"/cases/{Case.objects.get().pk}/"
    assert clerk.get(f"/filing/{draft}/").headers["Location"] == case
    assert clerk.get(f"/filing/{draft}/check/").headers["Location"] == case
    assert clerk.post(f"/filing/{draft}/save/", posted(cause="离婚纠纷")).headers["Location"] == case
    assert FilingDraft.objects.get().data["cause"] == "民间借贷纠纷"
    clerk.post(f"/filing/{draft}/discard/")
    assert FilingDraft.objects.count() == 1


def test_handing_in_a_draft_with_errors_comes_back_with_them(clerk: Client) -> None:
    draft = kept_draft(clerk, four_category=None)
    answer = clerk.post(f"/filing/{draft}/submit/")
    assert answer.status_code == 400
    assert "请回答本案是否可能属于四类案件" in answer.content.decode()
    assert Case.objects.count() == 0


def test_what_the_law_forbids_is_shown_on_the_page_that_keeps_everything(clerk: Client) -> None:
    draft = str(uuid4())
    answer = clerk.post(f"/filing/{draft}/check/", posted(procedure="second_instance"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "INTAKE-PROCEDURE" in page and "拦截编号" in page
    assert 'value="王建国"' in field(page, "parties-0-name")


def test_nothing_posted_can_break_the_page(clerk: Client) -> None:
    odd = {
        "parties-TOTAL_FORMS": "many",
        "related_to": ["x", "\x00"],
        "cause": "借\x00贷",
        "four_category": "?",
    }
    answer = clerk.post(f"/filing/{uuid4()}/check/", posted(**odd))
    assert answer.status_code == 400
    assert clerk.post(f"/filing/{uuid4()}/check/", {}).status_code == 400
    assert clerk.get("/filing/not-an-id/").status_code == 404


def test_a_draft_is_discarded(clerk: Client) -> None:
    draft = kept_draft(clerk)
    assert clerk.post(f"/filing/{draft}/discard/").headers["Location"] == "/intake/"
    assert FilingDraft.objects.count() == 0


def test_causes_are_suggested_for_the_type(clerk: Client) -> None:
    civil = clerk.get("/causes.json", {"q": "劳务", "case_type": "民初"}).json()["results"]
    assert civil[0]["name"] == "劳务合同纠纷" and "合同" in civil[0]["note"]
    criminal = clerk.get("/causes.json", {"q": "盗", "case_type": "刑初"}).json()["results"]
    assert criminal[0]["name"] == "盗窃罪"
    assert not clerk.get("/causes.json", {"q": "盗窃", "case_type": "民初"}).json()["results"]
    assert clerk.get("/causes.json", {"q": "盗窃", "case_type": "没有"}).status_code == 200


@pytest.mark.parametrize(
    ("received_on", "name", "note"),
    [
        ("2025-12-31", "发起人责任纠纷", False),
        ("2026-01-01", "设立人责任纠纷", True),
        ("no day", "设立人责任纠纷", True),
        ("2026-02-30", "设立人责任纠纷", True),
    ],
)
def test_causes_are_those_of_the_day_and_say_what_they_were_called(
    clerk: Client, received_on: str, name: str, note: bool
) -> None:
    asked = {"q": "发起人责任", "case_type": "民初", "received_on": received_on}
    found = clerk.get("/causes.json", asked).json()["results"]
    assert [row["name"] for row in found] == [name]
    assert ("原案由：发起人责任纠纷" in found[0]["note"]) is note


def test_the_pages_speak_english(clerk: Client) -> None:
    draft = kept_draft(clerk)
    for address in (f"/filing/{draft}/", f"/filing/{draft}/check/", "/intake/"):
        page = clerk.get(address, headers={"accept-language": "en"}).content.decode()
        text = re.sub(r"<[^>]+>|<script.*?</script>", " ", page[page.index("<main") :])
        assert "Work list" in text
        assert not re.search("当事人|登记立案|草稿|审限", text), re.search(
            ".{20}(当事人|登记立案|草稿|审限).{20}", text
        )
