"""Amounts written, read and said in capital figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courts.templatetags.amounts import LARGEST_FEN, capital_amount, format_fen, parse_amount

WRITTEN = [
    # The examples of 正确填写票据和结算凭证的基本规定, items 3 and 4
    (140950, "1,409.50", "壹仟肆佰零玖元伍角整"),
    (600714, "6,007.14", "陆仟零柒元壹角肆分"),
    (168032, "1,680.32", "壹仟陆佰捌拾元叁角贰分"),
    (10700053, "107,000.53", "壹拾万柒仟元伍角叁分"),
    (1640902, "16,409.02", "壹万陆仟肆佰零玖元零贰分"),
    (32504, "325.04", "叁佰贰拾伍元零肆分"),
    # The amounts on the pages
    (126840000, "1,268,400.00", "壹佰贰拾陆万捌仟肆佰元整"),
    (35860000, "358,600.00", "叁拾伍万捌仟陆佰元整"),
    # Edges
    (0, "0.00", "零元整"),
    (1, "0.01", "壹分"),
    (50, "0.50", "伍角整"),
    (1000, "10.00", "壹拾元整"),
    (10070000, "100,700.00", "壹拾万零柒佰元整"),
    (10000500000, "100,005,000.00", "壹亿零伍仟元整"),
    (200000000000, "2,000,000,000.00", "贰拾亿元整"),
    (100000000000000, "1,000,000,000,000.00", "壹万亿元整"),
    (100000001000000, "1,000,000,010,000.00", "壹万亿零壹万元整"),
    (-500, "-5.00", "负伍元整"),
]


@pytest.mark.parametrize(("fen", "figures", "capital"), WRITTEN)
def test_an_amount_is_written_in_figures_and_in_capitals(fen: int, figures: str, capital: str) -> None:
    assert format_fen(fen) == figures
    assert capital_amount(fen) == capital


def test_an_amount_too_large_to_write_out_is_an_error() -> None:
    with pytest.raises(ValueError, match="too large"):
        capital_amount(LARGEST_FEN + 1)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.56", 123456),
        ("1，234.56元", 123456),
        ("12.5万", 12500000),
        ("１２．５万", 12500000),
        ("35.86万元", 35860000),
        ("¥ 3千万", 3000000000),
        ("￥0.1", 10),
        ("1.2亿", 12000000000),
        ("0.000001万", 1),
        ("100.000", 10000),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, fen: int) -> None:
    assert parse_amount(text) == fen


@pytest.mark.parametrize(
    "text", ["", "元", "-1", "1.234", "十二万", "1.2.3", "12万5", "1e5", "1,23", "12,34.5", "9" * 18]
)
def test_what_is_no_amount_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):
        parse_amount(text)


@given(st.integers(min_value=0, max_value=LARGEST_FEN))
def test_what_is_written_reads_back(fen: int) -> None:
    assert parse_amount(format_fen(fen)) == fen


@given(st.integers(min_value=0, max_value=LARGEST_FEN))
def test_capital_figures_never_stutter(fen: int) -> None:
    text = capital_amount(fen)
    assert "零零" not in text
    assert not text.startswith("零") or text == "零元整"
    assert ("分" in text) != text.endswith("整")


@given(st.lists(st.integers(min_value=0, max_value=10**14), min_size=2, max_size=2, unique=True))
def test_two_amounts_are_never_said_alike(pair: list[int]) -> None:
    assert capital_amount(pair[0]) != capital_amount(pair[1])
