"""What a file is, by its content alone; the name it keeps."""

from __future__ import annotations

import zipfile

import pytest

from cases.documents import domain
from cases.documents.domain import clean_name, sniff
from courts.refusals.domain import Refused
from tests.cases.documents.files import DOCX, JPEG, PDF, PNG, packed


@pytest.mark.parametrize(("content", "ending"), [(PDF, "pdf"), (DOCX, "docx"), (PNG, "png"), (JPEG, "jpg")])
def test_the_four_kinds_are_known_by_their_bytes(content: bytes, ending: str) -> None:
    assert sniff(content).ending == ending


ENCRYPTED = bytearray(DOCX)
for _at in (DOCX.index(b"PK\x03\x04") + 6, DOCX.index(b"PK\x01\x02") + 8):
    ENCRYPTED[_at] |= 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "DOC-EMPTY"),
        (b"<html><script>alert(1)</script>", "DOC-TYPE"),
        (b"MZ\x90\x00 a program", "DOC-TYPE"),
        (b"GIF89a....", "DOC-TYPE"),
        (b"%PDF-1.7 cut off", "DOC-TYPE"),
        (PNG[:30], "DOC-TYPE"),
        (b"\xff\xd8\xff\xe0 cut off", "DOC-TYPE"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", "DOC-TYPE"),
        (packed(("a.txt", b"x"), word=False), "DOC-TYPE"),
        (packed(("xl/workbook.xml", b"x"), word=False), "DOC-TYPE"),
        (DOCX[:-30], "DOC-TYPE"),
        (packed(("word/vbaProject.bin", b"macro")), "DOC-ACTIVE"),
        (bytes(ENCRYPTED), "DOC-ACTIVE"),
    ],
)
def test_everything_else_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as told:
        sniff(content)
    assert told.value.code == code


def test_a_zip_bomb_is_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten megabytes of zeros in ten kilobytes: what the archive says of itself is enough."""

    def unpacked(*_args: object, **_more: object) -> None:
        raise AssertionError("unpacked")

    bomb = packed(("word/media/zeros.bin", bytes(10 * 1024 * 1024)))
    assert len(bomb) < 20_000
    monkeypatch.setattr(zipfile.ZipFile, "open", unpacked)
    with pytest.raises(Refused) as told:
        sniff(bomb)
    assert told.value.code == "DOC-PACKED"


def test_too_many_members_are_a_bomb_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(domain, "MOST_MEMBERS", 5)
    with pytest.raises(Refused) as told:
        sniff(packed(*((f"word/{n}.xml", b"x") for n in range(6))))
    assert told.value.code == "DOC-PACKED"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("审批表.pdf", "审批表.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\决定书.PDF", "决定书.pdf"),
        ("invoice.pdf.exe", "invoice.pdf.exe.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ("one\r\nSet-Cookie: x.pdf", "oneSet-Cookie x.pdf"),
        ("  ", "document.pdf"),
        ("...", "document.pdf"),
        (".pdf", "pdf.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
        ('quo"te<>|?.pdf', "quo te.pdf"),
    ],
)
def test_a_name_is_a_name_and_nothing_more(given: str, kept: str) -> None:
    assert clean_name(given, domain.PDF) == kept
