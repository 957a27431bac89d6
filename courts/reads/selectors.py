"""A query that is put into SQL once and from then on only filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

Rows = QuerySet[Any, Any]
"""What a read asks."""


def among(ids: Iterable[object], kind: str = "uuid") -> RawSQL:
    """Keys of a kind of the database for an ``__in``, as one parameter however many they are."""
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [_array(ids)])


class Read:
    """What ``build(**values)`` asks, for values of the kinds named: int, str, date, UUID, list (of UUID).

    ``build`` is called once, with values that stand in no query of ours, and where they turn up the real
    ones are put. Raises ValueError when one turns up nowhere.
    """

    def __init__(self, build: Callable[..., Rows], **kinds: type) -> None:
        self._build, self._kinds = build, kinds
        self._made: tuple[str, tuple[tuple[str, Any], ...], Rows] | None = None

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows, as tuples of what the queryset names."""
        sql, params, _rows = self._filled(values)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def any(self, **values: Any) -> bool:
        """Whether there is a row."""
        return bool(self.rows(**values))

    def all(self, **values: Any) -> list[Any]:
        """The objects of the model; the queryset reads whole rows of it."""
        sql, params, rows = self._filled(values)
        return list(rows.model._default_manager.raw(sql, params))

    def first(self, **values: Any) -> Any | None:
        """The first of them, if there is one."""
        return next(iter(self.all(**values)), None)

    def _filled(self, values: dict[str, Any]) -> tuple[str, list[Any], Rows]:
        if self._made is None:
            self._made = self._compiled()
        sql, places, rows = self._made
        return sql, [_sent(values[name]) if name else plain for name, plain in places], rows

    def _compiled(self) -> tuple[str, tuple[tuple[str, Any], ...], Rows]:
        """Worded with two sets of marks: a constant which happens to equal one is not taken for it."""
        first, second = self._marks(1), self._marks(2)
        rows = self._build(**first)
        sql, params = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        _sql, again = self._build(**second).query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        names = {(_sent(first[name]), _sent(second[name])): name for name in self._kinds}
        places = tuple((names.get((one, other), ""), one) for one, other in zip(params, again, strict=True))
        if lost := set(self._kinds) - {name for name, _plain in places}:
            raise ValueError(f"not in the query: {', '.join(sorted(lost))}")
        return sql, places, rows

    def _marks(self, turn: int) -> dict[str, Any]:
        kinds = enumerate(self._kinds.items())
        return {name: _MARKS[kind](100 * turn + place) for place, (name, kind) in kinds}


def _sent(value: Any) -> Any:
    """A value as the driver takes it."""
    return _array(value) if isinstance(value, list) else value


def _array(ids: Iterable[object]) -> str:
    return f"{{{','.join(map(str, ids))}}}"


_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 31_000 + place,  # fits the smallest column
    str: lambda place: f"?{place}",
    date: lambda place: date(9999, 1, 1) + timedelta(place),
    UUID: lambda place: UUID(int=place),
    list: lambda place: [UUID(int=place)],
}
