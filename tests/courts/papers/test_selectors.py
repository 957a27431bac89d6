"""Papers: A4 with embedded fonts, the same bytes from the same facts, nothing read but static files."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from courts.papers.selectors import page, pdf, qr, static_file
from courts.papers.selectors.printing import HERE
from tests.builders import instant

SHEET = "assignment/draws/sheet.html"
FACTS: dict[str, Any] = {"rows": [], "year": 2026, "court": None}
A4_POINTS = (595, 842)


def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def test_a_paper_is_a4_with_its_fonts_in_it() -> None:
    opened = reader(pdf(SHEET, FACTS, at=instant()))
    box = opened.pages[0].mediabox
    assert (round(box.width), round(box.height)) == A4_POINTS
    text = "".join(opened.pages[0].extract_text().split())
    assert "2026年度随机分案密数链的锚" in text and "第1页，共1页" in text
    fonts = opened.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    inner = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts.values()]
    files = [part["/FontDescriptor"].get_object() for part in inner]
    assert files and all("/FontFile3" in file or "/FontFile2" in file for file in files)
    assert any("Serif" in str(part["/BaseFont"]) for part in inner), "the text stands in Song face"


def test_the_same_facts_and_instant_give_the_same_bytes() -> None:
    first = pdf(SHEET, FACTS, at=instant())
    assert pdf(SHEET, FACTS, at=instant()) == first
    assert pdf(SHEET, FACTS, at=instant() + timedelta(minutes=1)) != first
    assert str(reader(first).metadata["/CreationDate"]).startswith("D:20260310090000")  # type: ignore[index]


def test_a_paper_is_chinese_whatever_the_reader_speaks() -> None:
    from django.utils import translation

    with translation.override("en"):
        assert "公　告" in page(SHEET, FACTS, at=instant())


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/static/css/paper.css",
        "file:///etc/passwd",
        f"{HERE}static/../settings/base.py",
        f"{HERE}static/%2e%2e/settings/base.py",
        f"{HERE}static/css/none.css",
        f"{HERE}etc/passwd",
    ],
)
def test_nothing_but_static_files_is_read(address: str) -> None:
    with pytest.raises(Exception, match=r"static|located outside"):
        static_file(address)


def test_the_style_sheet_is_read() -> None:
    assert static_file(f"{HERE}static/css/paper.css").name == "paper.css"


def test_a_qr_code_is_the_address_module_by_module() -> None:
    import re

    import segno

    address = "https://court.example/verify/0f7d608845a4ef47/"
    drawn = qr(address)
    size = int(re.search(r'viewBox="0 0 (\d+) \d+"', drawn)[1])  # type: ignore[index]
    grid = [[0] * size for _ in range(size)]
    path = re.search(r'<path[^>]*class="?[^>]*? d="([^"]+)"[^>]*/></svg>', drawn) or re.search(
        r'stroke="#000"[^>]*d="([^"]+)"|d="([^"]+)"[^>]*stroke="#000"', drawn
    )
    assert path is not None
    x, y = 0, 0.0
    for step, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", path[1] or path[2]):
        if step == "M":
            x, y = int(float(first)), float(second)
        elif step == "m":
            x, y = x + int(float(first)), y + float(second)
        else:
            for column in range(x, x + int(first)):
                grid[int(y)][column] = 1
            x += int(first)
    wanted = segno.make(address, error="m", micro=False)
    assert grid == [[int(bool(dark)) for dark in row] for row in wanted.matrix_iter(border=4)]


def test_without_the_systems_printing_part_it_says_so(tmp_path: Path) -> None:
    """PAPER-NO-PRINTER, not a crash: the library is there, the system's pango is not."""
    for name in ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0", "pango-1.0"):
        (tmp_path / name).write_bytes(b"")
    code = (
        "import django; django.setup()\n"
        "from courts.papers.selectors import pdf\n"
        "from courts.refusals.domain import Refused\n"
        "from tests.builders import instant\n"
        f"try: pdf({SHEET!r}, {FACTS!r}, at=instant())\n"
        "except Refused as refused: print(refused.code)\n"
    )
    environment = {**os.environ, "LD_LIBRARY_PATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.split()[-1:] == ["PAPER-NO-PRINTER"], done.stdout + done.stderr
