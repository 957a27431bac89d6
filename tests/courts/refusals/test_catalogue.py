"""The catalogue of refusals is whole: what the code raises has its row, and every row can be said."""

from __future__ import annotations

import re
from string import Formatter
from typing import NamedTuple

import pytest

from courts.refusals.domain import RefusalRule, Refused, phrase
from courts.refusals.selectors import catalogue, explain
from courts.rulebook import selectors as rulebook
from courts.rulebook.domain import RuleError
from tests.kit.sources import Call, calls

ROWS = list(catalogue())
CHINESE = re.compile(r"[一-鿿]")
CHINESE_RUN = re.compile(r"[一-鿿]+")
TYPE_CODES = {"破申", "破", "清申", "强清"}
"""Case-type codes have no translation."""
HALF_WIDTH = re.compile(r"(?<=[一-鿿])[,;:?!(]|[,;:?!)](?=[一-鿿])")


class Raised(NamedTuple):
    code: str
    call: Call


def raised() -> list[Raised]:
    """Every ``Refused(…)`` of the apps; a choice between two codes counts as both."""
    return [Raised(code, call) for call in calls("Refused") for code in call.texts]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_scan_finds_what_is_raised() -> None:
    found = {entry.code for entry in raised()}
    assert {"CASE-STEP", "PEOPLE-RIGHT", "NUM-LEVEL", "DRAW-NONCE-OPEN", "DRAW-NONCE-FIXED"} <= found
    assert not [call.where for call in calls("Refused") if not call.texts], "a code that cannot be read"


def test_every_refusal_that_is_raised_has_its_row() -> None:
    assert [f"{entry.call.where} {entry.code}" for entry in raised() if entry.code not in catalogue()] == []


def test_whoever_raises_gives_what_the_sentences_ask_for() -> None:
    missing = []
    for code, call in raised():
        rule = catalogue().latest(code)
        texts = (rule.sentence_zh, rule.sentence_en, rule.next_zh, rule.next_en)
        wanted = set().union(*map(placeholders, texts))
        if not call.more and not wanted <= call.names:
            missing.append(f"{call.where} {code} lacks {wanted - call.names}")
    assert missing == []


def test_every_row_can_be_said_in_both_languages() -> None:
    for rule in ROWS:
        can_be_said(rule)


def can_be_said(rule: RefusalRule) -> None:
    names = placeholders(rule.sentence_zh) | placeholders(rule.sentence_en)
    names |= placeholders(rule.next_zh) | placeholders(rule.next_en)
    params = {name: f"<{name}>" for name in names}
    for language in ("zh-hans", "en"):
        said = phrase(rule, params, language)
        assert said.title.strip() and said.article.strip() and said.next_step.strip(), rule.code
        assert "—" not in said.detail + said.next_step
        assert "{" not in said.detail + said.next_step
        assert said.detail.rstrip('”"）').endswith(("。", ".")), "a whole sentence"
    assert re.fullmatch(r"[A-Z]+(-[A-Z0-9]+)+", rule.code)


def test_each_language_keeps_to_itself() -> None:
    for rule in ROWS:
        for text in (rule.sentence_zh, rule.next_zh):
            assert CHINESE.search(text) and not HALF_WIDTH.search(text), f"full-width punctuation: {text}"
        for text in (rule.en, rule.sentence_en, rule.next_en):
            assert not set(CHINESE_RUN.findall(text)) - TYPE_CODES, text


def test_a_code_belongs_to_one_noun(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = {
        "zh": "x",
        "en": "x",
        "valid_from": ROWS[0].valid_from,
        "sentence_zh": "x",
        "sentence_en": "x",
        "next_zh": "x",
        "next_en": "x",
    }
    file = {"refusals": [{"code": "CASE-STEP", **twice}]}
    real = rulebook.read_file
    monkeypatch.setattr(rulebook, "read_file", lambda noun: file if noun == "courts/x" else real(noun))
    monkeypatch.setitem(rulebook._SECTIONS, ("courts/x", "refusals"), RefusalRule)
    catalogue.cache_clear()
    try:
        with pytest.raises(RuleError, match=r"CASE-STEP stands in \S+ and in \S+"):
            catalogue()
    finally:
        monkeypatch.undo()
        catalogue.cache_clear()
        rulebook.load.cache_clear()


def test_the_catalogue_is_of_every_noun() -> None:
    families = {row.code.split("-")[0] for row in ROWS}
    assert {"CASE", "INTAKE", "NODE", "NUM", "LIM", "PEOPLE", "POOL", "DRAW", "ALERT"} <= families


def test_explain_finds_the_row() -> None:
    said = explain(Refused("PEOPLE-RIGHT", act="结案"), "zh-hans")
    assert said.detail == "您现任的岗位不能办理「结案」。"
    with pytest.raises(KeyError):
        explain(Refused("NO-SUCH-CODE"), "zh")
