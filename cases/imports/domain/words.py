"""What an import says, and which columns it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from courts.rulebook.domain import Rule

COLUMNS = (
    "source_id",
    "court_name",
    "court_code",
    "case_type_code",
    "year",
    "published_number",
    "cause",
    "procedure",
    "filed_on",
    "prosecutor",
    "defendants",
    "facts",
)


class Level(Enum):
    """What a message means for the import."""

    FILE = "file"
    BAD = "bad"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Message(Rule):
    """What the user reads about a row or the file: ``zh`` and ``en`` are sentences with {placeholders}."""

    level: Level


@dataclass(frozen=True, kw_only=True)
class ProcedureWord(Rule):
    """A word for a procedure as it stands in tables, and the procedure it means."""

    procedure: str


@dataclass(frozen=True)
class Remark:
    """Something to say about a line: ``column`` names the field it is about, or is empty."""

    line: int
    code: str
    column: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


class BadRow(ValueError):
    """A row that cannot be imported; ``remarks`` holds everything that is wrong with it."""

    def __init__(self, *remarks: Remark) -> None:
        super().__init__(remarks[0].code)
        self.remarks = remarks


class MalformedFile(ValueError):
    """A file that cannot be split into rows; nothing of it is imported."""

    def __init__(self, code: str, line: int, **params: object) -> None:
        super().__init__(code)
        self.remark = Remark(line, code, "", params)


def check_columns(header: list[str]) -> None:
    """Raise MalformedFile unless the first line names every column, in any order."""
    names = [name.strip() for name in header]
    if not any(names):
        raise MalformedFile("FILE-EMPTY", 1)
    if missing := [column for column in COLUMNS if column not in names]:
        raise MalformedFile("FILE-COLUMNS", 1, missing=", ".join(missing), columns=", ".join(COLUMNS))
    if repeated := sorted({name for name in names if name and names.count(name) > 1}):
        raise MalformedFile("FILE-COLUMN-TWICE", 1, repeated=", ".join(repeated))


def to_values(header: list[str], fields: list[str], line: int) -> dict[str, str]:
    """The fields of a line by column. Raises BadRow when there are more or fewer than columns."""
    if len(fields) != len(header):
        raise BadRow(Remark(line, "ROW-FIELDS", "", {"expected": len(header), "found": len(fields)}))
    return {name.strip(): text.strip() for name, text in zip(header, fields, strict=True)}
