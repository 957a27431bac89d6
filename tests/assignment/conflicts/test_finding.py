"""What the records show about judges, and what is asked before a draw."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assignment.conflicts.domain import Code, Found, bars
from assignment.conflicts.models import Relative
from assignment.conflicts.selectors import against_handler, barred_for, hits_for, open_flags, words
from assignment.conflicts.selectors.finding import cases_to_ask, stages
from assignment.conflicts.services import (
    answer_flag,
    confirm_end,
    declare_relative,
    end_entry,
    end_relative,
    enter_agent,
    enter_involvement,
)
from assignment.draws.services.steps import draw_at_once
from cases.docket.models import Case, RelatedCase
from courts.history.selectors import Wanted, history
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.models import TrailEvent
from courts.trail.selectors import case_trail
from tests.assignment.related.test_pages import open_as
from tests.builders import (
    DAY,
    ID_CARD,
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
FIRM = "吉林长白律师事务所"


def party(name: str = "王建国", **more: Any) -> list[dict[str, Any]]:
    other = strangers({"role": "defendant", "kind": "organisation", "name": "抚松县参业有限公司"})
    return [{"role": "plaintiff", "kind": "person", "name": name, **more}, *other]


def declared(judge: Person, name: str, **more: Any) -> Relative:
    return declare_relative(
        person_id=judge.pk, relation="collateral", name=name, actor=actor_of(judge), **more
    )


def roster(case: Case, house: CourtHouse) -> dict[str, str]:
    """The reason of everybody on the roster of the case's draw."""
    drawn = draw_at_once(case_id=case.pk, nonce="5", actor=actor_of(house.clerk))
    return {row["id"]: row["reason"] for row in json.loads(drawn.snapshot)["roster"]}


def test_a_relative_by_identity_number_is_left_out_by_category_alone(house: CourtHouse) -> None:
    row = declared(house.judge, "王建国", id_number=ID_CARD)
    assert (
        row.id_masked == "2206211985******37" and row.id_cipher and ID_CARD not in str(bytes(row.id_cipher))
    )
    case = accepted_case(house, parties=party(id_number=ID_CARD))
    reasons = roster(case, house)
    assert reasons.pop(str(house.judge.pk)) == "RELATIVE"
    assert set(reasons.values()) == {""}


def test_another_number_is_another_person(house: CourtHouse) -> None:
    declared(house.judge, "王建国", id_number=ID_CARD)
    case = accepted_case(house)
    assert hits_for(case, [house.judge.pk], DAY) == [], "the builder's 王建国 has a number of his own"


@pytest.mark.parametrize("conflict", [True, False])
def test_a_name_alone_is_asked_before_the_draw(house: CourtHouse, conflict: bool) -> None:
    row = declared(house.judge, "王建国")
    case = accepted_case(house, parties=party())
    clerk = actor_of(house.clerk)
    check_refused(lambda: draw_at_once(case_id=case.pk, nonce="", actor=clerk), "CONFLICT-OPEN")
    assert cases_to_ask(actor_of(house.judge).viewer, DAY) == [case]
    who = house.judge if conflict else house.clerk
    answer: dict[str, Any] = {
        "case_id": case.pk,
        "judge_id": house.judge.pk,
        "key": f"relative:{row.pk}",
        "conflict": conflict,
        "reason": "已核对身份证件。",
        "actor": actor_of(who),
    }
    with pytest.raises(InvalidInput):
        answer_flag(**{**answer, "reason": "是"})
    answer_flag(**answer)
    told = [event for event in case_trail(case.pk) if event["verb"] == "conflict_answered"]
    assert len(told) == 1 and "已核对身份证件" not in str(told), (
        "words about somebody's family stay off the trail"
    )
    check_refused(lambda: answer_flag(**answer), "CONFLICT-ANSWERED")
    assert open_flags(case, [house.judge.pk], DAY) == []
    assert roster(case, house)[str(house.judge.pk)] == ("RELATIVE" if conflict else "")


