"""The published list of leaders: everybody of the court, institutional order, formula; proposals; REST."""

from __future__ import annotations

from datetime import date

from django.test import Client

from assignment.leaders.models import ExitProposal
from cases.docket.models import Case, CaseHandling
from courts.people.models import Person
from courts.people.services import admit_to_quota
from tests.builders import SINCE, CourtHouse, accepted_case, court_with_people, machine, person_of, today
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.rest import rest

LAST = date(today().year - 1, 6, 1)


def _house() -> CourtHouse:
    house = court_with_people(judges=2)
    for person in (house.head, house.president):
        admit_to_quota(person=person, court=house.court, from_on=SINCE, actor=machine())
    case = accepted_case(house, on=LAST)
    CaseHandling.objects.filter(pk=case.pk).update(handler=house.judge, assigned_on=case.filed_on)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=LAST, disposal="判决")
    return house


house = kept(_house)


def _as(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_everybody_of_the_court_reads_it(house: CourtHouse) -> None:
    for person in (house.clerk, house.judge, house.president, house.upper_president):
        page = _as(person).get(f"/leaders/?court={house.court.code}&year={LAST.year}")
        assert page.status_code == 200
        text = page.content.decode()
        assert text.index(house.president.name) < text.index(house.head.name)
        assert "落后于进度" in text
        assert "怎样计算" in text
    stranger = person_of(house.upper, None, username="nobody-here")
    assert _as(stranger).get("/leaders/").status_code == 302, "no post, no page"
    assert _as(house.clerk).get("/leaders/?court=999999").status_code == 404


def test_month_by_month_and_the_proposal(house: CourtHouse) -> None:
    page = f"/leaders/{house.head.pk}/?court={house.court.code}&year={LAST.year}"
    assert "逐月" in _as(house.clerk).get(page).content.decode()
    assert "建议退出员额" not in _as(house.clerk).get(page).content.decode()
    office = _as(house.trial_management)
    assert "建议退出员额" in office.get(page).content.decode()
    address = page.replace("/?", "/propose/?")
    assert office.post(address, {"reason": ""}).status_code == 400
    assert office.post(address, {"reason": "全年未办结案件"}).status_code == 302
    made = ExitProposal.objects.get()
    answer, president = f"/leaders/proposals/{made.pk}/", _as(house.president)
    own = office.post(answer, {"answer": "本人已说明情况"})
    assert own.status_code == 422, "whoever proposed does not answer"
    assert "等待他人登记" in own.content.decode()
    empty = president.post(answer, {"answer": ""})
    assert empty.status_code == 400
    assert "请写明处理结果" in empty.content.decode()
    assert _as(house.clerk).post(answer, {"answer": "已约谈"}).status_code == 404
    assert president.post(answer, {"answer": "已约谈"}).status_code == 302
    made.refresh_from_db()
    assert made.answer == "已约谈"
    assert _as(house.clerk).get(f"/leaders/{house.judge.pk}/").status_code == 404


def test_other_leaders_are_kept_by_the_administrator(house: CourtHouse) -> None:
    client = _as(house.administrator)
    given = {
        "act": "enter",
        "person": str(house.judge.pk),
        "title": "副院长",
        "from_on": "2026-01-01",
        "reason": "抚人发〔2026〕1号",
    }
    assert client.post("/office/leaders/", {**given, "title": ""}).status_code == 400
    assert client.post("/office/leaders/", given).status_code == 302
    term = house.judge.leader_terms.get()
    ended = {"act": "end", "term_id": str(term.pk), "to_on": "2026-02-01", "reason": "免职"}
    assert client.post("/office/leaders/", ended).status_code == 302
    assert _as(house.president).get("/office/leaders/").status_code == 404


def test_rest(house: CourtHouse) -> None:
    client = rest(scopes="indicators:read")
    answer = client.get(f"/leaders/?year={LAST.year}")
    assert answer.status_code == 200, answer.content.decode()
    rows = answer.json()["results"]
    assert [row["post"] for row in rows] == ["president", "division_head"]
    assert rows[1]["behind"] is True
    assert rows[1]["target_bp"] == 5000
    assert len(rows[1]["months"]) == 12
    assert client.get("/leaders/?year=abc").status_code == 400
    assert rest(scopes="cases:read").get("/leaders/").status_code == 403
