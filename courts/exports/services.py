"""Taking a list out as a file: with the right, a reason, a number and a trace."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from courts.actors.domain import COURT_TIME, Actor, Right
from courts.exports.domain import REASON_LENGTH, Cell, Column, Stamp, Table, export_number
from courts.exports.models import Export
from courts.exports.selectors import most_rows, workbook
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded

_NEXT = """
    INSERT INTO courts_exportcounter AS counter (court_id, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (court_id, year) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""


@dataclass(frozen=True)
class ExportedFile:
    """A finished file: its name, its bytes and its entry in the register."""

    name: str
    content: bytes
    export: Export


def export(
    *,
    court: Court,
    title: str,
    columns: Sequence[Column],
    rows_up_to: Callable[[int], Sequence[Sequence[Cell]]],
    filters: str,
    reason: str,
    actor: Actor,
) -> ExportedFile:
    """Make the file of a list and enter it in the court's register, or neither.

    ``rows_up_to(n)`` gives at most ``n`` rows of what the actor may see. Raises
    InvalidInput (``reason``), Refused PEOPLE-RIGHT, EXPORT-EMPTY, EXPORT-TOO-MANY.
    """
    person_id = actor.person_id
    if person_id is None or not actor.viewer.may(Right.EXPORT, court.pk):
        raise Refused("PEOPLE-RIGHT", act=_("导出案件清单"), court_id=court.pk)
    reason = " ".join(reason.split())
    if not reason or len(reason) > REASON_LENGTH:
        raise InvalidInput({"reason": _("请写明用途，不超过 %(n)d 字。") % {"n": REASON_LENGTH}})
    most = most_rows(court.pk)
    rows = rows_up_to(most + 1)
    if not rows:
        raise Refused("EXPORT-EMPTY", court_id=court.pk)
    if len(rows) > most:
        raise Refused("EXPORT-TOO-MANY", most=most, court_id=court.pk)
    with recorded():
        return _entered(court, person_id, Table(title, columns, rows), filters, reason, actor)


def _entered(
    court: Court, person_id: UUID, table: Table, filters: str, reason: str, actor: Actor
) -> ExportedFile:
    year = actor.at.astimezone(COURT_TIME).year
    serial = _next_serial(court.pk, year)
    number = export_number(court.number_code, year, serial)
    stamp = Stamp(
        number=number,
        court=court.name,
        who=actor.label,
        post=actor.post,
        at=actor.at,
        reason=reason,
        filters=filters,
        rows=len(table.rows),
    )
    content = workbook(table, stamp)
    entry = Export.objects.create(
        court=court,
        year=year,
        serial=serial,
        person_id=person_id,
        post=actor.post[:200],
        title=table.title,
        reason=reason,
        filters=filters,
        rows=len(table.rows),
        sha256=hashlib.sha256(content).hexdigest(),
        at=actor.at,
    )
    record(
        "cases_exported",
        court_id=court.pk,
        actor=actor,
        noun="export",
        object_id=entry.pk,
        data={
            "export": number,
            "reason": reason,
            "filters": filters,
            "rows": entry.rows,
            "sha256": entry.sha256,
        },
    )
    return ExportedFile(f"{number}.xlsx", content, entry)


def _next_serial(court_id: int, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [court_id, year])
        return int(cursor.fetchone()[0])
