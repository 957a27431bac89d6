"""The pages of a recusal: bringing it in, each person's own act, the list, the case page."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.recusals.models import Recusal
from cases.docket.models import Case
from tests.assignment.changes.asked import handler, other_judge
from tests.builders import CourtHouse, court_with_people, drawn_case, today
from tests.kit.clients import as_, page
from tests.kit.kept import each_afresh, kept  # noqa: F401

WORK = "/"
house = kept(court_with_people)


@pytest.fixture
def case(house: CourtHouse) -> Case:
    return drawn_case(house, on=today())


def body(case: Case, **over: Any) -> dict[str, Any]:
    return {
        "asked": "party",
        "party": str(case.parties.order_by("order")[0].pk),
        "part": "judge",
        "person": str(handler(case).pk),
        "grounds": ["R01", "R08"],
        "statement": "系被告的近亲属。",
        "asked_on": str(today()),
        "before_debate_ended": "on",
        **over,
    }


def asked(house: CourtHouse, case: Case) -> Recusal:
    answer = as_(house.clerk).post(f"/cases/{case.pk}/recusal/", body(case))
    assert answer.status_code == 302, answer.content.decode()
    return Recusal.objects.get(case=case)


def test_the_form_keeps_what_was_typed(house: CourtHouse, case: Case) -> None:
    address = f"/cases/{case.pk}/recusal/"
    text = page(house.clerk, address)
    assert "R11" in text and handler(case).name in text
    assert "Enter a recusal" in page(house.clerk, address, **{"Accept-Language": "en"})
    wrong = as_(house.clerk).post(address, body(case, grounds=[], statement="写了很久"))
    assert wrong.status_code == 400 and "写了很久" in wrong.content.decode()
    late = as_(house.clerk).post(address, body(case, before_debate_ended=""))
    assert late.status_code == 422 and "RECUSAL-LATE" in late.content.decode()
    assert as_(other_judge(house, case)).get(address).status_code == 404


def test_decided_told_and_reconsidered(house: CourtHouse, case: Case) -> None:
    one = asked(house, case)
    address = f"/recusals/{one.pk}/"
    assert "暂停参与本案" in page(house.clerk, f"/cases/{case.pk}/")
    held = {"node": "hearing", "occurred_on": str(today()), "detail": "写了很久的笔录"}
    stopped = as_(house.clerk).post(f"/cases/{case.pk}/nodes/new/", held)
    assert stopped.status_code == 422 and "RECUSAL-PENDING" in stopped.content.decode()
    assert "写了很久的笔录" in stopped.content.decode()
    assert str(case.number) in page(house.president, "/recusals/")
    assert f"{address}decide/" in page(house.president, address)
    assert f"{address}decide/" not in page(house.clerk, address)
    own = as_(handler(case)).post(f"{address}decide/", {"agreed": "no", "reason": "x"})
    assert own.status_code == 422 and "RECUSAL-SELF" in own.content.decode()
    president = as_(house.president)
    assert president.post(f"{address}decide/", {"agreed": "no", "reason": ""}).status_code == 400
    assert president.post(f"{address}decide/", {"agreed": "no", "reason": "没有证据"}).status_code == 302
    clerk = as_(house.clerk)
    told = {"told_on": str(today()), "told_how": "口头告知"}
    assert clerk.post(f"{address}tell/", told).status_code == 302
    again = {"reason": "新的证据", "asked_on": str(today())}
    assert clerk.post(f"{address}review/", again).status_code == 302
    assert "复议" in page(house.president, address)
    granted = president.post(f"{address}reconsider/", {"agreed": "yes", "reason": "属实"})
    assert granted.status_code == 302
    text = page(house.clerk, f"/cases/{case.pk}/changes/")
    assert "G1" in text and "已批准" in text
    assert handler(case).name in page(house.clerk, f"/cases/{case.pk}/recusals/")
    assert "变更承办，原承办" in page(house.clerk, "/draws/")
    assert "FORMER_HANDLER" in page(house.clerk, f"/cases/{case.pk}/draw/")


def test_something_urgent_and_taking_it_back(house: CourtHouse, case: Case) -> None:
    one = asked(house, case)
    address = f"/recusals/{one.pk}/"
    clerk = as_(house.clerk)
    urgent = {"matter": "hearing", "reason": "证人次日出境"}
    assert clerk.post(f"{address}urgent/", urgent).status_code == 302
    assert "证人次日出境" in page(house.president, address)
    assert clerk.post(f"{address}withdraw/", {"reason": "申请人撤回"}).status_code == 302
    one.refresh_from_db()
    assert one.state == "withdrawn"
    assert clerk.post(f"{address}nothing/", {}).status_code == 404


def test_whom_it_does_not_concern(house: CourtHouse, case: Case) -> None:
    one = asked(house, case)
    for person in (other_judge(house, case), house.administrator, house.upper_clerk):
        assert as_(person).get(f"/recusals/{one.pk}/").status_code == 404
    assert as_(house.administrator).get("/recusals/").status_code == 404


def test_a_president_decides_on_a_sealed_case_seeing_the_request_alone(house: CourtHouse) -> None:
    case = drawn_case(house, on=today(), criminal=True, sealed="juvenile")
    own = body(case, asked="self", part="judge")
    assert as_(handler(case)).post(f"/cases/{case.pk}/recusal/", own).status_code == 302
    one = Recusal.objects.get(case=case)
    assert "案件的其他内容不对您公开" in page(house.president, f"/recusals/{one.pk}/")
    assert as_(house.president).get(f"/cases/{case.pk}/").status_code == 404
    pages = (f"/recusals/{one.pk}/", "/recusals/", WORK)
    for text in (page(house.president, address) for address in pages):
        assert str(case.number) not in text and f"/cases/{case.pk}/" not in text
        assert case.cause_name not in text and "不公开案件" in text
    assert str(case.number) in page(handler(case), f"/recusals/{one.pk}/")
