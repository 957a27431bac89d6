"""What the services made once is put back as rows: a court takes them two hundred statements, a drawn
case a hundred.

Only while a test's transaction holds nothing else: the rows put back are those of everything made so
far, with their history and their trail.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import pgtrigger
from django.db import connection

Made = TypeVar("Made")
Path = tuple[Hashable, ...]
LONGEST = 3
"""So many things made one after the other are kept; few tests begin alike beyond that."""
_WRITTEN = """
    SELECT relname::text, n_tup_ins + n_tup_upd + n_tup_del, txid_current()
    FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
"""
_COLUMNS = """
    SELECT array_agg(quote_ident(attname) ORDER BY attnum),
           (SELECT string_agg(quote_ident(k.attname), ', ') FROM pg_index i
            JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY(i.indkey)
            WHERE i.indrelid = %(table)s::regclass AND i.indisprimary)
    FROM pg_attribute
    WHERE attrelid = %(table)s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
_GROWING = ("courts_trailevent", "courts_trailpayload")


@dataclass(frozen=True)
class _Kept:
    script: str
    made: object


@dataclass(frozen=True)
class _Stand:
    """What this test's transaction holds: all of it was made here, in this order."""

    transaction: int
    written: dict[str, int]
    path: Path


_kept: dict[Path, _Kept] = {}
_stand: list[_Stand] = []
_building: list[bool] = []


def forget() -> None:
    """The database is made anew, and with it the numbers that its rows were given."""
    _kept.clear()
    _stand.clear()


def recalled(key: Hashable, build: Callable[[], Made]) -> Made:
    """What ``build`` makes, from its rows where the same was made before after the same beginnings."""
    if not connection.in_atomic_block or _building:
        return build()
    before, transaction = _written()
    path = _path(before, transaction)
    if path is None or len(path) == LONGEST:
        return build()
    kept = _kept.get((*path, key))
    if kept is None:
        made = _built(build)
        after, transaction = _written()
        tables = {table for table, rows in after.items() if rows > before.get(table, 0)}
        script = "".join(map(_statement, sorted(tables, key=lambda table: (table != "courts_court", table))))
        _kept[(*path, key)] = _Kept(script, deepcopy(made))
    else:
        with pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # a row may come before the one it names
            cursor.execute(kept.script)
        after, transaction = _written()
        made = deepcopy(kept.made)  # type: ignore[assignment]
    _stand[:] = [_Stand(transaction, after, (*path, key))]
    return made


def standing() -> Path | None:
    """What this transaction holds; None where anything else was written too."""
    return _path(*_written())


def written() -> dict[str, int]:
    """How many rows this transaction wrote by table, those just undone included."""
    return _written()[0]


def stand_again(path: Path) -> None:
    """The transaction holds this and nothing else again: what came after it was undone."""
    rows, transaction = _written()
    _stand[:] = [_Stand(transaction, rows, path)]


def _built(build: Callable[[], Made]) -> Made:
    _building.append(True)
    try:
        return build()
    finally:
        _building.pop()


def _path(written: dict[str, int], transaction: int) -> Path | None:
    """What was made so far; None where anything else was written too."""
    if _stand and _stand[0].transaction == transaction:
        return _stand[0].path if _stand[0].written == written else None
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (TABLE courts_court) OR EXISTS (TABLE courts_calendaryear)")
        (begun,) = cursor.fetchone()
    return None if begun else ()


def _written() -> tuple[dict[str, int], int]:
    """How many rows were written by table, those just undone included, and which transaction this is."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        rows = cursor.fetchall()
        if not rows:
            cursor.execute("SELECT txid_current()")
            return {}, cursor.fetchone()[0]
    return {table: number for table, number, _ in rows}, rows[0][2]


@cache
def _shape(table: str) -> tuple[list[str], str]:
    """The columns of a table and its key."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, {"table": table})
        columns, key = cursor.fetchone()
    return columns, key


def _statement(table: str) -> str:
    """All rows of a table, put in or over those that are there."""
    columns, key = _shape(table)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT json_agg(t)::text FROM "{table}" t')
        (rows,) = cursor.fetchone()
    if rows is None:
        return f'DELETE FROM "{table}";\n'
    names, quoted = ", ".join(columns), rows.replace("'", "''")
    then = "NOTHING"
    if table not in _GROWING and "pgh_id" not in columns:
        then = f"UPDATE SET {', '.join(f'{name} = EXCLUDED.{name}' for name in columns)}"
    return (
        f'INSERT INTO "{table}" ({names})\n'
        f"SELECT {names} FROM json_populate_recordset(NULL::\"{table}\", '{quoted}')\n"
        f"ON CONFLICT ({key}) DO {then};\n"
    )
