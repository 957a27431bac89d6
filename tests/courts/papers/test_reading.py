"""The text of files handed in: told by content, and nothing made to harm is unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfWriter

from courts.papers.selectors import MOST_PAGES, text_of
from courts.papers.selectors.reading import LARGEST_UNPACKED
from courts.refusals.domain import InvalidInput


def blank(pages: int, password: str = "") -> bytes:
    writer, kept_in = PdfWriter(), BytesIO()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(kept_in)
    return kept_in.getvalue()


def word(*lines: str) -> bytes:
    made, kept_in = Document(), BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(kept_in)
    return kept_in.getvalue()


def packed(**entries: bytes) -> bytes:
    kept_in = BytesIO()
    with zipfile.ZipFile(kept_in, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return kept_in.getvalue()


def test_word_and_text_are_read() -> None:
    assert text_of(word("春节放假", "共9天")) == "春节放假\n共9天"
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        assert text_of("春节：\r\n放假".encode(encoding)) == "春节：\r\n放假"


@pytest.mark.parametrize(
    "raw, said",
    [
        (blank(1), "没有文字"),
        (blank(MOST_PAGES + 1), "超过"),
        (blank(1, password="kept"), "PDF 打不开"),
        (packed(other=b"x"), "Word 文件打不开"),
        (packed(word=b"\0" * (LARGEST_UNPACKED + 1)), "文件过大"),
        (b"\x00\x01", "只能读取"),
        (b"  ", "没有文字"),
    ],
    ids=["scan", "long", "locked", "other zip", "bomb", "binary", "empty"],
)
def test_what_has_no_text_is_said(raw: bytes, said: str) -> None:
    with pytest.raises(InvalidInput) as invalid:
        text_of(raw, field="notice")
    assert said in invalid.value.errors["notice"][0]
