"""Causes by date: the lists of 2020 and 2025, renamed, moved and replaced causes, the charges of each day."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from cases.causes.domain import Cause, CauseCategory, CauseTree
from courts.rulebook.domain import RuleError, RuleTable
from courts.rulebook.selectors import load

TABLE = load("cases/causes", "causes", Cause)
TREE = CauseTree(TABLE)
CIVIL = [CauseCategory.CIVIL]
FIRST_OF_2020 = date(2021, 1, 1)
LAST_OF_2020 = date(2025, 12, 31)
FIRST_OF_2025 = date(2026, 1, 1)
LISTS_OF = [FIRST_OF_2020, LAST_OF_2020, FIRST_OF_2025]


def codes(text: str, on: date, *categories: str) -> list[str]:
    return [cause.code for cause in TREE.present(text, on, categories)]


@pytest.mark.parametrize(
    ("on", "levels"),
    [
        (date(2020, 12, 31), [0, 0, 0, 0]),
        (FIRST_OF_2020, [11, 54, 473, 389]),
        (LAST_OF_2020, [11, 54, 473, 389]),
        (FIRST_OF_2025, [12, 59, 514, 470]),
    ],
)
def test_the_civil_list_of_a_day_has_its_four_levels(on: date, levels: list[int]) -> None:
    depths = Counter(len(TREE.path(cause.code, on)) for cause in TREE.valid(on, CIVIL))
    assert [depths[level] for level in (1, 2, 3, 4)] == levels


def test_the_numbers_of_the_2020_list_stand_in_the_codes() -> None:
    third = [c.code for c in TREE.valid(LAST_OF_2020, CIVIL) if c.code.count(".") == 3]
    assert sorted(int(code.split(".")[3]) for code in third) == list(range(1, 474))


def test_the_numbers_of_the_2025_list_run_through_in_its_order() -> None:
    rows = TREE.valid(FIRST_OF_2025, CIVIL)
    assert [int(c.number) for c in rows if c.number.isdigit()] == list(range(1, 515))
    for cause in rows:
        below = [c.number for c in TREE.children(cause.code, FIRST_OF_2025)]
        if cause.number.isdigit():
            assert below == [f"{cause.number}（{n}）" for n in range(1, len(below) + 1)], cause.code
    parts = [c.number for c in TREE.children("", FIRST_OF_2025) if c.category is CauseCategory.CIVIL]
    assert parts == [f"第{n}部分" for n in (*"一二三四五六七八九十", "十一", "十二")]


def test_the_administrative_causes_bear_their_numbers() -> None:
    numbers = [c.number for c in TREE.valid(FIRST_OF_2025, ["administrative"]) if c.number.isdigit()]
    assert numbers == [str(n) for n in range(1, 141)]
    assert [c.number for c in TREE.children("adm.0")][::21] == ["（一）", "（二十二）"]
    assert codes("订立××（行政协议）", FIRST_OF_2025) == ["adm.18.123"]


@pytest.mark.parametrize(
    ("on", "count"),
    [
        (date(2021, 2, 28), 469),
        (date(2021, 3, 1), 483),
        (date(2024, 2, 29), 483),
        (date(2024, 3, 1), 483),
    ],
)
def test_the_charges_of_a_day_are_counted(on: date, count: int) -> None:
    assert sum(cause.selectable for cause in TREE.valid(on, ["criminal"])) == count


@pytest.mark.parametrize(
    ("category", "counts"),
    [
        ("administrative", [163, 163, 163]),
        ("compensation", [20, 20, 20]),
        ("enforcement", [14, 14, 14]),
        ("relief", [7, 7, 7]),
        ("sanction", [2, 2, 2]),
        ("judicial_assistance", [8, 8, 8]),
        ("preservation", [3, 3, 3]),
    ],
)
def test_the_other_lists_are_the_same_on_every_day(category: str, counts: list[int]) -> None:
    assert [len(TREE.valid(on, [category])) for on in LISTS_OF] == counts


def test_what_the_third_amendment_changed_adds_up() -> None:
    before = {c.code: c for c in TREE.valid(LAST_OF_2020, CIVIL)}
    after = {c.code: c for c in TREE.valid(FIRST_OF_2025, CIVIL)}
    kept = before.keys() & after.keys()
    assert Counter(after[code].number.count("（") for code in after.keys() - kept) == {0: 71, 1: 83}
    assert Counter(code.count(".") for code in before.keys() - kept) == {3: 11, 4: 15}
    assert sum(before[code].zh != after[code].zh for code in kept) == 19
    assert sum(before[code].parent != after[code].parent for code in kept) == 25
    for code in after.keys() - kept:
        assert re.search(r"\.n\d+$", code) and after[code].valid_from == FIRST_OF_2025


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [
        ("第六部分", "数据、网络虚拟财产纠纷", "civ.n6"),
        ("二十六", "与农民专业合作社有关的纠纷", "civ.8.n26"),
        ("四十二", "确认生态环境损害赔偿协议案件", "civ.10.n42"),
        ("46", "侵害集体经济组织权益纠纷", "civ.3.6.n46"),
        ("94", "矿产资源压覆补偿合同纠纷", "civ.4.10.n94"),
        ("108（3）", "民间借贷纠纷", "civ.4.10.103.3"),
        ("118（3）", "多重保理纠纷", "civ.4.10.113.n3"),
        ("142（23）", "养老服务合同纠纷", "civ.4.10.137.n23"),
        ("144（1）", "超龄劳动者劳务合同纠纷", "civ.4.10.139.n1"),
        ("170", "标准必要专利纠纷", "civ.5.14.n170"),
        ("171（5）", "植物新品种临时保护期使用费纠纷", "civ.5.14.161.4"),
        ("201", "侵害数据权益纠纷", "civ.n6.n17.n201"),
        ("208", "超龄劳动者用工纠纷", "civ.6.17.n208"),
        ("216", "新就业形态职业伤害保障纠纷", "civ.6.n21.n216"),
        ("240（3）", "航次租船合同纠纷", "civ.7.19.212"),
        ("294", "股东失权纠纷", "civ.8.21.n294"),
        ("333（1）", "优先破产债权确认纠纷", "civ.8.23.295.n1"),
        ("411", "机动车交通事故责任纠纷", "civ.9.31.374"),
        ("430", "公证损害责任纠纷", "civ.9.31.385"),
        ("488", "仲裁程序中的财产保全", "civ.10.45.437"),
        ("498（5）", "申请认可和执行台湾地区法院民事判决", "civ.10.50.460"),
        ("510", "妇女权益保障民事公益诉讼", "civ.11.52.n510"),
        ("514", "执行分配方案异议之诉", "civ.11.54.473"),
    ],
)
def test_a_cause_of_the_2025_list_stands_at_its_number(number: str, name: str, code: str) -> None:
    cause = TREE.by_code(code, FIRST_OF_2025)
    assert (cause.number, cause.zh) == (number, name)
    new = ".n" in code
    assert bool(codes(name, LAST_OF_2020, "civil")) is not new
    assert codes(name, FIRST_OF_2025, "civil") == [code]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("civ.6", "劳动争议、人事争议", "劳动争议、人事争议、新就业形态用工纠纷"),
        ("civ.5.15.179", "有奖销售纠纷", "不正当有奖销售纠纷"),
        ("civ.7.19.245", "船舶权属纠纷", "船舶物权纠纷"),
        ("civ.8.21.268", "请求公司收购股份纠纷", "请求公司收购股权、股份纠纷"),
        ("civ.8.21.273", "发起人责任纠纷", "设立人责任纠纷"),
        ("civ.8.21.284", "清算责任纠纷", "公司清算责任纠纷"),
        ("civ.10.48", "仲裁程序案件", "仲裁司法审查案件"),
    ],
)
def test_a_renamed_cause_keeps_its_code(code: str, before: str, after: str) -> None:
    assert TREE.by_code(code, LAST_OF_2020).zh == before
    assert TREE.by_code(code, FIRST_OF_2025).zh == after
    for name in (before, after):
        assert [c.zh for c in TREE.present(name, LAST_OF_2020, CIVIL)] == [before]
        assert [c.zh for c in TREE.present(name, FIRST_OF_2025, CIVIL)] == [after]
    assert TREE.formerly(TREE.by_code(code), before) == ("" if before in after else before)


@pytest.mark.parametrize(
    ("ended", "present"),
    [
        ("离退休人员返聘合同纠纷", ["civ.4.10.139.n1", "civ.6.17.n208"]),
        ("专利代理合同纠纷", ["civ.5.13.n152.n4", "civ.5.13.n153.n4", "civ.5.13.n154.n4"]),
        ("假冒他人专利", ["civ.5.14.n167.n4", "civ.5.14.n168.n4", "civ.5.14.n169.n4"]),
        ("标准必要专利使用费纠纷", ["civ.5.14.n170.n2"]),
        ("股东损害公司债权人利益责任纠纷", ["civ.8.21.277"]),
        ("网络侵害虚拟财产纠纷", ["civ.n6.n18.n204"]),
        ("申请诉前停止侵害专利权", ["civ.10.44.n465", "civ.10.44.n466", "civ.10.44.n467"]),
        ("civ.10.44.425", ["civ.10.44.n465", "civ.10.44.n466", "civ.10.44.n467"]),
        ("网络侵权责任纠纷", []),
        ("低价倾销不正当竞争纠纷", []),
        ("申请执行涉外仲裁裁决", []),
    ],
)
def test_an_ended_cause_leads_to_what_took_its_place(ended: str, present: list[str]) -> None:
    assert len(codes(ended, LAST_OF_2020)) == 1
    assert codes(ended, FIRST_OF_2025) == present
    if not ended.startswith("civ"):
        found = TREE.search(ended, CIVIL, on=FIRST_OF_2025)[: len(present)]
        assert sorted(c.code for c in found) == sorted(present)
        assert all(ended in TREE.formerly(cause, ended) or ended in cause.zh for cause in found)


def test_a_merged_charge_leads_to_the_charge_it_became() -> None:
    assert codes("侮辱国歌罪", date(2021, 2, 28)) == ["crim.299.2"]
    assert codes("侮辱国歌罪", date(2021, 3, 1)) == ["crim.299.1"]
    assert codes("高空抛物罪", date(2021, 2, 28)) == []
    assert codes("没有这个罪名", FIRST_OF_2025) == []
    assert TREE.formerly(TREE.by_code("crim.341.1"), "非法猎捕") == "非法猎捕、杀害珍贵、濒危野生动物罪"
    assert TREE.formerly(TREE.by_code("crim.341.1"), "危害珍贵") == ""
    assert TREE.formerly(TREE.by_code("crim.264.1"), "") == ""


def test_a_moved_cause_stands_under_the_heading_of_the_day() -> None:
    patent = "civ.5.14.160.3"
    assert TREE.path_names(patent, on=LAST_OF_2020)[-2:] == ("专利权权属、侵权纠纷", "侵害发明专利权纠纷")
    assert TREE.path_names(patent)[-2:] == ("发明专利权权属、侵权纠纷", "侵害发明专利权纠纷")
    assert TREE.covers("civ.5.14.160", patent) and TREE.covers("civ.5.14.n167", patent)
    assert not TREE.covers("civ.5.14.n168", patent)
    ships = "civ.7.19.n233"
    assert TREE.children(ships)[0].zh == "船舶建造合同纠纷"
    assert TREE.children(ships, LAST_OF_2020) == ()
    assert [c.code for c in TREE.children("civ.5.14.160")] == [
        f"civ.5.14.160.{n}" for n in (1, 2, 6, 8, 9, 10)
    ]


@pytest.mark.parametrize("on", LISTS_OF)
def test_a_picker_offers_only_what_is_in_force_that_day(on: date) -> None:
    offered = TREE.search("", limit=len(TREE), on=on)
    assert offered == [cause for cause in TREE.valid(on) if cause.selectable]
    assert ("数据合同纠纷" in {c.zh for c in offered}) is (on == FIRST_OF_2025)
    assert ("专利合同纠纷" in {c.zh for c in offered}) is (on < FIRST_OF_2025)
    renamed = TREE.search("设立人责任纠纷", CIVIL, on=on)[0]
    assert renamed.zh == ("设立人责任纠纷" if on == FIRST_OF_2025 else "发起人责任纠纷")


@pytest.mark.parametrize("on", LISTS_OF)
def test_on_every_day_a_cause_has_its_heading_and_its_name_alone(on: date) -> None:
    rows = TREE.valid(on)
    in_force = {cause.code for cause in rows}
    assert all(cause.parent in in_force for cause in rows if cause.parent)
    names = Counter((cause.category, cause.parent, cause.zh) for cause in rows)
    assert max(names.values()) == 1


def test_every_ended_cause_has_living_successors_or_none() -> None:
    for cause in TREE:
        assert not cause.successors or cause.valid_to is not None, cause.code
        for code in cause.successors:
            assert TABLE.latest(code).valid_to is None and TABLE.latest(code).selectable, cause.code


def row(code: str, *successors: str, category: CauseCategory = CauseCategory.CIVIL) -> Cause:
    return Cause(
        code=code, zh=code, en=code, valid_from=FIRST_OF_2020, category=category, successors=successors
    )


def test_a_successor_that_has_ended_leads_on() -> None:
    first = replace(row("a", "b"), valid_to=LAST_OF_2020)
    second = replace(row("b", "c"), valid_to=FIRST_OF_2025)
    tree = CauseTree(RuleTable([first, second, row("c")]))
    assert [c.code for c in tree.present("a", FIRST_OF_2025)] == ["b", "c"]
    assert [c.code for c in tree.present("a", date(2026, 1, 2))] == ["c"]


@pytest.mark.parametrize(
    "rows",
    [
        [row("a", "missing")],
        [row("a", "a")],
        [row("a", "b"), row("b", "a")],
        [row("a", "b"), row("b", category=CauseCategory.CRIMINAL)],
    ],
    ids=["missing", "itself", "circle", "other list"],
)
def test_a_broken_succession_is_rejected(rows: list[Cause]) -> None:
    with pytest.raises(RuleError):
        CauseTree(RuleTable(rows))
