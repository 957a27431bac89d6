"""The acceptance notice: what stands on it, who prints it, what the trail keeps."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from assignment.draws.models import Draw
from assignment.draws.selectors import subject_of
from assignment.draws.services import commit_draw
from assignment.notices.selectors import notice_of
from assignment.notices.services import print_notice
from courts.refusals.domain import NotVisible, Refused
from courts.trail.models import TrailEvent
from tests.builders import (
    ID_CARD,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    filed_case,
    today,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401

SITE = "https://court.example"
PHONE, ADDRESS = "13912345678", "抚松镇小南街道十八号"


def make() -> Any:
    people = court_with_people()
    plaintiff = {
        "role": "plaintiff",
        "kind": "person",
        "name": "王建国",
        "id_number": ID_CARD,
        "phone": PHONE,
        "address": ADDRESS,
    }
    defendant = {"role": "defendant", "kind": "organisation", "name": "抚松县长白山木业有限公司"}
    return {
        "people": people,
        "drawn": drawn_case(people, on=today(), parties=[plaintiff, defendant]),
        "waiting": accepted_case(people, on=today()),
    }


house = kept(make)


def text_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", "")


def clerk_of(house: Any) -> Client:
    client = Client()
    client.force_login(house["people"].clerk)
    return client


def test_the_notice_says_what_the_party_needs(house: Any) -> None:
    case = house["drawn"]
    draw = Draw.objects.get(case=case)
    printed = print_notice(case_id=case.pk, site=SITE, actor=actor_of(house["people"].clerk, today()))
    text = text_of(printed.content)
    receipt = " ".join(draw.receipt[at : at + 4] for at in (0, 4, 8, 12))
    address = f"{SITE}/verify/{draw.receipt}/"
    fingerprint = draw.snapshot_hash[:32]
    wanted = (case.number, "受理案件通知书", "王建国：", "民间借贷纠纷", receipt, fingerprint, address)
    for words in (*wanted, case.handling.handler.name, "你（单位）诉抚松县长白山木业有限公司"):
        assert words.replace(" ", "") in text.replace(" ", ""), words
    for secret in (ID_CARD, PHONE, ADDRESS):
        assert secret not in text
    assert printed.name == f"受理案件通知书-{case.number}.pdf"
    assert len(PdfReader(BytesIO(printed.content)).pages) == 1


def test_printing_twice_is_two_events_with_the_papers_hash(house: Any) -> None:
    case, client = house["drawn"], clerk_of(house)
    answers = [client.get(f"/cases/{case.pk}/notice.pdf") for _print in range(2)]
    events = TrailEvent.objects.filter(case_id=case.pk, verb="paper_printed").order_by("seq")
    kept = [json.loads(event.payload.body)["data"] for event in events]
    assert [data["sha256"] for data in kept] == [hashlib.sha256(each.content).hexdigest() for each in answers]
    assert kept[0]["paper"] == "受理案件通知书" and kept[0]["form"] == "pdf"
    assert {event.actor_id for event in events} == {house["people"].clerk.pk}
    assert answers[0]["Content-Type"] == "application/pdf" and "no-store" in answers[0]["Cache-Control"]


def test_before_the_result_it_says_that_the_judge_is_still_to_be_drawn(house: Any) -> None:
    case = house["waiting"]
    commit_draw(case_id=case.pk, actor=actor_of(house["people"].clerk, today()))
    page = clerk_of(house).get(f"/cases/{case.pk}/notice/").content.decode()
    assert "打印时尚未抽出" in page and "<svg" in page and Draw.objects.get(case=case).receipt[:4] in page
    assert TrailEvent.objects.filter(case_id=case.pk, verb="paper_printed").count() == 1


def test_without_a_code_there_is_nothing_to_print_yet(house: Any) -> None:
    filed, client = filed_case(house["people"], on=today()), clerk_of(house)
    for case, code in ((filed, "NOTICE-NOT-ACCEPTED"), (house["waiting"], "NOTICE-NOT-DRAWN")):
        answer = client.get(f"/cases/{case.pk}/notice.pdf")
        assert answer.status_code == 422 and code in answer.content.decode()
    assert not TrailEvent.objects.filter(verb="paper_printed").exists()


def test_a_void_draw_has_no_notice_until_it_is_drawn_again(house: Any) -> None:
    case = house["waiting"]
    commit_draw(case_id=case.pk, actor=actor_of(house["people"].clerk, today()))
    Draw.objects.filter(case=case).update(status="void")
    with pytest.raises(Refused, match="NOTICE-NOT-DRAWN"):
        print_notice(case_id=case.pk, site=SITE, actor=actor_of(house["people"].clerk, today()))


def test_whoever_does_not_see_the_case_prints_nothing(house: Any) -> None:
    stranger = next(j for j in house["people"].judges if j != house["drawn"].handling.handler)
    with pytest.raises(NotVisible):
        print_notice(case_id=house["drawn"].pk, site=SITE, actor=actor_of(stranger, today()))
    client = Client()
    client.force_login(stranger)
    assert client.get(f"/cases/{house['drawn'].pk}/notice.pdf").status_code == 404
    assert Client().get(f"/cases/{house['drawn'].pk}/notice.pdf").status_code == 302


def test_a_sealed_case_is_named_on_its_notice_as_the_draw_names_it(house: Any) -> None:
    sealed = drawn_case(house["people"], on=today(), criminal=True, sealed="juvenile")
    facts = notice_of(sealed, site=SITE, today=today())
    assert facts["check"]["known_as"] == subject_of(sealed) != sealed.number
    assert facts["rule"].code == "CRIMINAL_PUBLIC" and facts["to"] == "抚松县人民检察院"
    assert "赵某盗窃罪" in facts["opening"]


def test_the_address_is_the_one_the_court_set(house: Any, settings: Any) -> None:
    client, address = clerk_of(house), f"/cases/{house['drawn'].pk}/notice/"
    assert "http://testserver/verify/" in client.get(address).content.decode()
    settings.PUBLIC_BASE_URL = "https://sfgk.example"
    assert "https://sfgk.example/verify/" in client.get(address).content.decode()


def test_the_pages_offer_it_to_those_who_hand_it_out(house: Any) -> None:
    case = house["drawn"]
    for path in (f"/cases/{case.pk}/", f"/cases/{case.pk}/draw/"):
        assert f"/cases/{case.pk}/notice.pdf" in clerk_of(house).get(path).content.decode()
    president = Client()
    president.force_login(house["people"].president)
    assert "notice.pdf" not in president.get(f"/cases/{case.pk}/").content.decode()
    waiting = clerk_of(house).get(f"/cases/{house['waiting'].pk}/").content.decode()
    assert "锁定分案名单后打印" in waiting and "notice.pdf" not in waiting
