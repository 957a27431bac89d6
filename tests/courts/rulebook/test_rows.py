"""Rows of a rule file become typed rules, or the file is turned down with the place named."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import pytest

from courts.rulebook.domain import Rule, RuleError, RuleNotInForce, build_table


class Colour(Enum):
    BLUE = "blue"
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Step:
    days: int
    by: Colour = Colour.BLUE


@dataclass(frozen=True, kw_only=True)
class Term(Rule):
    days: int
    colours: tuple[Colour, ...] = ()
    steps: tuple[Step, ...] = ()
    names: dict[str, int] | None = None
    ceiling: int | None = None

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("days below 0")


ROW: dict[str, Any] = {"code": "A", "zh": "甲", "en": "a", "valid_from": date(2020, 1, 1), "days": 7}
LATER: dict[str, Any] = {**ROW, "valid_from": date(2024, 1, 1), "days": 5}


def build(*rows: object) -> Any:
    return build_table(Term, list(rows), source="courts/x/rules.yaml:terms")


def test_a_good_row_is_typed() -> None:
    row = {
        **ROW,
        "colours": ["blue", "red"],
        "steps": [{"days": 3, "by": "red"}, {"days": 1}],
        "names": {"x": 1},
        "ceiling": None,
    }
    rule = build(row).latest("A")
    assert rule == Term(
        code="A",
        zh="甲",
        en="a",
        valid_from=date(2020, 1, 1),
        days=7,
        colours=(Colour.BLUE, Colour.RED),
        steps=(Step(days=3, by=Colour.RED), Step(days=1)),
        names={"x": 1},
    )
    assert (rule.version, rule.name("en-gb"), rule.name("zh-hans")) == ("2020-01-01", "a", "甲")


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("unknown key", {"colour": "blue"}, "unknown key colour"),
    ("two unknown keys", {"b": 1, "a": 1}, "unknown key a, b"),
    ("missing key", {"days": ...}, "missing key days"),
    ("missing name", {"en": ...}, "missing key en"),
    ("missing start", {"valid_from": ...}, "missing key valid_from"),
    ("number as text", {"days": "7"}, "days: '7' is not int"),
    ("yes for a number", {"days": True}, "days: True is not int"),
    ("fraction", {"days": 7.0}, "days: 7.0 is not int"),
    ("number for text", {"zh": 5}, "zh: 5 is not str"),
    ("text for a date", {"valid_from": "2020-01-01"}, "valid_from: '2020-01-01' is not date"),
    ("null where none is allowed", {"days": None}, "days: None is not int"),
    ("a word outside the list", {"colours": ["green"]}, "colours[0]: 'green' is none of blue, red"),
    ("one word for a list", {"colours": "blue"}, "colours: expected a list"),
    ("text for a mapping", {"names": "x"}, "names: expected a mapping"),
    ("wrong type in a mapping", {"names": {"x": "1"}}, "names.x: '1' is not int"),
    ("text for a part", {"steps": ["three"]}, "steps[0]: expected a mapping"),
    ("unknown key in a part", {"steps": [{"days": 1, "on": 2}]}, "steps[0]: unknown key on"),
    ("missing key in a part", {"steps": [{"by": "red"}]}, "steps[0]: missing key days"),
    ("wrong type in an optional", {"ceiling": "9"}, "ceiling: '9' is not int"),
    ("unknown confidence", {"confidence": "sure"}, "confidence 'sure' is none of certain, likely, unsure"),
    ("ends before it begins", {"valid_to": date(2019, 12, 31)}, "valid_to 2019-12-31 is before valid_from"),
    ("what the schema itself forbids", {"days": -1}, "days below 0"),
]


@pytest.mark.parametrize(("change", "words"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_row_is_turned_down_with_its_place(change: dict[str, Any], words: str) -> None:
    row = {name: value for name, value in {**ROW, **change}.items() if value is not ...}
    with pytest.raises(RuleError) as told:
        build(row)
    assert words in str(told.value)
    assert str(told.value).startswith("courts/x/rules.yaml:terms")
    assert "A" in str(told.value), "the row is named by its code"


@pytest.mark.parametrize("rows", [{"A": ROW}, "A", None, 3])
def test_a_section_is_a_list(rows: object) -> None:
    with pytest.raises(RuleError, match="a section is a list of rows"):
        build_table(Term, rows, source="s")


@pytest.mark.parametrize("row", ["A", ["A"], None, 3])
def test_a_row_is_a_mapping(row: object) -> None:
    with pytest.raises(RuleError, match=r"terms\[1\]: a row is a mapping"):
        build(ROW, row)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (None, "overlap"),
        (date(2024, 1, 1), "overlap"),
        (date(2025, 6, 1), "overlap"),
        (date(2023, 12, 30), "gap between 2023-12-30 and 2024-01-01"),
        (date(2021, 12, 31), "gap"),
    ],
)
def test_versions_of_a_rule_leave_no_gap_and_do_not_overlap(ends: date | None, words: str) -> None:
    with pytest.raises(RuleError, match=words):
        build({**ROW, "valid_to": ends}, LATER)


def test_the_same_version_twice_overlaps() -> None:
    with pytest.raises(RuleError, match="overlap"):
        build(ROW, deepcopy(ROW))


def test_a_version_is_found_by_its_day() -> None:
    """In force from 2020, cut to five days from 2024, ended with 2025: the days around each border."""
    table = build({**LATER, "valid_to": date(2025, 12, 31)}, {**ROW, "valid_to": date(2023, 12, 31)})
    assert [rule.days for rule in table.versions("A")] == [7, 5], "oldest first, whatever the file's order"
    days = {
        date(2020, 1, 1): 7,
        date(2023, 12, 31): 7,
        date(2024, 1, 1): 5,
        date(2025, 12, 31): 5,
    }
    assert {day: table.at("A", day).days for day in days} == days
    for outside in (date(2019, 12, 31), date(2026, 1, 1)):
        with pytest.raises(RuleNotInForce, match=str(outside)):
            table.at("A", outside)
    assert table.at_or_earliest("A", date(2012, 1, 1)) == (table.versions("A")[0], True)
    assert table.at_or_earliest("A", date(2024, 6, 1)) == (table.latest("A"), False)
    with pytest.raises(RuleNotInForce):
        table.at_or_earliest("A", date(2026, 1, 1))


def test_a_table_counts_rules_and_not_versions() -> None:
    table = build({**ROW, "valid_to": date(2023, 12, 31)}, {**ROW, "code": "B"}, LATER)
    assert (len(table), [rule.code for rule in table]) == (2, ["A", "B"])
    assert "A" in table and "C" not in table
    assert [rule.days for rule in table.in_force(date(2024, 5, 1))] == [5, 7]
    assert table.in_force(date(2019, 5, 1)) == ()
    for ask in (table.latest, table.versions):
        with pytest.raises(KeyError):
            ask("C")
