"""Case types as data, and numbers as the parser needs to see them."""

from __future__ import annotations

from django.db import connection

from cases.numbers.domain import BasicOnly, CaseType, lawful_procedures
from courts.places.domain import CourtLevel
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

_TAKEN = """
    SELECT 1 FROM cases_case
    WHERE court_id = %s AND number_year = %s AND number_special = %s AND type_code = %s AND number_serial = %s
"""


def case_types() -> RuleTable[CaseType]:
    """Every type code of the case-number standard."""
    return load("cases/numbers", "case_types", CaseType)


def procedures_of(case_type: CaseType, level: str) -> tuple[str, ...]:
    """The procedures a court of this level may use for a type of case; the first is the usual one."""
    return lawful_procedures(case_type, CourtLevel(level), load("cases/numbers", "basic_only", BasicOnly))


def serial_is_taken(court_id: int, year: int, special: str, type_code: str, serial: int) -> bool:
    """Whether a case bears that number already."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [court_id, year, special, type_code, serial])
        return cursor.fetchone() is not None
