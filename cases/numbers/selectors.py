"""Case types as data, and numbers as the parser needs to see them."""

from __future__ import annotations

from django.db import connection

from cases.numbers.domain import BasicOnly, CaseType, Family, Reserved, lawful_procedures
from courts.places.domain import CourtLevel
from courts.rulebook.domain import RuleError, RuleTable
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


def families() -> RuleTable[Family]:
    """The families of type codes, with the law behind their levels and procedures."""
    return load("cases/numbers", "families", Family)


def family_of(type_code: str) -> str:
    """The family of a type code; "" for a code that is not on the list."""
    table = case_types()
    return table.latest(type_code).family if type_code in table else ""


def types_of(family: str) -> tuple[CaseType, ...]:
    """The types of a family, in the order of the list."""
    return tuple(rule for rule in case_types() if rule.family == family)


def reserved() -> RuleTable[Reserved]:
    """Which cases only special courts may take."""
    return load("cases/numbers", "reserved", Reserved)


def check_types() -> None:
    """Raise RuleError unless types, families, special procedures and reserved cases fit one another."""
    named = {family.code for family in families()}
    used = {rule.family for rule in case_types()}
    if named != used:
        raise RuleError(f"cases/numbers: families without types or rows: {', '.join(sorted(named ^ used))}")
    known = {procedure for rule in case_types() for procedure in rule.procedures}
    for basic in load("cases/numbers", "basic_only", BasicOnly):
        if basic.code not in known:
            raise RuleError(f"cases/numbers: basic_only {basic.code} is a procedure of no type")
    for rule in reserved():
        if stray := set(rule.families) - named:
            raise RuleError(f"cases/numbers: {rule.code} names no family: {', '.join(sorted(stray))}")


def serial_is_taken(court_id: int, year: int, special: str, type_code: str, serial: int) -> bool:
    """Whether a case bears that number already."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [court_id, year, special, type_code, serial])
        return cursor.fetchone() is not None
