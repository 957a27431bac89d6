"""Keeping what open cases weigh on their judges: by the events of a case, and checked as a whole at night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import structlog
from django.db import connection

from assignment.pools.domain import LoadFacts
from assignment.pools.models import CaseLoad
from assignment.pools.selectors.loads import load_by
from cases.docket.domain import Status
from cases.docket.models import Case
from courts.actors.domain import Actor

log = structlog.get_logger(__name__)

BATCH = 5000
SUNDAY = 7

_OF = """
    SELECT matter.id, matter.court_id, handling.handler_id, matter.type_code, matter.procedure,
           matter.claim_fen, matter.four_category,
           (SELECT count(*) FROM cases_party party WHERE party.case_id = matter.id)
    FROM cases_case matter JOIN cases_casehandling handling ON handling.case_id = matter.id
    WHERE {which} AND matter.status = 'open' AND handling.handler_id IS NOT NULL
"""
_OF_CASES = _OF.format(which="matter.id = ANY(%s::uuid[])")
_OF_COURT = _OF.format(which="matter.court_id = %s")
_WRITE = """
    INSERT INTO assignment_caseload (case_id, court_id, judge_id, hundredths)
    SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::uuid[], %s::integer[])
    ON CONFLICT (case_id) DO UPDATE SET court_id = excluded.court_id, judge_id = excluded.judge_id,
                                        hundredths = excluded.hundredths
    WHERE (assignment_caseload.court_id, assignment_caseload.judge_id, assignment_caseload.hundredths)
          IS DISTINCT FROM (excluded.court_id, excluded.judge_id, excluded.hundredths)
"""
_FORGET = """
    DELETE FROM assignment_caseload kept WHERE kept.court_id = %s AND NOT EXISTS (
        SELECT 1 FROM cases_case matter JOIN cases_casehandling handling ON handling.case_id = matter.id
        WHERE matter.id = kept.case_id AND matter.court_id = kept.court_id AND matter.status = 'open'
          AND handling.handler_id IS NOT NULL)
"""


def keep_load(case: Case, actor: Actor) -> None:
    """A case has come to a judge, changed in what it weighs, or ended: in the transaction of the event."""
    keep_loads([case], actor)


def keep_loads(cases: Sequence[Case], actor: Actor) -> None:
    """The same for many cases to which one thing happens together."""
    known: dict[LoadFacts, int] = {}
    ids = [case.pk for case in cases]
    rows = [_weighed(row, known) for row in _read(_OF_CASES, ids)]
    _write(rows)
    if len(rows) < len(ids):
        weighing = {row[0] for row in rows}
        CaseLoad.objects.filter(pk__in=[pk for pk in ids if pk not in weighing]).delete()


def recompute_loads(court_ids: Sequence[int]) -> int:
    """Compute what every open case of courts weighs; returns how many rows were wrong, which should be none.

    After rows were written past the events (bulk imports, load tests) it fills the table.
    """
    return sum(_recompute(court_id) for court_id in court_ids)


def _recompute(court_id: int) -> int:
    known: dict[LoadFacts, int] = {}
    wrong = 0
    rows = _read(_OF_COURT, court_id)
    for start in range(0, len(rows), BATCH):
        wrong += _write([_weighed(row, known) for row in rows[start : start + BATCH]])
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [court_id])
        return wrong + int(cursor.rowcount)


def _read(statement: str, wanted: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [wanted])
        return list(cursor.fetchall())


def _weighed(row: tuple[Any, ...], known: dict[LoadFacts, int]) -> tuple[Any, int, Any, int]:
    case_id, court_id, judge, type_code, procedure, claim, four, parties = row
    facts = LoadFacts(
        type_code=type_code, procedure=procedure, claim_fen=claim, parties=parties, four_category=four
    )
    if facts not in known:
        known[facts] = load_by(facts)
    return case_id, court_id, judge, known[facts]


def _write(rows: Sequence[tuple[Any, int, Any, int]]) -> int:
    """Returns how many rows are new or other than before."""
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])
        return int(cursor.rowcount)


def check_nightly(day: date, at: datetime) -> None:
    """The full check, on Sundays: it must find nothing, and puts right what it finds."""
    if day.isoweekday() != SUNDAY:
        return
    courts = sorted(set(CaseLoad.objects.order_by("court_id").values_list("court_id", flat=True).distinct()))
    handled = Case.objects.filter(status=Status.OPEN.value, handling__handler__isnull=False)
    courts = sorted({*courts, *handled.order_by().values_list("court_id", flat=True).distinct()})
    for court_id in courts:
        if wrong := recompute_loads([court_id]):
            log.warning("case_loads_put_right", court=court_id, cases=wrong)
