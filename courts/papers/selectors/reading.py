"""The text of a file that was handed in: PDF, Word (.docx) or plain text, told by content, never by name."""

from __future__ import annotations

import zipfile
from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from courts.refusals.domain import InvalidInput

MOST_PAGES = 30
LARGEST_UNPACKED = 20 * 1024 * 1024
"""Bytes a Word file may unpack to; what is larger was made to fill the memory."""
ENCODINGS = ("utf-8-sig", "gb18030")
PDF_BROKEN = (PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the reader raises on files that are not what they say, beside its own errors."""


def text_of(raw: bytes, *, field: str = "file") -> str:
    """The text of a file, a paragraph or a printed line a line.

    Raises InvalidInput on ``field`` for what has no text: a scan, a damaged or locked
    file, a picture, a PDF of more than ``MOST_PAGES`` pages.
    """
    if raw.startswith(b"%PDF-"):
        text = _pdf_text(raw, field)
    elif raw.startswith(b"PK\x03\x04"):
        text = _word_text(raw, field)
    else:
        text = _plain_text(raw, field)
    if not text.strip():
        raise InvalidInput({field: _("文件里没有文字，可能是扫描件。请粘贴正文。")})
    return text


def _pdf_text(raw: bytes, field: str) -> str:
    try:
        pages = PdfReader(BytesIO(raw)).pages
        if len(pages) > MOST_PAGES:
            raise InvalidInput({field: _("文件超过 %(most)d 页，请只上传正文。") % {"most": MOST_PAGES}})
        return "\n".join(page.extract_text() for page in pages)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
    ) as broken:
        raise InvalidInput({field: _("PDF 打不开（损坏或者加密）。请粘贴正文。")}) from broken


def _word_text(raw: bytes, field: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise InvalidInput({field: _("文件过大，请粘贴正文。")})
        return "\n".join(paragraph.text for paragraph in Document(BytesIO(raw)).paragraphs)
    except (OpcError, LxmlError, zipfile.BadZipFile, ValueError, KeyError) as broken:
        raise InvalidInput({field: _("Word 文件打不开（应为 .docx）。请粘贴正文。")}) from broken


def _plain_text(raw: bytes, field: str) -> str:
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(sign) < 32 and sign not in "\r\n\t\f" for sign in text):
            return text
    raise InvalidInput({field: _("只能读取 PDF、Word（.docx）和纯文本文件。请粘贴正文。")})
