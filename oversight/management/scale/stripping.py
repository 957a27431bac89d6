"""Tables without triggers, and for most of their rows without indexes and references, for one load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from oversight.management.scale.statements import INDEXES, REFERENCES

WORK = (
    "SET LOCAL maintenance_work_mem = '512MB'",
    "SET LOCAL work_mem = '256MB'",
    "SET LOCAL parallel_tuple_cost = 0",
    "SET LOCAL parallel_setup_cost = 0",
)
"""A load has the machine to itself: memory for sorting, and every core."""


@contextmanager
def stripped(cursor: Any, tables: Sequence[str], *, whole: bool) -> Iterator[None]:
    """Leave the tables' own triggers out; with ``whole`` also make indexes and foreign keys anew afterwards.

    In one transaction: a failure rolls all of it back. Making a foreign key anew checks every row.
    """
    for statement in WORK:
        cursor.execute(statement)
    again = [statement for table in tables for statement in _strip(cursor, table)] if whole else []
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    for statement in again:
        cursor.execute(statement)


def _strip(cursor: Any, table: str) -> list[str]:
    """Take indexes and references off a table. Returns the statements that put them back."""
    again: list[str] = []
    cursor.execute(REFERENCES, [table])
    for name, definition in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        again.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    cursor.execute(INDEXES, [table])
    for index, made, constraint, definition in cursor.fetchall():
        if constraint:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"')
            again.insert(0, f'ALTER TABLE {table} ADD CONSTRAINT "{constraint}" {definition}')
        else:
            cursor.execute(f"DROP INDEX {index}")
            again.insert(0, made)
    return again
