"""The judges' names beside a bundle: shown, outside all that is hashed, and believed for nothing."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.draws import domain
from tests.assignment.draws.test_verify_draw import passes, verify  # noqa: F401


def test_the_program_says_the_names(court: Any, verify: Any) -> None:  # noqa: F811
    bundle = court.draw()
    plain = verify(bundle)
    named = {**bundle, "names": {"J004": "刘春晖", bundle["winner"]: "林静"}}
    result = verify(named)
    assert passes(result) and passes(plain)
    assert "刘春晖（J004） 未参加：LEAVE" in result.stdout and f"林静（{bundle['winner']}）" in result.stdout
    assert result.stdout.splitlines()[-1] == plain.stdout.splitlines()[-1], "as many checks as without names"


@pytest.mark.parametrize("names", [[], "林静", 3, None, {"J009": "无"}, {"J004": 5}])
def test_names_of_a_strange_shape_change_nothing(court: Any, verify: Any, names: Any) -> None:  # noqa: F811
    assert passes(verify({**court.draw(), "names": names}))


def test_a_name_cannot_stand_in_for_a_fingerprint(court: Any, verify: Any) -> None:  # noqa: F811
    bundle = court.draw()
    told = {bundle["snapshot_hash"][:16]: "0f7d608845a4ef47"}
    assert "0f7d608845a4ef47" not in verify({**bundle, "names": told}).stdout


def test_a_bundle_with_names_is_in_order_for_the_courts_own_check(court: Any) -> None:
    assert domain.check_bundle({**court.draw(), "names": {"J001": "甲"}}) == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0f7d608845a4ef47", "0f7d608845a4ef47"),
        (" 0F7D 6088-45A4 EF47 ", "0f7d608845a4ef47"),
        ("０ｆ７ｄ６０８８４５ａ４ｅｆ４７", "0f7d608845a4ef47"),
        ("0f7d·6088·45a4·ef47", "0f7d608845a4ef47"),
        ("Of7d608845a4efl7", "0f7d608845a4ef17"),
        ("0f7d608845a4ef4", None),
        ("0f7d608845a4ef4g", None),
        ("", None),
        ("0f7d608845a4ef47'--", None),
    ],
)
def test_a_receipt_is_read_as_meant(typed: str, read: str | None) -> None:
    assert domain.read_receipt(typed) == read


def test_a_sealed_case_has_one_name_that_tells_nothing() -> None:
    first = domain.sealed_subject("019f0186-cf80-7752-9123-bfe8540ce142")
    assert first == domain.sealed_subject("019f0186-cf80-7752-9123-bfe8540ce142")
    assert first != domain.sealed_subject("019f0186-cf80-7752-9123-bfe8540ce143")
    assert first.startswith("不公开案件 ") and "号" not in first
