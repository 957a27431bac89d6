"""One import from the first line to the last: what was read, what went in, what did not and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from django.db import DatabaseError

from cases.imports.domain import BadRow, ImportRow, Remark, read_row, to_values
from cases.imports.selectors import tables
from cases.imports.services.reading import Line, lines_of
from cases.imports.services.saving import Saver
from courts.actors.domain import Actor
from courts.trail.services import recorded

BATCH = 200


@dataclass
class ImportReport:
    """Counts and remarks of one import; a remark names its line. ``courts`` tells of courts made."""

    read: int = 0
    imported: int = 0
    already_in: int = 0
    bad_rows: int = 0
    bad: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    courts: list[Remark] = field(default_factory=list)
    courts_made: int = 0


def import_filings(
    *, stream: BinaryIO, actor: Actor, progress: Callable[[ImportReport], None] | None = None
) -> ImportReport:
    """Import every good row of a table of filings as an open case with its published number.

    The number is the case's identity: a row whose number is in already changes
    nothing. ``filed_on`` is the date of prosecution. Cases stand as imported and not
    confirmed as open, so their limits raise no alert. A bad row is reported and left
    out, good rows stay; rows are committed in batches. Raises MalformedFile, and
    nothing is imported, when the file cannot be split into rows.
    """
    header, lines = lines_of(stream)
    report = ImportReport()
    for batch in _batches(lines):
        rows = [row for row in (_read(header, line, actor, report) for line in batch) if row]
        _save(rows, actor, report)
        if progress is not None:
            progress(report)
    return report


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    left = iter(lines)
    while batch := list(islice(left, BATCH)):
        yield batch


def _read(header: list[str], line: Line, actor: Actor, report: ImportReport) -> ImportRow | None:
    number, fields = line
    report.read += 1
    try:
        values = to_values(header, fields, number)
        return read_row(number, values, tables=tables(), today=actor.today)
    except BadRow as bad:
        _refuse(bad, report)
        return None


def _refuse(bad: BadRow, report: ImportReport) -> None:
    report.bad_rows += 1
    report.bad += bad.remarks


def _save(rows: list[ImportRow], actor: Actor, report: ImportReport) -> None:
    """Save a batch at once; when the database objects to something in it, row by row."""
    if not rows:
        return
    try:
        with recorded():
            saved = Saver(actor).save(rows)
    except DatabaseError:
        if len(rows) > 1:
            for row in rows:
                _save([row], actor, report)
            return
        _refuse(BadRow(Remark(rows[0].line, "ROW-STORE")), report)
        return
    report.imported += saved.imported
    report.already_in += saved.already_in
    report.warnings += saved.warnings
    report.courts += saved.courts
    report.courts_made += saved.courts_made
    for bad in saved.bad:
        _refuse(bad, report)
