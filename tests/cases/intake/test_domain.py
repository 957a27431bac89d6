"""Amounts of money in the ways in which people type them."""

from __future__ import annotations

from typing import Any

import pytest

from cases.intake.domain import AmountError, read_amount

AMOUNTS = {
    "1268400.00": 126_840_000,
    "1,268,400": 126_840_000,
    "12.5万": 12_500_000,
    "１２．５万": 12_500_000,
    "0.3亿元": 3_000_000_000,
    " 88 元": 8_800,
    "0": 0,
    0: 0,
    "0.01": 1,
    "9999999999999.99": 999_999_999_999_999,
    "": None,
    None: None,
}
NO_AMOUNTS = (
    "-1",
    "1.234",
    "1,23",
    "1e5",
    "nan",
    "百",
    "万",
    "1.00000000000000000000000000000000001",
    "1.2.3",
)


@pytest.mark.parametrize(("text", "fen"), AMOUNTS.items())
def test_amounts_as_people_type_them(text: Any, fen: int | None) -> None:
    assert read_amount(text) == fen


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(AmountError):
        read_amount(text)
