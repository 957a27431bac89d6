"""Tables as workbooks, and how many rows one may have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from courts.exports.domain import Cell, Stamp, Table, runs_as_formula, storable
from courts.options.selectors import option

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TITLE = Font(bold=True, size=14)
_HEAD = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="DFE7F2")
_RULE = Border(bottom=Side(style="thin", color="7C8796"))
_RIGHT = Alignment(horizontal="right", vertical="top")


def most_rows(court_id: int) -> int:
    """How many rows one export of a court may have."""
    return int(option(court_id, "EXPORT-MAX-ROWS"))


def workbook(table: Table, stamp: Stamp) -> bytes:
    """The table as xlsx: the stamp on top, in the foot of every printed page and in the file's properties.

    Every text is stored as text: what begins like a formula (= + - @) is never run.
    """
    book = Workbook(write_only=True)
    _describe(book, table, stamp)
    sheet: Any = book.create_sheet(_sheet_title(table.title))
    heading = [*_stamped(stamp)]
    for at, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    head_at = len(heading) + 2
    sheet.freeze_panes = f"A{head_at + 1}"
    sheet.print_title_rows = f"{head_at}:{head_at}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text = f"{stamp.number} {stamp.who} {stamp.time}".replace("&", "&&")
    sheet.oddFooter.right.text = "&P / &N"
    sheet.append([_cell(sheet, f"{stamp.court} {table.title}", font=_TITLE)])
    for line in heading:
        sheet.append([_cell(sheet, line)])
    heads = [_cell(sheet, column.label, font=_HEAD) for column in table.columns]
    for cell in heads:
        cell.fill, cell.border = _HEAD_FILL, _RULE
    sheet.append(heads)
    for row in table.rows:
        pairs = zip(row, table.columns, strict=True)
        sheet.append([_cell(sheet, value, right=column.number) for value, column in pairs])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet_title(title: str) -> str:
    """A sheet's name may be 31 characters long and has no brackets, slashes or colons."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\")[:31] or "1"


def _stamped(stamp: Stamp) -> Iterator[str]:
    yield _("导出编号：%(number)s") % {"number": stamp.number}
    who = {"who": stamp.who, "post": stamp.post or "—", "at": stamp.time}
    yield _("导出人：%(who)s（%(post)s），%(at)s（北京时间）") % who
    yield _("用途：%(reason)s") % {"reason": stamp.reason}
    yield _("条件：%(filters)s") % {"filters": stamp.filters}
    yield _("件数：%(n)d。含个人信息，仅限上述用途使用，用毕销毁，不得外传。") % {"n": stamp.rows}


def _describe(book: Workbook, table: Table, stamp: Stamp) -> None:
    told = book.properties
    told.title, told.creator, told.lastModifiedBy = table.title, stamp.who, stamp.who
    told.identifier, told.subject = stamp.number, stamp.court
    told.description = storable(f"{stamp.reason}\n{stamp.filters}")
    told.created = told.modified = stamp.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _cell(sheet: Any, value: Cell, *, font: Font | None = None, right: bool = False) -> Any:
    """A cell; text is always text, however it begins."""
    if isinstance(value, str):
        value = storable(value)
    plain = font is None and not right and not isinstance(value, date) and not runs_as_formula(value)
    if plain and not (isinstance(value, str) and value.startswith("#")):
        return value
    cell: Any = WriteOnlyCell(sheet)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = runs_as_formula(value)
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if font is not None:
        cell.font = font
    if right:
        cell.alignment = _RIGHT
    return cell
