"""Whether a bundle read from outside has the shape of a bundle, before anything is computed from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from assignment.draws.domain import protocol
from assignment.draws.domain.states import Status

Test = Callable[[Any], bool]
_HEX64 = re.compile(r"[0-9a-f]{64}")
_HEX = re.compile(r"([0-9a-f]{2})*")
_DIGITS = re.compile(r"[0-9]{0,32}")


def _matches(pattern: re.Pattern[str]) -> Test:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _at_least(least: int) -> Test:
    return lambda value: type(value) is int and value >= least


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _filled(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _null(value: Any) -> bool:
    return value is None


def _draw_number(value: Any) -> bool:
    return type(value) is int and 1 <= value <= protocol.MAX_CHAIN


hex64 = _matches(_HEX64)
_SNAPSHOT: dict[str, Test] = {
    "alg": lambda value: bool(value == protocol.ALG),
    "attempt": _at_least(1),
    "case": _filled,
    "court": _filled,
    "draw_no": _draw_number,
    "prev_draw": hex64,
    "roster": lambda value: isinstance(value, list) and bool(value),
}
_SNAPSHOT_OPTIONAL: dict[str, Test] = {
    "band": _at_least(0),
    "beacon_name": _text,
    "chain": lambda value: isinstance(value, Mapping) and not _wrong(value, _CHAIN),
    "next_anchor": lambda value: value == "" or hex64(value),
}
_CHAIN: dict[str, Test] = {"court": _filled, "purpose": _filled, "year": _at_least(1)}
_ROW: dict[str, Test] = {
    "id": _filled,
    "eligible": lambda value: type(value) is bool,
    "reason": _text,
    "weight": _at_least(0),
}
_ROW_OPTIONAL: dict[str, Test] = {"load": _at_least(0), "share": _at_least(0), "reentry_load": _at_least(0)}
_HEAD: dict[str, Test] = {
    "snapshot_hash": hex64,
    "anchor": hex64,
    "draw_no": _draw_number,
    "beacon": _matches(_HEX),
}
_NO_PICK: dict[str, Test] = dict.fromkeys(("seed", "total_weight", "counter", "x", "winner"), _null)
_BY_STATUS: dict[str, dict[str, Test]] = {
    Status.COMMITTED: {"reveal": _null, "nonce": _null} | _NO_PICK,
    Status.NONCE_FIXED: {"reveal": _null, "nonce": _matches(_DIGITS)} | _NO_PICK,
    Status.VOID: {"reveal": hex64, "nonce": _matches(_DIGITS)} | _NO_PICK,
    Status.RESULT: {
        "reveal": hex64,
        "nonce": _matches(_DIGITS),
        "seed": hex64,
        "total_weight": _at_least(1),
        "counter": _at_least(0),
        "x": _at_least(0),
        "winner": _filled,
    },
}
_WITHHELD: dict[str, Test] = {
    "chain": lambda value: isinstance(value, Mapping) and not _wrong(value, _CHAIN),
    "next_anchor": lambda value: value == "" or hex64(value),
    "winner": _null,
}


def misshapen_withheld(row: object) -> list[str]:
    """The same of the row of a draw whose snapshot is withheld."""
    status = row.get("status") if isinstance(row, Mapping) else None
    if not isinstance(row, Mapping) or not isinstance(status, str) or status not in _BY_STATUS:
        return ["status"]
    return _wrong(row, _HEAD | _BY_STATUS[status] | _WITHHELD)


def misshapen(bundle: object) -> list[str]:
    """The names of the fields that are missing or of the wrong shape; empty: the bundle can be checked."""
    if not isinstance(bundle, Mapping):
        return ["bundle"]
    status = bundle.get("status")
    if not isinstance(status, str) or status not in _BY_STATUS:
        return ["status"]
    wrong = _wrong(bundle, _HEAD | _BY_STATUS[status])
    snapshot = bundle.get("snapshot")
    if not isinstance(snapshot, Mapping):
        return [*wrong, "snapshot"]
    inside = _wrong(snapshot, _SNAPSHOT, _SNAPSHOT_OPTIONAL)
    if "roster" not in inside:
        inside += _wrong_rows(snapshot["roster"])
    if not inside and not _hashable(snapshot):
        return [*wrong, "snapshot"]
    return wrong + [f"snapshot.{name}" for name in inside]


def _wrong_rows(rows: list[Any]) -> list[str]:
    wrong = []
    for number, row in enumerate(rows):
        bad = _wrong(row, _ROW, _ROW_OPTIONAL) if isinstance(row, Mapping) else ["row"]
        wrong += [f"roster[{number}].{name}" for name in bad]
    return wrong


def _wrong(
    given: Mapping[str, Any], needed: Mapping[str, Test], optional: Mapping[str, Test] | None = None
) -> list[str]:
    wrong = [name for name, test in needed.items() if name not in given or not test(given[name])]
    present = {name: test for name, test in (optional or {}).items() if name in given}
    return wrong + [name for name, test in present.items() if not test(given[name])]


def _hashable(snapshot: Mapping[str, Any]) -> bool:
    try:
        protocol.canonical_json(snapshot)
    except (ValueError, RecursionError):
        return False
    return True
