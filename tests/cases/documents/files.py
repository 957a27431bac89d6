"""Small files of each kind, true and false."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 32 + b"\xff\xd9"


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PNG = b"".join(
    (
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\0\0")),
        _chunk(b"IEND", b""),
    )
)


LONG_AGO = (2026, 1, 1, 0, 0, 0)
"""The same bytes whenever they are made: tests are named after them."""


def packed(*more: tuple[str, bytes], word: bool = True) -> bytes:
    """A ZIP: with ``word`` one that Word opens, with more members besides."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        members = (
            [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")] if word else []
        )
        for name, body in (*members, *more):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


DOCX = packed()
