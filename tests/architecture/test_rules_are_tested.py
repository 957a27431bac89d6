"""Every rule code has a worked example: a code that no test mentions fails here by name."""

from __future__ import annotations

import re
from functools import cache

import pytest

from courts.rulebook.selectors import load_declared
from tests.kit.sources import PROJECT

REGISTERS = {
    ("courts/trail", "verbs"): "names of events, compared with the code in tests/courts/trail",
    ("courts/history", "subjects"): "names of what administrators set",
    ("courts/calendar", "days"): "holidays of the notices, tested as a calendar",
    ("courts/places", "provinces"): "names and prefixes",
    ("courts/places", "special_ranges"): "ranges of court codes",
    ("courts/places", "courts"): "names of courts",
    ("courts/places", "known_courts"): "names of courts",
    ("cases/causes", "causes"): "the official lists of causes, tested as a tree",
    ("cases/docket", "channels"): "words of the interface",
    ("cases/imports", "procedure_words"): "words of the imported file",
    ("cases/limits", "limit_categories"): "the articles that explain a limit, tested in the explanation",
    ("cases/parties", "roles"): "words of the interface",
    ("cases/parties", "id_types"): "words of the interface",
    ("cases/relations", "link_kinds"): "names of the ways in which two cases look alike",
}
"""Sections that list names and decide nothing by themselves, and why."""
SHORTENED = {("assignment/draws", "problems"): "DRAW-CHECK-"}
"""Sections whose tests leave a common beginning of the codes away."""


@cache
def words_of_the_tests() -> frozenset[str]:
    """Every run of letters, digits, underscores and hyphens in the tests: a code by itself is one."""
    files = [path for path in (PROJECT / "tests").rglob("*.py") if "architecture" not in path.parts]
    return frozenset().union(*(words(path.read_text(encoding="utf-8")) for path in files))


def words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))


def forms(section: tuple[str, str], code: str) -> set[str]:
    return {code, code.removeprefix(SHORTENED.get(section, ""))}


DECLARED = load_declared()
LAW = sorted(section for section in DECLARED if section not in REGISTERS)


@pytest.mark.parametrize("section", LAW, ids=":".join)
def test_every_rule_has_a_test(section: tuple[str, str]) -> None:
    untested = [
        rule.code for rule in DECLARED[section] if not forms(section, rule.code) & words_of_the_tests()
    ]
    assert untested == []


def test_the_registers_are_sections_that_exist() -> None:
    assert set(REGISTERS) <= set(DECLARED)
    assert not [section for section in REGISTERS if section[1] == "refusals"], "a refusal is always law"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('refused("X-1")', True),
        ("raises X-1.", True),
        ('"X-10"', False),
        ('"AX-1"', False),
        ('"X-1-A"', False),
        ('"x-1"', False),
    ],
)
def test_a_code_inside_a_longer_one_does_not_count(text: str, found: bool) -> None:
    assert ("X-1" in words(text)) is found


def test_every_code_is_one_word() -> None:
    assert not [rule.code for section in LAW for rule in DECLARED[section] if words(rule.code) != {rule.code}]
