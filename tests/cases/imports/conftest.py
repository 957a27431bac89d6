"""A table of filings to import; every row is invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from cases.imports.domain import COLUMNS
from cases.imports.services import ImportReport, import_filings
from tests.builders import instant, machine

GOOD = {
    "source_id": "T-1",
    "court_name": "吉林省抚松县人民法院",
    "court_code": "吉0621",
    "case_type_code": "刑初",
    "year": "2019",
    "published_number": "（2019）吉0621刑初12号",
    "cause": "盗窃罪",
    "procedure": "普通",
    "filed_on": "2019-03-14",
    "prosecutor": "抚松县人民检察院",
    "defendants": "赵某；钱某某",
    "facts": "经审理查明，被告人赵某、钱某某于2018年冬季在抚松镇多次盗窃。",
}
Table = Callable[..., bytes]


def row(**over: str) -> dict[str, str]:
    """A good row with changes."""
    return {**GOOD, **over}


def numbered(serial: int, **over: str) -> dict[str, str]:
    """A good row of the series with its own number and source."""
    number = f"（2019）吉0621刑初{serial}号"
    return row(published_number=number, source_id=f"T-{serial}", **over)


def table(rows: Iterable[dict[str, str]], columns: Iterable[str] = COLUMNS) -> bytes:
    """The bytes of a CSV file in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def run(db: None) -> Callable[..., ImportReport]:
    """Import rows (or the bytes of a file) as of 10 March 2026."""

    def importing(*rows: dict[str, str], file: bytes | None = None) -> ImportReport:
        stream = io.BytesIO(table(rows) if file is None else file)
        return import_filings(stream=stream, actor=machine(instant()))

    return importing


def told(remarks: Iterable[Any]) -> list[tuple[int, str, str]]:
    """Line, code and column of each remark."""
    return [(remark.line, remark.code, remark.column) for remark in remarks]
