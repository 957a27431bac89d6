"""The pages of a change: asking, each person's own act, the list, the case page, the printed notice."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.changes.models import ChangeRequest
from assignment.changes.services import report_interference
from cases.docket.models import Case
from cases.docket.services import grant_reading
from courts.people.models import Person
from courts.trail.models import TrailEvent
from tests.assignment.changes.asked import WORDS, handler, other_judge
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case, today
from tests.kit.clients import as_, page
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


@pytest.fixture
def case(house: CourtHouse) -> Case:
    return drawn_case(house, on=today())


def post(person: Person, address: str, body: dict[str, Any]) -> Any:
    return as_(person).post(address, body)


def asked(case: Case, who: Person | None = None, **over: Any) -> ChangeRequest:
    body = {"ground": "G3", "how": "draw", "to": "", **WORDS, **over}
    answer = post(who or handler(case), f"/cases/{case.pk}/change/", body)
    assert answer.status_code == 302, answer.content.decode()
    return ChangeRequest.objects.filter(case=case).latest("asked_at")


def test_the_form_names_every_ground_and_keeps_what_was_typed(house: CourtHouse, case: Case) -> None:
    address = f"/cases/{case.pk}/change/"
    text = page(handler(case), address)
    assert text.count("现在不能选择") == 2, "G5 and G6 are greyed: not marked, not away"
    assert "G2 工作调动" in text and "G8" in text and "G1 " not in text and "诊断证明" in text
    assert "Ask for another handler" in page(handler(case), address, **{"Accept-Language": "en"})
    half = {"ground": "G3", "how": "designation", "to": "", "reason": "写了很久"}
    wrong = post(handler(case), address, half)
    assert wrong.status_code == 400 and "写了很久" in wrong.content.decode()
    refused = post(handler(case), address, {"ground": "G6", "how": "draw", **WORDS})
    assert refused.status_code == 422 and "CHANGE-EVIDENCE" in refused.content.decode()
    assert as_(other_judge(house, case)).get(address).status_code == 404
    assert as_(house.clerk).get(address).status_code == 422
    away = other_judge(house, case)
    of_away = {"asked": "ex_officio", "part": "judge", "person": str(away.pk), "grounds": ["R02"]}
    of_away |= {"statement": "持有被告的股份。", "asked_on": str(today())}
    assert post(house.president, f"/cases/{case.pk}/recusal/", of_away).status_code == 302
    assert f"{away.name} · " in page(handler(case), address), "why a judge cannot have it is said at once"


def test_hand_by_hand_to_a_judge_named(house: CourtHouse, case: Case) -> None:
    to = other_judge(house, case)
    one = asked(case, how="designation", to=str(to.pk))
    address = f"/changes/{one.pk}/"
    assert f"{address}advise/" in page(house.head, address)
    assert f"{address}decide/" not in page(house.president, address)
    assert str(case.number) in page(house.head, "/changes/")
    assert post(house.head, f"{address}advise/", {"agreed": "no", "text": ""}).status_code == 400
    post(house.head, f"{address}advise/", {"agreed": "yes", "text": "情况属实"})
    text = page(house.president, address)
    assert "情况属实" in text and f"{address}decide/" in text
    assert post(house.president, f"{address}decide/", {"agreed": "yes", "text": ""}).status_code == 302
    assert handler(case) == to
    assert "尚未告知当事人" in page(to, f"/cases/{case.pk}/")
    told = {"told_on": str(today()), "told_whom": "原告、被告", "told_how": "送达通知书"}
    assert post(to, f"{address}tell/", told).status_code == 302
    assert "原告、被告" in page(to, address)
    assert one.from_judge.name in page(to, f"/cases/{case.pk}/changes/")
    notice = page(house.clerk, f"{address}notice/")
    assert "变更承办法官通知书" in notice and to.name in notice and one.reason not in notice
    printed = as_(house.clerk).get(f"{address}notice.pdf")
    assert printed["Content-Type"] == "application/pdf" and printed.content[:5] == b"%PDF-"


def test_before_the_new_judge_is_fixed_there_is_no_notice(house: CourtHouse, case: Case) -> None:
    one = asked(case)
    assert as_(house.clerk).get(f"/changes/{one.pk}/notice/").status_code == 422
    gone = post(handler(case), f"/changes/{one.pk}/withdraw/", {"reason": "已康复"})
    assert gone.status_code == 302
    one.refresh_from_db()
    assert one.state == "withdrawn"
    assert post(house.head, f"/changes/{one.pk}/nothing/", {}).status_code == 404


def test_only_those_concerned_see_that_the_office_checks(house: CourtHouse, case: Case) -> None:
    judge = handler(case)
    actor = actor_of(judge, today())
    report_interference(case_id=case.pk, kind="other", happened_on=today(), text="打听。", actor=actor)
    one = asked(case, who=house.head, ground="G7")
    address = f"/changes/{one.pk}/"
    for person in (house.discipline, house.president, judge):
        assert "监察部门核查" in page(person, address)
    for person in (house.head, house.clerk, house.trial_management):
        text = page(person, address)
        assert "监察" not in text.split("<main", 1)[1] and "等决定" in text
    assert f"{address}check/" in page(house.discipline, address)
    assert post(house.discipline, f"{address}check/", {"agreed": "yes", "text": ""}).status_code == 302
    one.refresh_from_db()
    assert one.state == "deciding"


def test_an_attempt_against_the_check_is_kept_apart_from_the_case(house: CourtHouse, case: Case) -> None:
    one = asked(case, who=house.head, ground="G7")
    actor = actor_of(handler(case), today())
    report_interference(case_id=case.pk, kind="other", happened_on=today(), text="打听。", actor=actor)
    tried = post(house.president, f"/changes/{one.pk}/decide/", {"agreed": "yes", "text": "急"})
    assert tried.status_code == 422 and "CHANGE-PROTECTED" in tried.content.decode()
    kept_ = TrailEvent.objects.filter(verb="refused").latest("pk")
    assert kept_.case_id is None and kept_.court_id == house.court.pk


def test_the_notice_names_the_parties_only_to_readers_of_the_case(house: CourtHouse) -> None:
    sealed = drawn_case(house, on=today(), criminal=True, sealed="juvenile")
    one = asked(sealed)
    ChangeRequest.objects.filter(pk=one.pk).update(
        state="done", new_judge=other_judge(house, sealed), fixed_on=today(), decided_at=one.asked_at
    )
    assert "案件的其他内容不对您公开" in page(house.president, f"/changes/{one.pk}/")
    for text in (
        page(house.president, address) for address in (f"/changes/{one.pk}/", "/changes/?which=ended")
    ):
        assert str(sealed.number) not in text and f"/cases/{sealed.pk}/" not in text and "不公开案件" in text
    assert str(sealed.number) in page(handler(sealed), f"/changes/{one.pk}/")
    assert as_(house.president).get(f"/changes/{one.pk}/notice/").status_code == 404


def test_who_only_reads_a_case_does_not_ask(house: CourtHouse) -> None:
    sealed = drawn_case(house, on=today(), criminal=True, sealed="juvenile")
    reader = other_judge(house, sealed)
    grant_reading(
        case_id=sealed.pk, person_id=reader.pk, reason="研究", actor=actor_of(handler(sealed), today())
    )
    answer = as_(reader).get(f"/cases/{sealed.pk}/change/")
    assert answer.status_code == 422 and "CHANGE-ASK" in answer.content.decode()


def test_whom_changes_do_not_concern(house: CourtHouse, case: Case) -> None:
    one = asked(case)
    for person in (other_judge(house, case), house.administrator, house.upper_clerk):
        assert as_(person).get(f"/changes/{one.pk}/").status_code == 404
    assert as_(house.administrator).get("/changes/").status_code == 404
