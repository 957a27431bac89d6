"""What a text refers to, and when two cases belong together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.relations.domain import (
    Known,
    Reference,
    Refers,
    Side,
    Who,
    case_number,
    kinds_of,
    of_group,
    references,
    same,
    same_sides,
    strongest,
)
from cases.relations.selectors import link_kinds

DAY = date(2026, 3, 10)
WANG, LI = Who("王某", "", Side.CLAIMING), Who("李某", "", Side.RESPONDING)
ZHAO = Who("赵某", "", Side.RESPONDING)


def known(*parties: Who, **over: Any) -> Known:
    facts: dict[str, Any] = {"type_code": "民初", "cause": "民间借贷纠纷", "received_on": DAY}
    return Known(parties=frozenset(parties or (WANG, LI)), **{**facts, **over})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("双方签订《买卖合同》（合同编号：CBS-2025-018），被告欠款。", {("contract", "CBS2025018")}),
        ("依编号为（2025）农信借字第77号的借款合同", {("contract", "2025农信借字第77")}),
        ("原告于2024年5月6日与被告签订借条", {("contract_day", "2024-05-06")}),
        ("不服抚松县人民法院(2025)吉0621民初123号民事判决", {("judgment", "（2025）吉0621民初123号")}),
        (
            "2026年2月3日在新华路发生交通事故，道路交通事故认定书第220621202600123号认定被告全责",
            {("event", "220621202600123"), ("event_day", "2026-02-03")},
        ),
        ("２０２６年２月３０日发生事故", set()),
        ("被告借款到期未还。", set()),
        ("", set()),
    ],
)
def test_what_a_text_refers_to(text: str, found: set[tuple[str, str]]) -> None:
    assert {(one.kind.value, one.value) for one in references(text)} == found


def test_one_number_is_read_alike_however_it_is_written() -> None:
    assert case_number("(2025) 吉0621民初123号") == case_number("（2025）吉0621民初123号")
    ways = ("合同编号：CBS-2025-018", "合同编号为cbs 2025 018".replace(" ", ""), "合同号：ＣＢＳ/2025/018")
    assert len({references(way) for way in ways[:2]}) == 1


def test_the_same_person_by_number_else_by_name() -> None:
    assert same(Who("王某", "a", Side.CLAIMING), Who("王 某", "a", Side.RESPONDING))
    assert not same(Who("王某", "a", Side.CLAIMING), Who("王某", "b", Side.CLAIMING))
    assert same(Who("王某", "a", Side.CLAIMING), Who("王某", "", Side.CLAIMING))


@pytest.mark.parametrize(
    ("other", "kinds"),
    [
        (known(), {"same_parties", "same_name"}),
        (
            known(Who("李某", "", Side.CLAIMING), Who("王某", "", Side.RESPONDING)),
            {"same_parties", "same_name"},
        ),
        (known(withdrawn=True), {"refiled", "same_name"}),
        (known(withdrawn=True, cause="离婚纠纷"), {"refiled_cause"}),
        (known(WANG, ZHAO), {"same_name"}),
        (known(cause="离婚纠纷"), set()),
        (known(type_code="民终"), {"same_name"}),
        (known(series_key="S1", cause="离婚纠纷"), {"series"}),
    ],
)
def test_how_a_case_belongs_with_another(other: Known, kinds: set[str]) -> None:
    assert kinds_of(known(series_key="S1"), other) == kinds


def test_a_contract_by_number_with_one_party_by_day_with_two() -> None:
    number, day = Reference(Refers.CONTRACT, "C1"), Reference(Refers.CONTRACT_DAY, "2025-03-01")
    mine = known(references=frozenset({number, day}), cause="买卖合同纠纷")
    assert "same_contract" in kinds_of(mine, known(WANG, ZHAO, references=frozenset({number})))
    assert "same_contract" not in kinds_of(mine, known(WANG, ZHAO, references=frozenset({day})))
    assert "same_contract" in kinds_of(mine, known(references=frozenset({day})))
    assert "same_contract" not in kinds_of(mine, known(ZHAO, references=frozenset({number})))


def test_an_event_with_the_same_defendant() -> None:
    event = frozenset({Reference(Refers.EVENT, "E1")})
    mine = known(references=event, cause="机动车交通事故责任纠纷")
    other = Who("孙某", "", Side.CLAIMING)
    assert "same_event" in kinds_of(mine, known(other, LI, references=event))
    assert "same_event" not in kinds_of(mine, known(WANG, ZHAO, references=event))


def test_challenging_one_judgment_and_the_judgment_itself() -> None:
    cited = frozenset({Reference(Refers.JUDGMENT, "（2025）吉0621民初9号")})
    mine = known(WANG, references=cited, type_code="民再")
    assert kinds_of(mine, known(ZHAO, references=cited, type_code="民再")) == {"same_judgment"}
    assert "challenged" in kinds_of(mine, known(number="（2025）吉0621民初9号"))


def test_a_prosecution_withdrawn_and_brought_again() -> None:
    accused = Who("赵某", "", Side.RESPONDING)
    mine = known(accused, prosecuted=True, type_code="刑初", cause="盗窃罪")
    old = known(accused, prosecuted=True, type_code="刑初", cause="盗窃罪", withdrawn=True)
    assert "refiled" in kinds_of(mine, old)
    assert "same_parties" not in kinds_of(
        mine, known(accused, prosecuted=True, type_code="刑初", cause="盗窃罪")
    )


def test_a_group_is_near_in_time_with_the_same_plaintiff_or_defendant() -> None:
    assert of_group(known(), known(WANG, ZHAO, received_on=DAY - timedelta(days=7)), 7)
    assert not of_group(known(), known(WANG, ZHAO, received_on=DAY - timedelta(days=8)), 7)
    assert not of_group(known(), known(Who("李某", "", Side.CLAIMING), ZHAO), 7), "on the other side"


def test_the_strongest_kind_says_what_is_told() -> None:
    rules = {rule.code: rule for rule in link_kinds()}
    assert strongest({"same_name", "same_parties", "refiled"}, rules).code == "refiled"
    assert rules["refiled"].same_judge and not rules["group"].same_judge
    assert {code for code, rule in rules.items() if not rule.must_answer} == {
        "challenged",
        "same_number",
        "same_name",
    }


def test_a_long_text_of_digits_is_read_at_once() -> None:
    """The number in a text is bounded: unbounded, 4,000 digits after one word took a quarter of a minute."""
    assert references("编号" + "1" * 20_000 + "编号1" * 5_000) == frozenset()
    assert Reference(Refers.CONTRACT, "ABC202601") in references("双方签订编号为ABC-2026-01号的买卖合同。")


people = st.builds(Who, st.sampled_from("甲乙丙"), st.sampled_from(["", "1", "2"]), st.sampled_from(Side))


@settings(max_examples=60, deadline=None)
@given(st.frozensets(people, max_size=4), st.frozensets(people, max_size=4))
def test_belonging_together_is_mutual(one: frozenset[Who], other: frozenset[Who]) -> None:
    first, second = known(received_on=DAY), known(received_on=DAY)
    first = Known(type_code="民初", cause="离婚纠纷", received_on=DAY, parties=one)
    second = Known(type_code="民初", cause="离婚纠纷", received_on=DAY, parties=other)
    assert same_sides(first, second) == same_sides(second, first)
    assert kinds_of(first, second) == kinds_of(second, first)
