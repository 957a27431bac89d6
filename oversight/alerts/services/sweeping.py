"""The full sweep: every alert that should stand, computed from all clocks and compared. Changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from courts.places.models import Court
from oversight.alerts.domain import LASTING, AlertLevel, Kind
from oversight.alerts.selectors import levels
from oversight.alerts.selectors.stops import signs_query
from oversight.alerts.services.crossing import Crossing, crossings

# Computed into a table of its own first: a statement that writes gets no parallel plan.
_LIMITS = """
    CREATE TEMP TABLE alert_due ON COMMIT DROP AS
    SELECT clock.court_id, clock.case_id, line.level
    FROM cases_caseclock clock CROSS JOIN LATERAL (VALUES {lines}) AS line(level, on_day)
    WHERE clock.watched AND clock.stopped_since IS NULL AND clock.due_on IS NOT NULL
      AND line.on_day <= %(until)s
"""
_LASTING = """
    INSERT INTO alert_due
    SELECT DISTINCT {court}, {case}, %(level)s FROM {table} WHERE {court} = ANY(%(courts)s) AND {crossed}
"""
_HIDDEN = """
    INSERT INTO alert_due
    {tables} SELECT DISTINCT stop.court_id, stop.case_id, %(level)s FROM sign JOIN stop ON stop.id = sign.id
"""
_MISSING = """
    SELECT due.level, due.court_id, count(*)
    FROM alert_due due
    WHERE NOT EXISTS (SELECT 1 FROM oversight_alert alert
                      WHERE alert.case_id = due.case_id AND alert.level = due.level
                        AND alert.status <> 'closed')
    GROUP BY due.level, due.court_id
"""
_CAUSELESS = """
    SELECT count(*)
    FROM oversight_alert alert
    WHERE alert.status <> 'closed'
      AND NOT EXISTS (SELECT 1 FROM alert_due due
                      WHERE due.case_id = alert.case_id AND due.level = alert.level)
"""


@dataclass(frozen=True)
class Compared:
    """What the comparison found: alerts that should stand and do not, by level and court; how many
    stand that should not; how many should in all."""

    missing: dict[str, Counter[int]]
    causeless: int
    due: int


def compare_alerts(until: date) -> Compared:
    """Every alert that should stand on a day beside every alert that does."""
    with transaction.atomic(), connection.cursor() as cursor:
        lines = ", ".join(f"('{level.code}', clock.{level.column})" for level in levels(Kind.LIMIT))
        cursor.execute(_LIMITS.format(lines=lines), {"until": until})
        for crossing in _lasting(until):
            source = crossing.source
            text = _LASTING.format(
                court=source.court, case=source.case, table=source.table, crossed=source.crossed
            )
            values = {**crossing.values, "level": crossing.level.code, "courts": list(crossing.courts)}
            cursor.execute(text, values)
        (hidden,) = levels(Kind.HIDDEN)
        query = signs_query(until)
        cursor.execute(_HIDDEN.format(tables=query.tables), query.values | {"level": hidden.code})
        cursor.execute("ANALYZE alert_due")
        cursor.execute(_MISSING)
        found: dict[str, Counter[int]] = {}
        for level, court_id, number in cursor.fetchall():
            found.setdefault(level, Counter())[court_id] += number
        cursor.execute(_CAUSELESS)
        (causeless,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM alert_due")
        (total,) = cursor.fetchone()
        cursor.execute("DROP TABLE alert_due")
    return Compared(found, causeless, total)


def _lasting(until: date) -> Iterable[Crossing]:
    wanted: list[AlertLevel] = [level for kind in LASTING for level in levels(kind)]
    courts = Court.objects.values_list("pk", flat=True)
    return crossings(wanted, courts, date.min, until)
