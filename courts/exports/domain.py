"""What an exported table is made of, and what is stamped on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from courts.actors.domain import COURT_TIME

Cell = str | int | float | date | None
REASON_LENGTH = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in characters, and whether its values stand at the right."""

    label: str
    width: int = 14
    number: bool = False


@dataclass(frozen=True)
class Stamp:
    """Who took the file out, as what, when (shown in the court's time), for what and by which conditions."""

    number: str
    court: str
    who: str
    post: str
    at: datetime
    reason: str
    filters: str
    rows: int

    @property
    def time(self) -> str:
        return self.at.astimezone(COURT_TIME).strftime("%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True)
class Table:
    """A titled table; ``rows`` have a cell for each column, dates as dates and amounts as numbers."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def export_number(court_code: str, year: int, serial: int) -> str:
    """The number of an export as it is quoted: 吉0621导出〔2026〕12号."""
    return f"{court_code}导出〔{year}〕{serial}号"


def runs_as_formula(value: object) -> bool:
    """Whether a spreadsheet could take a text for a formula: it is then marked as text."""
    return isinstance(value, str) and value.startswith(_FORMULA)


def storable(text: str) -> str:
    """Text without the control characters that a workbook cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
