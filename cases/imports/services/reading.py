"""From bytes to lines of fields, streaming. The file is gone through once before anything is imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from cases.imports.domain import MalformedFile, check_columns

UTF_8 = "utf-8-sig"
GB18030 = "gb18030"

Line = tuple[int, list[str]]


def lines_of(stream: BinaryIO) -> tuple[list[str], Iterator[Line]]:
    """The column names, and every later line that is not blank as (line number, fields).

    The number is that of the line on which the record begins. UTF-8 with or without
    a mark and GB18030 are read. Raises MalformedFile (encoding, columns, quotation
    marks) before the first line is given, so that nothing is half imported.
    """
    encoding = _encoding(stream)
    header: list[str] | None = None
    for line, fields in _records(stream, encoding):
        if header is None:
            header = fields
            check_columns([*header] if line == 1 else [])
    if header is None:
        raise MalformedFile("FILE-EMPTY", 1)
    records = _records(stream, encoding)
    next(records)
    return header, records


def _encoding(stream: BinaryIO) -> str:
    """UTF-8 unless the first non-ASCII text is not: a later break is damage, not another encoding.

    Neither encoding uses the byte of a line's end inside a character, so lines decode one by one.
    """
    stream.seek(0)
    encoding, certain = UTF_8, False
    for number, line in enumerate(stream, start=1):
        try:
            certain = not line.decode(encoding).isascii() or certain
        except UnicodeDecodeError:
            if certain or not _decodes(line):
                raise MalformedFile("FILE-ENCODING", number) from None
            encoding, certain = GB18030, True
    return encoding


def _decodes(line: bytes) -> bool:
    try:
        line.decode(GB18030)
    except UnicodeDecodeError:
        return False
    return True


def _records(stream: BinaryIO, encoding: str) -> Iterator[Line]:
    with _text(stream, encoding) as text:
        reader = csv.reader(text, strict=True)
        while True:
            begins = reader.line_num + 1
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise MalformedFile("FILE-QUOTING", begins) from None
            if any(field.strip() for field in fields):
                yield begins, fields


@contextmanager
def _text(stream: BinaryIO, encoding: str) -> Iterator[io.TextIOWrapper]:
    """The stream as text from its beginning; it stays open afterwards."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield text
    finally:
        text.detach()
