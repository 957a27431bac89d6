"""Typed, versioned rule rows: how the law becomes data.

A rule file is YAML with named sections; a section is a list of rows. Every row
of every section carries ``code``, ``zh``, ``en`` and ``valid_from``; the rest is
the dataclass the noun declares. Rows that share a code are versions of one
rule and may neither overlap nor leave a gap.
"""

from __future__ import annotations

import types
import typing
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Any, Generic, TypeVar, Union


class RuleError(ValueError):
    """A rule file says something the loader must not accept; names file, section and row."""


class RuleNotInForce(LookupError):
    """No version of the rule is in force on the day asked for."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule row carries.

    ``article`` is the legal source in Chinese citation form; ``confidence`` is
    ``certain``, ``likely`` or ``unsure`` (an unsure reading is also a setting).
    ``valid_to`` is the last day in force, inclusive; None means still in force.
    """

    code: str
    zh: str
    en: str
    article: str = ""
    valid_from: date
    valid_to: date | None = None
    confidence: str = "certain"

    @property
    def version(self) -> str:
        """The version stored beside a decision: the day this row came into force."""
        return self.valid_from.isoformat()

    def name(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


CONFIDENCES = ("certain", "likely", "unsure")
R = TypeVar("R", bound=Rule)


class RuleTable(Generic[R]):
    """All versions of all rules of one section, looked up by code and day."""

    def __init__(self, rows: Iterable[R]) -> None:
        versions: dict[str, list[R]] = defaultdict(list)
        for row in rows:
            versions[row.code].append(row)
        self._versions = {
            code: tuple(sorted(rows, key=lambda row: row.valid_from)) for code, rows in versions.items()
        }
        every = [row for rows in self._versions.values() for row in rows]
        ends = {row.valid_to + timedelta(days=1) for row in every if row.valid_to not in (None, date.max)}
        self._turns = sorted({row.valid_from for row in every} | ends)
        self._standing: dict[int, tuple[R, ...]] = {}

    def __iter__(self) -> Iterator[R]:
        """The newest version of every rule, in file order."""
        return (rows[-1] for rows in self._versions.values())

    def __len__(self) -> int:
        return len(self._versions)

    def __contains__(self, code: object) -> bool:
        return code in self._versions

    def versions(self, code: str) -> tuple[R, ...]:
        """Every version of ``code``, oldest first. Raises KeyError for an unknown code."""
        return self._versions[code]

    def latest(self, code: str) -> R:
        """The newest version of ``code``. Raises KeyError for an unknown code."""
        return self._versions[code][-1]

    def at(self, code: str, on: date) -> R:
        """The version in force on ``on``. Raises KeyError or RuleNotInForce."""
        for row in self._versions[code]:
            if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to):
                return row
        raise RuleNotInForce(f"{code} is not in force on {on}")

    def at_or_earliest(self, code: str, on: date) -> tuple[R, bool]:
        """The version in force on ``on``; before the earliest, the earliest and True."""
        first = self._versions[code][0]
        if on < first.valid_from:
            return first, True
        return self.at(code, on), False

    def in_force(self, on: date) -> tuple[R, ...]:
        """Every rule in force on ``on``, in file order; put together once between two days of change."""
        since = bisect_right(self._turns, on)
        if since not in self._standing:
            self._standing[since] = tuple(
                row
                for rows in self._versions.values()
                for row in rows
                if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
            )
        return self._standing[since]


def build_table(schema: type[R], rows: object, *, source: str) -> RuleTable[R]:
    """Check raw rows against ``schema`` and build the table.

    Raises RuleError on a row that is not a mapping, an unknown or missing key, a
    value of the wrong type, an unknown confidence, validity that ends before it
    begins, and versions of one code that overlap or leave a gap.
    """
    if not isinstance(rows, list):
        raise RuleError(f"{source}: a section is a list of rows")
    built = [_build_row(schema, row, f"{source}[{number}]") for number, row in enumerate(rows)]
    table = RuleTable(built)
    for code in {row.code for row in built}:
        _check_versions(table.versions(code), f"{source}: {code}")
    return table