def test_an_agent_who_comes_later_is_held_against_the_judge_who_has_the_case(house: CourtHouse) -> None:
    """民事诉讼法第四十七条: a relative of an agent withdraws; of a law firm alone the judge is asked."""
    case, clerk = drawn_case(house), actor_of(house.clerk)
    judge = case.handling.handler
    assert judge is not None and against_handler(case, DAY) == ([], 0)
    declared(judge, "钱某", id_number=ID_CARD)
    declared(judge, "李某某", firm=FIRM)
    enter_agent(case_id=case.pk, name="赵律师", kind="lawyer", firm=FIRM, actor=clerk)
    assert against_handler(case, DAY) == ([], 1)
    assert cases_to_ask(actor_of(judge).viewer, DAY) == [case]
    told = open_as(judge).get(f"/cases/{case.pk}/").content.decode()
    assert "由该法官核对是否应当回避" in told and f"/me/conflicts/{case.pk}/" in told
    enter_agent(case_id=case.pk, name="钱某", kind="relative", id_number=ID_CARD, actor=clerk)
    assert against_handler(case, DAY) == ([Code.RELATIVE], 0)
    assert "请按回避程序办理" in open_as(house.clerk).get(f"/cases/{case.pk}/").content.decode()


def test_a_declaration_that_ended_says_nothing(house: CourtHouse) -> None:
    row = declared(house.judge, "王建国", id_number=ID_CARD)
    end_relative(relative_id=row.pk, reason="关系解除", actor=actor_of(house.judge))
    case = accepted_case(house, parties=party(id_number=ID_CARD))
    assert barred_for(case, [house.judge.pk], DAY), "until another confirms it still bars"
    confirm_end(relative_id=row.pk, agreed=True, actor=actor_of(house.discipline))
    assert barred_for(case, [house.judge.pk], DAY) == {}


def test_the_law_firm_of_a_relative_is_asked_about(house: CourtHouse) -> None:
    declared(house.judge, "李某某", firm=FIRM, partner=True)
    case = accepted_case(house)
    enter_agent(case_id=case.pk, name="赵律师", kind="lawyer", firm=FIRM, actor=actor_of(house.clerk))
    assert [one.certain for one in hits_for(case, [house.judge.pk], DAY)] == [False]
    check_refused(
        lambda: draw_at_once(case_id=case.pk, nonce="", actor=actor_of(house.clerk)), "CONFLICT-OPEN"
    )


def test_who_was_mediator_or_expert_takes_no_part(house: CourtHouse) -> None:
    case = accepted_case(house)
    enter_involvement(
        case_id=case.pk, name="", person=house.judge.pk, part="mediator", actor=actor_of(house.clerk)
    )
    assert roster(case, house)[str(house.judge.pk)] == "INVOLVED"


def test_every_part_in_the_matter_bars_its_judge(house: CourtHouse) -> None:
    """法释〔2011〕12号第一条: mediator, expert, witness, translator, inspector, agent or defender."""
    case, clerk = accepted_case(house), actor_of(house.clerk)
    named = ("mediator", "expert", "witness", "translator", "inspector", "agent")
    assert tuple(rule.code for rule in words("parts")) == named
    for part in named[2:]:
        row = enter_involvement(case_id=case.pk, name="", person=house.judge.pk, part=part, actor=clerk)
        assert barred_for(case, [house.judge.pk], DAY)[house.judge.pk].code == "INVOLVED"
        for _twice in range(2):
            end_entry(kind="involvement", entry_id=row.pk, reason="登记有误", actor=clerk)
        assert barred_for(case, [house.judge.pk], DAY) == {}
    assert [event["verb"] for event in case_trail(case.pk)].count("involvement_ended") == 4
    outside: dict[str, Any] = {"case_id": case.pk, "name": "", "part": "witness", "actor": clerk}
    with pytest.raises(InvalidInput):
        enter_involvement(person=house.upper_president.pk, **outside)


