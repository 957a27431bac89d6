"""Related cases are taken or declined before the draw."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from assignment.conflicts.services import answer_flag, declare_relative
from assignment.designations.models import Designation
from assignment.draws.models import Draw
from assignment.draws.services.steps import commit_draw, draw_at_once
from assignment.related.models import RelatedAnswer
from assignment.related.selectors import searched, waiting
from assignment.related.services import decline_related, take_related
from cases.docket.models import Case
from cases.docket.services import close_case
from cases.relations.selectors import search
from courts.options.services import set_option
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.selectors import case_trail
from tests.builders import (
    CourtHouse,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    strangers,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=4))
REASON = "两案争议不同，分别审理更为适宜。"


def pair(name: str = "孙") -> list[dict[str, Any]]:
    """Two parties who stand in every case they are given to."""
    return strangers(
        {"role": "plaintiff", "kind": "person", "name": f"{name}某甲"},
        {"role": "defendant", "kind": "person", "name": f"{name}某乙"},
    )


def two(house: CourtHouse, parties: list[dict[str, Any]] | None = None, **over: Any) -> tuple[Case, Case]:
    """A case that has its judge, and a later one of the same parties and cause."""
    both = parties or pair()
    return drawn_case(house, parties=both), accepted_case(house, parties=both, **over)


def draw(case: Case, house: CourtHouse) -> Draw:
    return draw_at_once(case_id=case.pk, nonce="7", actor=actor_of(house.clerk))


def verbs(case: Case) -> list[str]:
    return [event["verb"] for event in case_trail(case.pk)]


def test_an_unanswered_case_stands_in_the_way_of_the_draw(house: CourtHouse) -> None:
    old, new = two(house)
    with pytest.raises(Refused) as refused:
        commit_draw(case_id=new.pk, actor=actor_of(house.clerk))
    assert refused.value.code == "DRAW-RELATED-OPEN"
    assert (refused.value.params["count"], refused.value.params["hidden"]) == (1, 0)
    row = refused.value.params["hits"][0]
    assert (row["case"], row["kind"], row["number"]) == (str(old.pk), "same_parties", old.number)
    assert not Draw.objects.filter(case=new).exists()


def test_taken_it_goes_to_that_judge_by_law(house: CourtHouse) -> None:
    old, new = two(house)
    done = take_related(case_id=new.pk, other_id=old.pk, actor=actor_of(house.clerk))
    new = Case.objects.select_related("handling").get(pk=new.pk)
    assert new.handling.handler_id == old.handling.handler_id == done.judge_id
    assert (done.ground, done.approver, done.state, done.follows_id) == ("D04", "law", "approved", old.pk)
    assert {"related_taken", "designation_by_law", "case_assigned"} <= set(verbs(new))
    check_refused(lambda: draw(new, house), "DRAW-HAS-HANDLER")


def test_declined_with_its_reason_it_is_drawn_and_the_snapshot_counts_it(house: CourtHouse) -> None:
    old, new = two(house)
    with pytest.raises(InvalidInput):
        decline_related(case_id=new.pk, reason="不同", actor=actor_of(house.clerk))
    decline_related(case_id=new.pk, reason=REASON, actor=actor_of(house.clerk))
    drawn = draw(new, house)
    assert '"related":{"declined":1,"found":1,"taken":0}' in drawn.snapshot
    assert old.number is not None and old.number not in drawn.snapshot
    assert RelatedAnswer.objects.get(case=new).reason == REASON
    assert "related_declined" in verbs(new)


def test_a_case_withdrawn_and_filed_again_goes_back(house: CourtHouse) -> None:
    both = pair("周")
    old = drawn_case(house, parties=both)
    judge = old.handling.handler
    assert judge is not None
    close_case(
        case_id=old.pk,
        closed_on=old.filed_on,
        disposal="withdrawal_allowed",
        actor=actor_of(judge),
    )
    new = accepted_case(house, parties=both)
    hits = searched(new, actor_of(house.clerk).viewer, actor_of(house.clerk).today).open
    assert [hit.rule.code for hit in hits] == ["refiled"]
    act = dict(case_id=new.pk, reason=REASON, actor=actor_of(house.clerk))
    check_refused(lambda: decline_related(**act), "RELATED-REFILED")
    judge.quota_terms.update(to_on=old.filed_on.replace(day=1))
    check_refused(
        lambda: take_related(case_id=new.pk, other_id=old.pk, actor=actor_of(house.clerk)), "RELATED-JUDGE"
    )
    assert decline_related(**act), "the judge has left, so it may be drawn"
    assert draw(new, house).winner != judge


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("series", {"series_key": "物业2026-1"}, {"series_key": "物业2026-1"}),
        (
            "same_contract",
            {"facts": "依《买卖合同》（合同编号：HT-9）供货。", "cause": "买卖合同纠纷"},
            {"facts": "合同编号：HT-9 项下质量争议。", "cause": "承揽合同纠纷"},
        ),
        (
            "same_event",
            {"facts": "2026年2月3日在新华路发生事故。", "cause": "机动车交通事故责任纠纷"},
            {"facts": "2026年2月3日的事故中车辆发生碰撞受损。", "cause": "财产损害赔偿纠纷"},
        ),
    ],
)
def test_each_way_of_belonging_together(
    house: CourtHouse, kind: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    both = pair(kind[-2:])
    old = drawn_case(house, parties=both if kind != "series" else pair("前"), **first)
    new = accepted_case(house, parties=both, **second)
    check_refused(lambda: draw(new, house), "DRAW-RELATED-OPEN")
    hits = searched(new, actor_of(house.clerk).viewer, actor_of(house.clerk).today).open
    assert [(hit.case_id, hit.rule.code) for hit in hits] == [(old.pk, kind)]


def test_two_that_challenge_one_judgment(house: CourtHouse) -> None:
    cited = {"facts": "申请再审，不服（2024）吉0621民初77号民事判决。", "cause": "离婚纠纷"}
    old = drawn_case(house, parties=pair("甲"), **cited)
    new = accepted_case(house, parties=pair("乙"), **cited)
    check_refused(lambda: draw(new, house), "DRAW-RELATED-OPEN")
    take_related(case_id=new.pk, other_id=old.pk, actor=actor_of(house.clerk))


def test_a_group_from_its_fifth_case_follows_the_first(house: CourtHouse) -> None:
    firm = strangers({"role": "defendant", "kind": "organisation", "name": "抚松县林海物业服务有限公司"})
    owners = [pair(f"户{number}")[0] for number in range(5)]
    cases = [accepted_case(house, parties=[owner, *firm], cause="物业服务合同纠纷") for owner in owners]
    first = draw(cases[0], house)
    check_refused(lambda: draw(cases[4], house), "DRAW-RELATED-OPEN")
    take_related(case_id=cases[3].pk, other_id=cases[0].pk, actor=actor_of(house.clerk))
    assert Designation.objects.get(case=cases[3]).judge_id == first.winner_id
    hits = searched(cases[4], actor_of(house.clerk).viewer, actor_of(house.clerk).today).open
    assert [(hit.case_id, hit.rule.code) for hit in hits] == [(cases[0].pk, "group")], "the first alone"
    day = actor_of(house.clerk).today
    for code, value, found in (("GROUP-COUNT", 6, 0), ("GROUP-COUNT", 5, 1), ("GROUP-DAYS", 3, 0)):
        chosen = {
            "code": code,
            "value": value,
            "reason": "院务会纪要第7号",
            "actor": actor_of(house.administrator),
        }
        set_option(court_id=house.court.pk, **chosen)
        Case.objects.filter(pk=cases[1].pk).update(received_on=cases[1].received_on - timedelta(days=4))
        assert len(waiting(cases[4], day)) == found, code


def test_a_name_is_looked_at_before_the_case_follows(house: CourtHouse) -> None:
    """Taking a related case gives it to a judge like any other way does."""
    old, new = two(house)
    judge = old.handling.handler
    declare_relative(person_id=judge.pk, relation="in_law", name="孙某甲", actor=actor_of(judge))
    clerk = actor_of(house.clerk)
    act = lambda: take_related(case_id=new.pk, other_id=old.pk, actor=clerk)  # noqa: E731
    check_refused(act, "CONFLICT-OPEN")
    row = {
        "key": f"relative:{judge.relatives.get().pk}",
        "conflict": False,
        "reason": "核对证件，不是同一人。",
    }
    answer_flag(case_id=new.pk, judge_id=judge.pk, actor=clerk, **row)
    assert act().judge_id == judge.pk


def test_a_case_to_be_drawn_again_is_not_asked_again(house: CourtHouse) -> None:
    """A change of handler decides how it goes on: what turns up since is not answered any more."""
    both = pair("周")
    new = draw(accepted_case(house, parties=both), house).case
    assert new is not None
    old = drawn_case(house, parties=pair("钱"))
    old.parties.all().delete()
    for party in new.parties.all():
        party.pk, party.case = uuid7(), old
        party.save(force_insert=True)
    new.handling.refresh_from_db()
    assert [hit.case_id for hit in search(new, actor_of(house.clerk).today) if hit.must_answer] == [old.pk]
    assert waiting(new, actor_of(house.clerk).today) == []


def test_a_sealed_hit_is_told_to_nobody_and_answered_by_the_president(house: CourtHouse) -> None:
    both = pair("吴")
    old = drawn_case(house, parties=both, sealed="privacy")
    new = accepted_case(house, parties=both)
    with pytest.raises(Refused) as refused:
        draw(new, house)
    assert (refused.value.params["count"], refused.value.params["hidden"]) == (1, 1)
    assert refused.value.params["hits"] == [] and (old.number or "?") not in str(refused.value.params)
    clerk, president = actor_of(house.clerk), actor_of(house.president)
    check_refused(lambda: decline_related(case_id=new.pk, reason=REASON, actor=clerk), "RELATED-NO-HIT")
    assert len(decline_related(case_id=new.pk, reason=REASON, actor=president)) == 1
    assert draw(new, house).winner is not None


def test_others_neither_see_nor_answer(house: CourtHouse) -> None:
    old, new = two(house)
    judge = next(judge for judge in house.judges if judge.pk != old.handling.handler_id)
    with pytest.raises(NotVisible):
        take_related(case_id=new.pk, other_id=old.pk, actor=actor_of(judge))
    manager = actor_of(house.trial_management)
    check_refused(lambda: decline_related(case_id=new.pk, reason=REASON, actor=manager), "PEOPLE-RIGHT")
    other = drawn_case(house, parties=pair("郑"))
    clerk = actor_of(house.clerk)
    check_refused(lambda: take_related(case_id=new.pk, other_id=other.pk, actor=clerk), "RELATED-NO-HIT")