def _check_versions(rows: tuple[Rule, ...], where: str) -> None:
    for row in rows:
        if row.confidence not in CONFIDENCES:
            raise RuleError(f"{where}: confidence {row.confidence!r} is none of {', '.join(CONFIDENCES)}")
        if row.valid_to is not None and row.valid_to < row.valid_from:
            raise RuleError(f"{where}: valid_to {row.valid_to} is before valid_from {row.valid_from}")
    for older, newer in pairwise(rows):
        if older.valid_to is None or older.valid_to >= newer.valid_from:
            raise RuleError(f"{where}: versions from {older.valid_from} and {newer.valid_from} overlap")
        if older.valid_to + timedelta(days=1) != newer.valid_from:
            raise RuleError(f"{where}: gap between {older.valid_to} and {newer.valid_from}")


def _build_row(schema: type[R], row: object, where: str) -> R:
    if not isinstance(row, Mapping):
        raise RuleError(f"{where}: a row is a mapping")
    return typing.cast(R, _build(schema, row, f"{where} {row.get('code', '')}".strip()))


def _build(schema: type[Any], row: Mapping[str, object], where: str) -> Any:
    hints, known = _shape(typing.cast(Hashable, schema))
    unknown = sorted(set(row) - set(known))
    if unknown:
        raise RuleError(f"{where}: unknown key {', '.join(unknown)}")
    values = {}
    for name, field in known.items():
        if name in row:
            values[name] = _convert(hints[name], row[name], f"{where}.{name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise RuleError(f"{where}: missing key {name}")
    try:
        return schema(**values)
    except RuleError:
        raise
    except ValueError as error:
        raise RuleError(f"{where}: {error}") from error


@cache
def _shape(schema: Any) -> tuple[dict[str, Any], dict[str, Field[Any]]]:
    """The types and fields of a schema by name; looked up once, a section may have thousands of rows."""
    return typing.get_type_hints(schema), {field.name: field for field in fields(schema)}


def _convert(hint: Any, value: object, where: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return _convert_optional(hint, value, where)
    if origin is tuple:
        return _convert_tuple(hint, value, where)
    if origin is dict:
        return _convert_dict(hint, value, where)
    if is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise RuleError(f"{where}: expected a mapping")
        return _build(typing.cast(type[Any], hint), value, where)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError:
            allowed = ", ".join(str(member.value) for member in hint)
            raise RuleError(f"{where}: {value!r} is none of {allowed}") from None
    if type(value) is not hint:
        raise RuleError(f"{where}: {value!r} is not {getattr(hint, '__name__', hint)}")
    return value


def _convert_optional(hint: Any, value: object, where: str) -> Any:
    choices = [choice for choice in typing.get_args(hint) if choice is not type(None)]
    if value is None and len(choices) < len(typing.get_args(hint)):
        return None
    if len(choices) > 1:
        return _convert_plain(choices, value, where)
    return _convert(choices[0], value, where)


def _convert_plain(choices: list[Any], value: object, where: str) -> Any:
    """A value that may be of one of several plain types, such as a number or a word."""
    if type(value) not in choices:
        allowed = ", ".join(choice.__name__ for choice in choices)
        raise RuleError(f"{where}: {value!r} is none of {allowed}")
    return value


def _convert_tuple(hint: Any, value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise RuleError(f"{where}: expected a list")
    item = typing.get_args(hint)[0]
    return tuple(_convert(item, entry, f"{where}[{n}]") for n, entry in enumerate(value))


def _convert_dict(hint: Any, value: object, where: str) -> dict[Any, Any]:
    if not isinstance(value, Mapping):
        raise RuleError(f"{where}: expected a mapping")
    _, item = typing.get_args(hint)
    return {str(key): _convert(item, entry, f"{where}.{key}") for key, entry in value.items()}
