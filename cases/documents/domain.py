"""What a file is, told from its bytes; and the name it may keep."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from courts.refusals.domain import Refused

LONGEST_NAME = 120
MOST_MEMBERS = 4_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
SMALL = 1024 * 1024
TAIL = 2048
ACTIVE = ("vbaproject", "activex")
"""Parts of a DOCX that run; names of parts mean the same in capitals."""
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be kept: its media type, and the ending its name gets."""

    media_type: str
    ending: str
    zh: str
    en: str


PDF = Kind("application/pdf", "pdf", "PDF 文件", "PDF")
DOCX = Kind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "Word 文档", "Word"
)
PNG = Kind("image/png", "png", "PNG 图片", "PNG image")
JPEG = Kind("image/jpeg", "jpg", "JPEG 图片", "JPEG image")
KINDS = {kind.media_type: kind for kind in (PDF, DOCX, PNG, JPEG)}


def sniff(content: bytes) -> Kind:
    """The kind of a file by its content; its name and what a browser says of it do not matter.

    Raises Refused DOC-EMPTY, DOC-TYPE (none of the four, or cut off), DOC-PACKED (a DOCX that
    unpacks beyond measure), DOC-ACTIVE (one with macros or under a password).
    """
    if not content:
        raise Refused("DOC-EMPTY")
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-TAIL:]:
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") and b"IEND" in content[-TAIL:]:
        return PNG
    if content.startswith(b"\xff\xd8\xff") and content.rfind(b"\xff\xd9") > 0:
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    raise Refused("DOC-TYPE")


def _packed(content: bytes) -> Kind:
    """A ZIP that is a Word document. What it says of its sizes is enough: nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Refused("DOC-TYPE") from None
    size = sum(member.file_size for member in members)
    wild = any(
        member.file_size > SMALL and member.file_size > MOST_RATIO * max(1, member.compress_size)
        for member in members
    )
    if len(members) > MOST_MEMBERS or size > MOST_UNPACKED or wild:
        raise Refused("DOC-PACKED")
    names = {member.filename for member in members}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise Refused("DOC-TYPE")
    active = any(mark in name.casefold() for name in names for mark in ACTIVE)
    if active or any(member.flag_bits & 1 for member in members):
        raise Refused("DOC-ACTIVE")
    return DOCX


def clean_name(given: str, kind: Kind) -> str:
    """The name a file keeps: no path, no control or direction marks, the ending of what it really is."""
    last = re.split(r"[\\/]", given)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in UNSEEN)
    plain = re.sub(r'[<>:"|?*\s]+', " ", seen).strip(" .")
    stem = re.sub(r"(?i)(\.(pdf|docx?|png|jpe?g))+$", "", plain).strip(" .")
    room = LONGEST_NAME - len(kind.ending) - 1
    return f"{stem[:room].strip(' .') or 'document'}.{kind.ending}"
