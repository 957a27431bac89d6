"""Entering what happened on a case, and what the system enters by itself."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from cases.docket.models import Case
from cases.docket.services import close_case
from cases.intake.services.review import refuse_case
from cases.nodes.models import NodeEvent
from cases.nodes.selectors import nodes, timeline
from cases.nodes.services import record_node
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.selectors import case_trail
from tests.builders import DAY, accepted_case, actor_of, court_with_people, drawn_case, filed_case
from tests.kit.kept import each_afresh, kept  # noqa: F401

HEARING = DAY + timedelta(days=20)
BY_HAND = ["service", "hearing", "deliberation", "pronouncement", "enforcement", "archiving"]
BY_SYSTEM = ["filing", "assignment", "closing"]


def make() -> Any:
    people = court_with_people()
    case = drawn_case(people)
    return SimpleNamespace(
        people=people,
        case=case,
        judge=actor_of(case.handling.handler, HEARING),
        filed=filed_case(people),
        accepted=accepted_case(people),
    )


house = kept(make)


def enter(house: Any, *, case: Case | None = None, actor: Any = None, **over: Any) -> NodeEvent:
    given = {"node": "hearing", "occurred_on": HEARING, "detail": "第一次开庭", **over}
    return record_node(case_id=(case or house.case).pk, actor=actor or house.judge, **given)


def test_every_node_of_the_interface_is_by_hand_or_by_the_system() -> None:
    by_hand = {rule.code: rule.entered_by_hand for rule in nodes()}
    assert by_hand == {**dict.fromkeys(BY_HAND, True), **dict.fromkeys(BY_SYSTEM, False)}
    assert [rule.order for rule in nodes()] == list(range(1, 10))


@pytest.mark.parametrize("node", BY_HAND)
def test_an_event_keeps_its_day_apart_from_the_moment_of_entry(house: Any, node: str) -> None:
    day = HEARING - timedelta(days=2)
    event = NodeEvent.objects.get(pk=enter(house, node=node, occurred_on=day, detail=" 已办 ").pk)
    assert (event.node, event.occurred_on, event.detail) == (node, day, "已办")
    assert (event.entered_at, event.entered_by) == (house.judge.at, house.judge.label)
    assert (event.entered_by_person_id, event.court_id) == (house.judge.person_id, house.case.court_id)
    told = case_trail(house.case.pk)[-1]
    assert (told["verb"], told["data"]) == (
        "node_recorded",
        {"node": node, "occurred_on": str(day), "detail": "已办"},
    )


def test_the_timeline_goes_by_the_day_it_happened(house: Any) -> None:
    enter(house, node="hearing", occurred_on=HEARING)
    enter(house, node="service", occurred_on=DAY + timedelta(days=5), detail="送达起诉状副本")
    assert [event.node for event in timeline(house.case)] == ["filing", "assignment", "service", "hearing"]


def test_acceptance_assignment_and_closing_enter_themselves(house: Any) -> None:
    close_case(case_id=house.case.pk, closed_on=HEARING, disposal="judgment", actor=house.judge)
    found = {event.node: (event.occurred_on, event.detail) for event in timeline(house.case)}
    assert found["filing"][0] == found["assignment"][0] == DAY and found["closing"][0] == HEARING
    assert house.case.number in found["filing"][1]
    assert house.case.handling.handler.name in found["assignment"][1]
    assert "判决" in found["closing"][1], "words, not codes, stand on the timeline"


@pytest.mark.parametrize("node", BY_SYSTEM)
def test_what_the_system_enters_is_refused_by_hand(house: Any, node: str) -> None:
    with pytest.raises(Refused) as refused:
        enter(house, node=node)
    assert refused.value.code == "NODE-BY-SYSTEM"
    assert refused.value.params["case_id"] == house.case.pk


BAD = [
    ("node", {"node": "lunch"}),
    ("node", {"node": ""}),
    ("occurred_on", {"occurred_on": HEARING + timedelta(days=1)}),
    ("occurred_on", {"occurred_on": DAY - timedelta(days=4)}),
    ("detail", {"detail": " \n "}),
    ("detail", {"detail": "长" * 501}),
]


@pytest.mark.parametrize(("field", "over"), BAD, ids=[f"{f}-{n}" for n, (f, _) in enumerate(BAD)])
def test_bad_input_is_named_and_nothing_is_kept(house: Any, field: str, over: dict[str, Any]) -> None:
    before = NodeEvent.objects.count(), len(case_trail(house.case.pk))
    with pytest.raises(InvalidInput) as invalid:
        enter(house, **over)
    assert list(invalid.value.errors) == [field]
    assert (NodeEvent.objects.count(), len(case_trail(house.case.pk))) == before


def test_all_that_is_wrong_is_named_at_once(house: Any) -> None:
    with pytest.raises(InvalidInput) as invalid:
        enter(house, node="lunch", occurred_on=date(2020, 1, 1), detail="")
    assert set(invalid.value.errors) == {"node", "occurred_on", "detail"}


@pytest.mark.parametrize("day", [DAY - timedelta(days=3), HEARING])
def test_the_day_of_receipt_and_today_are_lawful(house: Any, day: date) -> None:
    assert enter(house, occurred_on=day).occurred_on == day


def test_nothing_happens_on_a_filing_that_was_not_accepted(house: Any) -> None:
    clerk = actor_of(house.people.clerk, HEARING)
    with pytest.raises(Refused) as refused:
        enter(house, case=house.filed, actor=clerk)
    assert refused.value.code == "NODE-NOT-OPEN"
    refuse_case(case_id=house.filed.pk, ground="other_court", reason="x", refused_on=DAY, actor=clerk)
    with pytest.raises(Refused) as refused:
        enter(house, case=house.filed, actor=clerk)
    assert refused.value.code == "NODE-NOT-OPEN"


def test_a_closed_case_is_still_archived(house: Any) -> None:
    close_case(case_id=house.case.pk, closed_on=HEARING, disposal="judgment", actor=house.judge)
    later = actor_of(house.case.handling.handler, HEARING + timedelta(days=60))
    assert enter(house, node="archiving", occurred_on=later.today, actor=later).node == "archiving"


def test_who_may_enter(house: Any) -> None:
    for person in (house.people.clerk, house.people.assistant):
        assert enter(house, actor=actor_of(person, HEARING))
    for person in (house.people.president, house.people.head, house.people.discipline):
        with pytest.raises(Refused) as refused:
            enter(house, actor=actor_of(person, HEARING))
        assert refused.value.code == "PEOPLE-RIGHT"
    others = [judge for judge in house.people.judges if judge != house.case.handling.handler]
    with pytest.raises(NotVisible):
        enter(house, actor=actor_of(others[0], HEARING))
