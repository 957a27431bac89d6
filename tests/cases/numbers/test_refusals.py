"""The refusals about case numbers, each with a worked example."""

from __future__ import annotations

from datetime import date

import pytest

from cases.numbers.selectors import reserved
from courts.refusals.domain import RefusalRule, phrase
from courts.rulebook.selectors import load

REFUSALS = load("cases/numbers", "refusals", RefusalRule)
REFUSED: list[tuple[str, dict[str, object], str]] = [
    (
        "NUM-LEVEL",
        {"court": "抚松县人民法院", "type_code": "民终", "basis": "民事诉讼法第一百七十一条"},
        "民终",
    ),
    ("NUM-ENDED", {"type_code": "民破", "on": date(2024, 1, 2)}, "2024-01-02"),
    (
        "NUM-RESERVED",
        {
            "court": "抚松县人民法院",
            "cause": "海上货运代理合同纠纷",
            "type_code": "民初",
            "rule": reserved().latest("maritime_first"),
            "basis": reserved().latest("maritime_first").article,
        },
        "海上货运代理合同纠纷",
    ),
]


@pytest.mark.parametrize(("code", "params", "words"), REFUSED)
def test_every_refusal_names_what_it_is_about(code: str, params: dict[str, object], words: str) -> None:
    for language in ("zh-hans", "en"):
        sentence = phrase(REFUSALS.latest(code), params, language)
        assert words in sentence.detail and "—" not in sentence.detail
        assert sentence.next_step
        assert sentence.article == str(params.get("basis") or REFUSALS.latest(code).article)


def test_no_refusal_is_without_an_example() -> None:
    assert {code for code, _, _ in REFUSED} == {row.code for row in REFUSALS}
