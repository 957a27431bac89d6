"""Filings that come in a table: what is read from a row, and what is said about it."""

from __future__ import annotations

from cases.imports.domain.row import ImportRow, Tables, is_body, read_date, read_row, split_names
from cases.imports.domain.words import (
    COLUMNS,
    BadRow,
    Level,
    MalformedFile,
    Message,
    ProcedureWord,
    Remark,
    check_columns,
    to_values,
)

__all__ = [
    "COLUMNS",
    "BadRow",
    "ImportRow",
    "Level",
    "MalformedFile",
    "Message",
    "ProcedureWord",
    "Remark",
    "Tables",
    "check_columns",
    "is_body",
    "read_date",
    "read_row",
    "split_names",
    "to_values",
]
