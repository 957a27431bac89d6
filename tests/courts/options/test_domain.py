"""An option's row says what a court may set; a row that contradicts itself is turned down at load."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from courts.options.domain import OptionRule, same
from courts.rulebook.domain import RuleError, build_table

ROW: dict[str, Any] = {"code": "A", "zh": "甲", "en": "a", "valid_from": date(2020, 1, 1)}
NUMBER = {
    **ROW,
    "kind": "integer",
    "default": 3,
    "minimum": 1,
    "maximum": 9,
    "unit_zh": "名",
    "unit_en": "judges",
}
JUDGES = {**NUMBER, "unit_zh": "名", "unit_en": "judges"}
YES_NO = {**ROW, "kind": "boolean", "default": True}
LIST = {
    **ROW,
    "kind": "choice",
    "default": "draw",
    "choices": [
        {"code": "draw", "zh": "抽签", "en": "draw"},
        {"code": "turn", "zh": "轮流", "en": "in turn"},
    ],
}


def rule(row: dict[str, Any]) -> OptionRule:
    return build_table(OptionRule, [row], source="x").latest("A")


def test_rows_of_each_kind_are_typed() -> None:
    assert (rule(NUMBER).default, rule(YES_NO).default, rule(LIST).default) == (3, True, "draw")
    assert (rule(JUDGES).unit("zh-hans"), rule(JUDGES).unit("en")) == ("名", "judges")
    assert (rule(LIST).choice_name("turn", "zh"), rule(LIST).choice_name("turn", "en")) == ("轮流", "in turn")
    assert rule(LIST).choice_name("gone", "zh") == "gone"
    told = rule({**NUMBER, "meaning_zh": "下限", "meaning_en": "least"})
    assert (told.meaning("zh"), told.meaning("en")) == ("下限", "least")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({**NUMBER, "default": 10}, "the default 10 is not among what may be set"),
        ({**NUMBER, "default": True}, "the default True is not among what may be set"),
        ({**NUMBER, "default": 3.5}, "default: 3.5 is none of int, bool, str"),
        ({**NUMBER, "default": None}, "default: None is none of int, bool, str"),
        ({**NUMBER, "maximum": None}, "minimum and maximum go with integer, and only with it"),
        ({**YES_NO, "minimum": 0, "maximum": 1}, "minimum and maximum go with integer, and only with it"),
        ({**YES_NO, "default": 1}, "the default 1 is not among what may be set"),
        ({**LIST, "choices": []}, "choices go with choice, and only with it"),
        ({**LIST, "default": "other"}, "the default 'other' is not among what may be set"),
        ({**LIST, "choices": LIST["choices"][:1] * 2}, "a choice is listed twice"),
        ({**NUMBER, "kind": "number"}, "none of integer, boolean, choice"),
    ],
)
def test_a_row_that_contradicts_itself_is_turned_down(row: dict[str, Any], words: str) -> None:
    with pytest.raises(RuleError, match="x") as told:
        rule(row)
    assert words in str(told.value)


@pytest.mark.parametrize(
    ("row", "text", "value"),
    [
        (NUMBER, "5", 5),
        (NUMBER, " 9 ", 9),
        (NUMBER, "10", None),
        (NUMBER, "0", None),
        (NUMBER, "-1", None),
        (NUMBER, "5.0", None),
        (NUMBER, "五", None),
        (NUMBER, "٣", None),
        (NUMBER, "", None),
        (NUMBER, 7, 7),
        (NUMBER, True, None),
        (NUMBER, "9" * 40, None),
        ({**NUMBER, "minimum": -5}, "-5", -5),
        (YES_NO, "true", True),
        (YES_NO, "False", False),
        (YES_NO, False, False),
        (YES_NO, "1", None),
        (YES_NO, 1, None),
        (LIST, "turn", "turn"),
        (LIST, "Turn", None),
        (LIST, None, None),
    ],
)
def test_what_a_form_says_is_read_or_turned_down(row: dict[str, Any], text: object, value: object) -> None:
    found = rule(row).read(text)
    assert same(found, value)


def test_yes_is_not_one() -> None:
    assert not same(True, 1) and same(1, 1) and not same("1", 1)
