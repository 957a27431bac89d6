"""What a cause written on a filing means on its day: renamed, ended, not yet there, older than the lists."""

from __future__ import annotations

from datetime import date

import pytest

from cases.causes.domain import Cause, CauseTree, Meaning, meaning
from courts.rulebook.selectors import load

TREE = CauseTree(load("cases/causes", "causes", Cause))
IN_2025, IN_2026 = date(2025, 12, 31), date(2026, 1, 1)


def meant(text: str, on: date, *categories: str) -> Meaning:
    found = meaning(TREE, text, on, categories)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "on", "name"),
    [
        ("民间借贷", IN_2026, "民间借贷纠纷"),
        ("发起人责任纠纷", IN_2025, "发起人责任纠纷"),
        ("发起人责任纠纷", IN_2026, "设立人责任纠纷"),
        ("设立人责任纠纷", IN_2025, "发起人责任纠纷"),
        ("民间借贷纠纷", date(2014, 5, 4), "民间借贷纠纷"),
        ("盗窃案", date(2009, 5, 4), "盗窃罪"),
        ("危害珍贵、濒危野生动物罪", date(2019, 5, 4), "非法猎捕、杀害珍贵、濒危野生动物罪"),
    ],
)
def test_a_cause_in_force_has_the_name_of_the_day(text: str, on: date, name: str) -> None:
    found = meant(text, on)
    assert found.present is not None and found.present.zh == name
    assert (found.instead, found.ended) == ((), None)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("离退休人员返聘合同纠纷", ["超龄劳动者劳务合同纠纷", "超龄劳动者用工纠纷"]),
        ("标准必要专利使用费纠纷", ["标准必要专利许可纠纷"]),
        ("网络侵权责任纠纷", []),
    ],
)
def test_an_ended_cause_says_since_when_and_what_took_its_place(text: str, instead: list[str]) -> None:
    assert meant(text, IN_2025).present is not None
    found = meant(text, IN_2026)
    assert (found.present, found.ended) == (None, IN_2026)
    assert [cause.zh for cause in found.instead] == instead


def test_a_cause_of_a_later_list_is_neither_present_nor_ended() -> None:
    assert meant("数据合同纠纷", IN_2025) == Meaning(
        TREE.by_code(meant("数据合同纠纷", IN_2026).found.code), None
    )
    assert meant("妨害药品管理罪", date(2021, 2, 28)).present is None
    assert meant("妨害药品管理罪", date(2021, 3, 1)).present is not None


def test_the_lists_of_the_case_come_first_and_then_all() -> None:
    assert meant("盗窃罪", IN_2026, "civil").found.category.value == "criminal"
    assert meaning(TREE, "打架", IN_2026, ["civil"]) is None


@pytest.mark.parametrize(
    ("on", "lists", "day"),
    [
        (date(2009, 5, 4), ["criminal"], date(2015, 11, 1)),
        (date(2019, 5, 4), ["criminal"], date(2019, 5, 4)),
        (date(2019, 5, 4), ["civil"], date(2021, 1, 1)),
        (date(2019, 5, 4), [], date(2021, 1, 1)),
        (IN_2026, [], IN_2026),
    ],
)
def test_a_day_before_the_first_list_is_read_by_that_list(on: date, lists: list[str], day: date) -> None:
    assert TREE.day(on, lists) == day