@pytest.mark.parametrize(
    ("earlier", "barred"),
    [({}, False), ({"facts": "本案系上级法院发回重审。"}, True)],
)
def test_the_first_judge_does_not_try_the_remanded_case(
    house: CourtHouse, earlier: dict[str, Any], barred: bool
) -> None:
    """A related case of the same stage bars nobody; one that came back does (民事诉讼法第四十一条)."""
    old = drawn_case(house)
    new = accepted_case(house, **earlier)
    RelatedCase.objects.create(case=new, other=old, court=house.court)
    handler = old.handling.handler
    assert handler is not None
    assert (handler.pk in barred_for(new, [judge.pk for judge in house.judges], DAY)) is barred
    if barred:
        assert roster(new, house)[str(handler.pk)] == "EARLIER_PROCEDURE"


@pytest.mark.parametrize(
    ("mine", "earlier", "returned", "barred"),
    [
        ("民终", "民初", False, True),
        ("民再", "民终", False, True),
        ("民初", "民终", True, True),
        ("民终", "民终", True, False),
        ("民初", "民初", False, False),
        ("民初", "民初", True, True),
        ("执", "民初", False, False),
        ("执恢", "执", False, False),
        ("民申", "民初", False, True),
    ],
)
def test_which_procedure_bars_from_which(mine: str, earlier: str, returned: bool, barred: bool) -> None:
    """The panel of second instance may sit again on a new appeal after remand (法释〔2011〕12号第三条)."""
    assert bars(mine, earlier, returned=returned, stages=stages()) is barred


def test_a_judge_who_moved_here_is_asked_about_what_was_declared_there(house: CourtHouse) -> None:
    row = declared(house.judge, "王建国")
    Relative.objects.filter(pk=row.pk).update(court=house.upper)
    case = accepted_case(house, parties=party())
    clerk = actor_of(house.clerk)
    check_refused(lambda: draw_at_once(case_id=case.pk, nonce="", actor=clerk), "CONFLICT-OPEN")
    assert cases_to_ask(actor_of(house.judge).viewer, DAY) == [case]


def test_relatives_are_declared_by_oneself_or_by_personnel(house: CourtHouse) -> None:
    judge, other = house.judges[0], house.judges[1]
    wanted: dict[str, Any] = {"person_id": judge.pk, "relation": "child", "name": "王某某"}
    check_refused(lambda: declare_relative(actor=actor_of(other), **wanted), "CONFLICT-OWN-RELATIVES")
    row = declare_relative(actor=actor_of(house.administrator), **wanted)
    event = TrailEvent.objects.filter(verb="relative_declared").values_list("payload__body", flat=True).get()
    assert event is not None and '"by_self":false' in str(event) and "王某某" not in str(event)
    assert not history([house.court.pk], Wanted(verbs=("relative_declared",))), "nor for readers of settings"
    with pytest.raises(NotVisible):
        end_relative(relative_id=row.pk, reason="试", actor=actor_of(other))
    with pytest.raises(InvalidInput):
        declare_relative(actor=actor_of(judge), **{**wanted, "relation": "friend"})


def test_a_judge_who_is_not_asked_sees_nothing(house: CourtHouse) -> None:
    declared(house.judges[0], "王建国")
    case = accepted_case(house, parties=party())
    with pytest.raises(NotVisible):
        answer_flag(
            case_id=case.pk,
            judge_id=house.judges[1].pk,
            key="relative:x",
            conflict=False,
            reason="不是同一人。",
            actor=actor_of(house.judges[1]),
        )


def test_one_certain_thing_makes_the_rest_superfluous() -> None:
    from uuid import uuid4

    from assignment.conflicts.domain import excluded, unanswered

    judge = uuid4()
    sure = Found(judge_id=judge, code=Code.INVOLVED, certain=True, key="a", name="")
    doubtful = Found(judge_id=judge, code=Code.RELATIVE, certain=False, key="b", name="")
    assert unanswered([sure, doubtful], {}) == []
    assert unanswered([doubtful], {}) == [doubtful] and unanswered([doubtful], {(judge, "b"): False}) == []
    assert excluded([doubtful], {(judge, "b"): True}) == {judge: Code.RELATIVE}
