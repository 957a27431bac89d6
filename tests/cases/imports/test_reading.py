"""From bytes to rows: encodings, columns, quotation marks, line numbers."""

from __future__ import annotations

import io

import pytest

from cases.imports.domain import COLUMNS, BadRow, MalformedFile, to_values
from cases.imports.services import lines_of
from tests.cases.imports.conftest import numbered, row, table

HEADER = (",".join(COLUMNS) + "\r\n").encode()


def read(content: bytes) -> list[tuple[int, list[str]]]:
    return list(lines_of(io.BytesIO(content))[1])


def malformed(content: bytes) -> tuple[str, int]:
    with pytest.raises(MalformedFile) as error:
        lines_of(io.BytesIO(content))
    return error.value.remark.code, error.value.remark.line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_spreadsheets_are_read(encoding: str) -> None:
    content = table([row()]).decode().encode(encoding)
    header, lines = lines_of(io.BytesIO(content))
    assert header == list(COLUMNS)
    assert to_values(header, next(lines)[1], 2) == row()


def test_columns_may_stand_in_any_order_beside_others() -> None:
    content = table([row()], [*reversed(COLUMNS), "remark"])
    header, lines = lines_of(io.BytesIO(content))
    assert to_values(header, next(lines)[1], 2) == {**row(), "remark": ""}


def test_a_line_number_is_that_of_the_line_on_which_the_record_begins() -> None:
    rows = [numbered(1, facts="第一段。\n第二段。\n第三段。"), numbered(2)]
    content = table(rows) + b"\r\n\r\n" + table([numbered(3)]).split(b"\r\n", 1)[1]
    assert [line for line, _fields in read(content)] == [2, 5, 8]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "FILE-EMPTY", 1),
        (b"\r\n\r\n", "FILE-EMPTY", 1),
        (b"source_id,court_name\r\n1,2\r\n", "FILE-COLUMNS", 1),
        (HEADER.replace(b"facts", b"cause") + HEADER, "FILE-COLUMNS", 1),
        (HEADER.replace(b"\r\n", b",cause\r\n"), "FILE-COLUMN-TWICE", 1),
        (HEADER + b'1,"abc"x,3\r\n', "FILE-QUOTING", 2),
        (HEADER + b"1,2,3\r\n" + b'1,"never closed\r\n4,5\r\n', "FILE-QUOTING", 3),
        (table([row()]) + b"\xff\xfe\xff", "FILE-ENCODING", 3),
        (HEADER + b"\xff\xff\xff", "FILE-ENCODING", 2),
    ],
)
def test_a_file_that_cannot_be_split_is_refused_with_its_line(content: bytes, code: str, line: int) -> None:
    assert malformed(content) == (code, line)


def test_a_line_with_too_many_or_too_few_fields_is_a_bad_row() -> None:
    with pytest.raises(BadRow) as short:
        to_values(["a", "b"], ["1"], 7)
    assert short.value.remarks[0].params == {"expected": 2, "found": 1}
    with pytest.raises(BadRow):
        to_values(["a", "b"], ["1", "2", "3"], 7)


def test_the_stream_stays_open() -> None:
    stream = io.BytesIO(table([row()]))
    list(lines_of(stream)[1])
    assert not stream.closed
