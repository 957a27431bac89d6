"""Giving case numbers: gapless and unique per court, year and code, under concurrency and rollback."""

from __future__ import annotations

import secrets

from django.db import connection

from cases.numbers.domain import CaseNumber, CaseType
from cases.numbers.models import NumberCounter
from cases.numbers.selectors import case_types, families, reserved, serial_is_taken
from courts.places.models import Court
from courts.refusals.domain import Refused

_NEXT = """
    INSERT INTO cases_numbercounter AS counter (court_id, year, special, type_code, last)
    VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (court_id, year, special, type_code) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""
_AT_LEAST = """
    INSERT INTO cases_numbercounter AS counter (court_id, year, special, type_code, last)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (court_id, year, special, type_code)
    DO UPDATE SET last = GREATEST(counter.last, EXCLUDED.last)
"""


def allocate(court: Court, *, year: int, type_code: str, special: str = "") -> CaseNumber:
    """The next number of a series (法〔2015〕137号 arts 9, 10), inside the transaction that uses it.

    The counter row stays locked until that transaction ends, so a rollback gives
    the number back and leaves no gap. Types numbered at random (刑核) get eight
    random digits that were never given. Raises Refused NUM-LEVEL when the code is
    not lawful at the court's level, NUM-ENDED when it was not in force that year.
    """
    rule = case_types().latest(type_code)
    check_level(court, rule)
    if not rule.in_force_during(year):
        raise Refused("NUM-ENDED", type_code=type_code, on=year)
    serial = _random_serial(court, year, type_code, special) if rule.random_serial else None
    if serial is None:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [court.pk, year, special, type_code])
            serial = cursor.fetchone()[0]
    return CaseNumber(year, court.number_code, special, type_code, serial, "")


def check_level(court: Court, rule: CaseType) -> None:
    """Raise Refused NUM-LEVEL, with the law behind it, when the code is not for courts of this level."""
    if court.level not in rule.levels:
        basis = families().latest(rule.family).level_article
        raise Refused("NUM-LEVEL", type_code=rule.code, court=court.name, basis=basis, court_id=court.pk)


def check_not_reserved(court: Court, rule: CaseType, *, cause_code: str, cause: str) -> None:
    """Raise Refused NUM-RESERVED when only special courts may take such a case (海事法院)."""
    for row in reserved():
        if row.concerns(rule.family, cause_code) and not row.admits(court.kind, court.level):
            said = {"rule": row, "basis": row.article, "cause": cause, "type_code": rule.code}
            raise Refused("NUM-RESERVED", court=court.name, court_id=court.pk, **said)


def _random_serial(court: Court, year: int, type_code: str, special: str) -> int:
    while True:
        serial = 10_000_000 + secrets.randbelow(90_000_000)
        if not serial_is_taken(court.pk, year, special, type_code, serial):
            return serial


def move_counter(court: Court, number: CaseNumber) -> None:
    """Let a series go on after a number that was given elsewhere; it never goes back."""
    if case_types().latest(number.type_code).random_serial:
        return
    with connection.cursor() as cursor:
        cursor.execute(_AT_LEAST, [court.pk, number.year, number.special, number.type_code, number.serial])


def counter_value(court: Court, *, year: int, type_code: str, special: str = "") -> int:
    """The last serial given in a series; 0 before the first."""
    row = NumberCounter.objects.filter(court=court, year=year, type_code=type_code, special=special)
    return row.values_list("last", flat=True).first() or 0
