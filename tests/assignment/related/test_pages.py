"""Related cases and matching names on their pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from assignment.conflicts.models import CaseAgent, ConflictAnswer, FormerStaff, Relative
from assignment.conflicts.services import declare_relative
from assignment.designations.models import Designation
from assignment.draws.services.steps import draw_at_once
from assignment.related.models import RelatedAnswer
from cases.docket.models import Case
from cases.relations.services import find_hints
from courts.people.models import Person
from tests.assignment.related.test_answering import REASON, pair
from tests.builders import CourtHouse, accepted_case, actor_of, court_with_people, drawn_case, today
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.rest import rest

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=4))


def open_as(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def two(house: CourtHouse, **over: Any) -> tuple[Any, Any]:
    both = pair()
    old = drawn_case(house, on=today(), parties=both, **over)
    return old, accepted_case(house, on=today(), parties=both)


def test_the_clerk_answers_on_the_way_to_the_draw(house: CourtHouse) -> None:
    old, new = two(house)
    clerk = open_as(house.clerk)
    assert "答复关联案件" in text(clerk.get(f"/cases/{new.pk}/"))
    draw = text(clerk.get(f"/cases/{new.pk}/draw/"))
    assert old.number in draw and "DRAW-RELATED-OPEN" in draw and "锁定名单，取号" not in draw
    url = f"/cases/{new.pk}/related/"
    assert old.handling.handler.name in text(clerk.get(url))
    wrong = clerk.post(url, {"answer": "decline", "reason": "短"})
    assert wrong.status_code == 400 and "短" in text(wrong)
    assert clerk.post(url, {"answer": "decline", "reason": REASON}).status_code == 302
    assert RelatedAnswer.objects.get(case=new).answered_by_person_id == house.clerk.pk
    assert "锁定名单，取号" in text(clerk.get(f"/cases/{new.pk}/draw/"))
    draw_at_once(case_id=new.pk, nonce="7", actor=actor_of(house.clerk, today()))
    for where in ("draw/", "draws/"):
        kept_answer = text(clerk.get(f"/cases/{new.pk}/{where}"))
        assert old.number in kept_answer and REASON in kept_answer
    judge = Case.objects.get(pk=new.pk).handling.handler
    told = text(open_as(judge).get(f"/cases/{new.pk}/draws/"))
    assert REASON in told
    assert (old.number in told) is (judge == old.handling.handler)


def test_the_president_answers_for_a_sealed_case_without_its_number(house: CourtHouse) -> None:
    old, new = two(house, sealed="privacy")
    find_hints(new, at=actor_of(house.clerk, today()).at)
    president = open_as(house.president)
    assert "答复不公开的关联案件" in text(president.get("/"))
    page = text(president.get(f"/cases/{new.pk}/related/"))
    assert old.handling.handler.name in page and old.number not in page
    clerk = text(open_as(house.clerk).get(f"/cases/{new.pk}/related/"))
    assert old.handling.handler.name not in clerk and "由院长或者庭长答复" in clerk
    done = president.post(f"/cases/{new.pk}/related/", {"answer": str(old.pk)})
    assert done.status_code == 302
    assert RelatedAnswer.objects.get(case=new).answer == "take"
    made = Designation.objects.get(case=new)
    published = open_as(house.clerk).get(f"/designations/{made.pk}/")
    assert published.status_code == 200 and old.number not in text(published)
    assert rest().get(f"/designations/{made.pk}/").json()["follows"] is None


def test_a_matching_name_is_answered_by_the_judge_who_does_not_read_the_case(house: CourtHouse) -> None:
    judge = house.judge
    declare_relative(person_id=judge.pk, relation="in_law", name="孙某甲", actor=actor_of(judge, today()))
    parties = [{"role": "plaintiff", "kind": "person", "name": "孙某甲"}, *pair("周")[1:]]
    case = accepted_case(house, on=today(), parties=parties)
    mine = open_as(judge)
    assert "核对姓名相符的情形" in text(mine.get("/"))
    assert mine.get(f"/cases/{case.pk}/").status_code == 404
    url = f"/me/conflicts/{case.pk}/"
    page = text(mine.get(url))
    assert case.number in page and "孙某甲" in page
    assert open_as(house.judges[1]).get(url).status_code == 404
    flags = text(open_as(house.clerk).get(f"/cases/{case.pk}/conflicts/"))
    assert "待核对" in flags
    key = f"relative:{Relative.objects.get().pk}"
    given = {"judge": str(judge.pk), "key": key, "conflict": "yes", "reason": "确系本人弟媳。"}
    assert mine.post(url, {**given, "reason": ""}).status_code == 400
    assert mine.post(url, given).status_code == 302
    assert ConflictAnswer.objects.get(case=case).conflict
    assert open_as(house.president).get(f"/cases/{case.pk}/conflicts/").status_code == 404
    reader = text(open_as(house.president).get(f"/cases/{case.pk}/draw/"))
    assert "应当回避，不参加抽签" in reader and "弟媳" not in reader
    draw = text(open_as(house.clerk).get(f"/cases/{case.pk}/draw/"))
    assert "弟媳" in draw
    assert "应当回避，不参加抽签" in draw and "有应当回避的亲属关系" in draw


def test_relatives_former_staff_and_agents_are_entered(house: CourtHouse) -> None:
    mine = open_as(house.judge)
    given = {"relation": "spouse", "name": "韩某", "firm": "吉林某律师事务所", "partner": "on"}
    assert mine.post("/me/relatives/", {**given, "name": ""}).status_code == 400
    assert mine.post("/me/relatives/", given).status_code == 302
    row = Relative.objects.get()
    assert "韩某" in text(mine.get("/me/relatives/"))
    assert "韩某" not in text(open_as(house.judges[1]).get("/me/relatives/"))
    office = open_as(house.administrator)
    assert "韩某" in text(office.get("/office/relatives/"))
    assert open_as(house.clerk).get("/office/relatives/").status_code == 404
    assert office.post(f"/me/relatives/{row.pk}/end/", {"reason": "离婚"}).status_code == 302
    url = f"/relatives/{row.pk}/confirm/"
    assert "等确认结束" in text(mine.get("/me/relatives/")) and "另一人" in text(office.get(url))
    assert mine.get(url).status_code == 404 and open_as(house.clerk).get(url).status_code == 404
    watch = open_as(house.discipline)
    assert "离婚" in text(watch.get(url)) and watch.post(url, {"agreed": "no"}).status_code == 400
    assert watch.post(url, {"agreed": "yes"}).status_code == 302
    row.refresh_from_db()
    assert (row.ended_on, row.end_confirmed_person) == (today(), house.discipline)
    left = {"name": "魏某", "left_on": "2024-06-30", "post": "书记员"}
    assert office.post("/office/former-staff/", left).status_code == 302
    former = FormerStaff.objects.get()
    assert "魏某" in text(office.get("/office/former-staff/"))
    case = accepted_case(house, on=today())
    clerk, url = open_as(house.clerk), f"/cases/{case.pk}/agents/"
    agent = {"do": "agent", "kind": "lawyer", "name": "魏某", "firm": "吉林某律师事务所"}
    warned = clerk.post(url, agent)
    assert warned.status_code == 422 and "CONFLICT-AGENT-NAME" in text(warned)
    assert clerk.post(url, {**agent, "reason": "核对证件，不是同一人。"}).status_code == 302
    other = {"do": "involvement", "part": "witness", "name": "郑某"}
    assert clerk.post(url, other).status_code == 302
    page = text(clerk.get(url))
    assert "魏某" in page and "郑某" in page and "同名，已核对" in page
    one = CaseAgent.objects.get()
    end = f"/cases/entries/agent/{one.pk}/end/"
    assert open_as(house.judge).get(end).status_code == 404
    assert clerk.post(end, {"reason": " "}).status_code == 400
    assert clerk.post(end, {"reason": "解除委托"}).status_code == 302
    assert "已经结束" in text(clerk.get(end))
    assert office.post(f"/office/former-staff/{former.pk}/end/", {"reason": "登记有误"}).status_code == 302
