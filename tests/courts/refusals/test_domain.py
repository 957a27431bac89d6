"""The words of a refusal: sentence, article and next step, filled in two languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from courts.refusals.domain import InvalidInput, Level, NotVisible, RefusalRule, Refused, phrase

RULE = RefusalRule(
    code="X-1",
    zh="不得",
    en="Not allowed",
    article="某法第一条",
    valid_from=date(2020, 1, 1),
    sentence_zh="{who}不得于 {on} 办理。",
    sentence_en="{who} may not act on {on}.",
    next_zh="改选：{lawful}。",
    next_en="Choose: {lawful}.",
)


def test_a_refusal_is_phrased_in_the_language_of_the_reader() -> None:
    params = {"who": "张三", "on": date(2026, 3, 10), "lawful": ["判决", "调解"]}
    said = phrase(RULE, params, "zh-hans")
    assert (said.title, said.detail, said.next_step) == (
        "不得",
        "张三不得于 2026-03-10 办理。",
        "改选：判决、调解。",
    )
    assert (said.code, said.article, said.level) == ("X-1", "某法第一条", Level.REFUSE)
    english = phrase(RULE, params, "en-gb")
    assert (english.title, english.detail) == ("Not allowed", "张三 may not act on 2026-03-10.")


def test_a_rule_among_the_params_is_named_in_the_language_of_the_reader() -> None:
    params = {"who": RULE, "on": 1, "lawful": [RULE, "x"]}
    assert phrase(RULE, params, "zh-hans").detail.startswith("不得不得于")
    said = phrase(RULE, params, "en")
    assert (said.detail, said.next_step) == ("Not allowed may not act on 1.", "Choose: Not allowed, x.")


def test_what_nobody_gave_shows_as_a_dash_and_never_fails() -> None:
    assert phrase(RULE, {}, "zh").detail == "—不得于 — 办理。"


def test_braces_in_what_people_typed_are_only_text() -> None:
    assert phrase(RULE, {"who": "{on}{0}{", "on": 1}, "zh").detail == "{on}{0}{不得于 1 办理。"


def test_a_refusal_carries_its_code_and_params() -> None:
    refused = Refused("X-1", who="张三")
    assert (refused.code, refused.params, str(refused)) == ("X-1", {"who": "张三"}, "X-1")
    assert refused.params is not Refused("X-1").params


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"name": "空"}, {"name": ["空"]}),
        ({"name": ["空", "长"]}, {"name": ["空", "长"]}),
        ({"name": ("空",), "on": "晚"}, {"name": ["空"], "on": ["晚"]}),
    ],
)
def test_invalid_input_is_messages_by_field(given: Any, kept: dict[str, list[str]]) -> None:
    assert InvalidInput(given).errors == kept


def test_what_is_not_visible_is_a_lookup_that_failed() -> None:
    assert issubclass(NotVisible, LookupError) and not issubclass(NotVisible, Refused)
