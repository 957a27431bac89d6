"""Text made comparable, cut into grams, read as a number, marked where it was hit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.search.domain import (
    TEXTS,
    Field,
    NumberParts,
    asked_of,
    excerpt,
    expression,
    grams,
    marked,
    plain,
    words,
)
from cases.search.selectors import read_number

NUMBERS = {
    "（2026）吉0621民初289号": NumberParts(2026, "吉0621", "民初", 289),
    "(2026)吉0621民初289号": NumberParts(2026, "吉0621", "民初", 289),
    "〔2026〕吉0621民初289号": NumberParts(2026, "吉0621", "民初", 289),
    "[2026] 吉0621 民初 289": NumberParts(2026, "吉0621", "民初", 289),
    "（２０２６）吉０６２１民初２８９号之一": NumberParts(2026, "吉0621", "民初", 289),
    "2026 289": NumberParts(2026, "", "", 289),
    "2026年民初289": NumberParts(2026, "", "民初", 289),
    "民初289": NumberParts(None, "", "民初", 289),
    "吉0621民初289": NumberParts(None, "吉0621", "民初", 289),
    "民辖终3号": NumberParts(None, "", "民辖终", 3),
    "289": NumberParts(None, "", "", 289),
    "（2014）抚民初字第12号": NumberParts(2014, whole="（2014）抚民初字第12号"),
    "2026": NumberParts(None, "", "", 2026),
    "民初": None,
    "吉0621": None,
    "王建国": None,
    "民间借贷纠纷": None,
    "": None,
    "12345678901": None,
}


@pytest.mark.parametrize(("typed", "read"), NUMBERS.items(), ids=list(NUMBERS))
def test_a_number_is_read_in_any_brackets_and_in_parts(typed: str, read: NumberParts | None) -> None:
    assert read_number(typed) == read


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("王 建国", "王建国"),
        ("ＡＢｃ", "abc"),
        ("买买提•艾力", "买买提·艾力"),
        ("（株）", "(株)"),
        ("\u3000", ""),
    ],
)
def test_text_is_compared_in_one_form(typed: str, made: str) -> None:
    assert plain(typed) == made


def test_a_query_is_its_words() -> None:
    assert words("王建国　借款 王建国") == ("王建国", "借款")
    assert words(" \0 ") == ()
    assert len(words(" ".join("abcdefghij"))) == 6


def test_grams_are_pairs_and_a_single_character_is_one() -> None:
    assert grams("王建国") == ("王建", "建国")
    assert grams("王") == ("王",)
    assert expression("王", TEXTS) == "('p王') | ('c王') | ('t王')"
    assert expression("王建国", [Field.PARTY]) == "('p王建' & 'p建国')"
    assert expression("o'\\", [Field.FACTS]) == "('fo''' & 'f''\\\\')"


def test_what_nearly_every_case_holds_is_not_looked_for_in_facts() -> None:
    assert Field.FACTS not in asked_of("王", TEXTS)
    assert Field.FACTS not in asked_of("289", TEXTS)
    assert Field.FACTS in asked_of("1268400", TEXTS)
    assert expression("7", [Field.FACTS]) == ""


@given(st.text(), st.lists(st.text(min_size=1, max_size=3), max_size=3))
def test_marking_changes_no_text(text: str, sought: list[str]) -> None:
    assert "".join(piece.text for piece in marked(text, map(plain, sought))) == text


def test_hits_are_marked_whatever_their_form() -> None:
    assert [(p.text, p.hit) for p in marked("原告王 建国诉", ["王建国"])] == [
        ("原告", False),
        ("王 建国", True),
        ("诉", False),
    ]
    shown = excerpt("甲" * 100 + "逾期未付" + "乙" * 100, ["逾期"])
    assert shown[0].text == "…" and shown[-1].text == "…"
    assert [p.text for p in shown if p.hit] == ["逾期"]
    assert excerpt("甲", ["乙"]) == []
