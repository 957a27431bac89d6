"""The file itself: stamp, properties, footer, and text that is never run as a formula."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from courts.actors.domain import COURT_TIME
from courts.exports.domain import Column, Stamp, Table, export_number, runs_as_formula, storable
from courts.exports.selectors import workbook

STAMP = Stamp(
    number="吉0621导出〔2026〕12号",
    court="抚松县人民法院",
    who="李文博",
    post="审判管理办公室",
    at=datetime(2026, 3, 10, 9, 30, tzinfo=COURT_TIME),
    reason="周调度会",
    filters="状态 审理中；=1+1",
    rows=3,
)
COLUMNS = [Column("案号", 28), Column("当事人", 40), Column("届满", 12), Column("剩余天数", 10, number=True)]
DANGEROUS = ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "\tx", "#N/A"]


def opened(rows: list[list[Any]]) -> Any:
    table = Table("案件清单", COLUMNS, rows)
    return openpyxl.load_workbook(BytesIO(workbook(table, STAMP)))


def test_the_file_says_who_took_it_when_for_what_and_how_much() -> None:
    book = opened([["（2026）吉0621民初1号", "王建国", date(2026, 5, 1), 3]])
    sheet = book.active
    head = [sheet.cell(row, 1).value for row in range(1, 7)]
    assert head[0] == "抚松县人民法院 案件清单"
    said = "\n".join(head)
    for part in (
        "吉0621导出〔2026〕12号",
        "李文博",
        "审判管理办公室",
        "2026-03-10 09:30:00",
        "周调度会",
        "件数：3",
    ):
        assert part in said
    assert [cell.value for cell in sheet[7]] == ["案号", "当事人", "届满", "剩余天数"]
    assert [cell.value for cell in sheet[8]][:2] == ["（2026）吉0621民初1号", "王建国"]
    assert sheet["C8"].value.date() == date(2026, 5, 1) and sheet["C8"].number_format == "yyyy-mm-dd"
    assert (sheet["D8"].value, sheet["D8"].alignment.horizontal) == (3, "right")
    assert sheet.freeze_panes == "A8" and sheet.print_title_rows == "$7:$7"
    assert "吉0621导出〔2026〕12号" in sheet.oddFooter.left.text
    told = book.properties
    assert (told.creator, told.identifier, told.title) == ("李文博", STAMP.number, "案件清单")
    assert "周调度会" in told.description
    assert told.created == datetime(2026, 3, 10, 1, 30)


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    cell = opened([[text, "王", None, None]]).active["A8"]
    assert cell.data_type == "s" and cell.value == text
    assert bool(cell.quotePrefix) is runs_as_formula(text)


def test_characters_a_workbook_cannot_hold_are_left_out() -> None:
    assert storable("王\x00建\x0b国") == "王建国"
    assert opened([["王\x08", "国", None, None]]).active["A8"].value == "王"


def test_the_number_is_quoted_with_court_and_year() -> None:
    assert export_number("吉0621", 2026, 12) == "吉0621导出〔2026〕12号"
