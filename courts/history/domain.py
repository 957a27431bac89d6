"""The history of settings: which business events of the trail it shows, and how a change reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courts.rulebook.domain import Rule

ASIDE = frozenset({"before", "after", "reason"})


@dataclass(frozen=True, kw_only=True)
class Subject(Rule):
    """A row of ``subjects``: a noun of the trail whose events are settings; ``code`` is the noun.

    ``without`` are events of the noun that set nothing, such as a login.
    """

    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One thing an event held. ``changed`` says that it turned from ``before`` into ``after``."""

    key: str
    before: Any
    after: Any
    changed: bool


def lines(data: Mapping[str, Any]) -> list[Line]:
    """An event's content line by line: what turned into what, then what merely stands there.

    ``before`` and ``after`` hold one value each, or mappings of the same keys; a key
    whose value stayed the same is no change and is left out.
    """
    found = [
        Line(key, None, value, False) for key, value in data.items() if key not in ASIDE and _says(value)
    ]
    if "before" not in data and "after" not in data:
        return found
    before, after = data.get("before"), data.get("after")
    if not isinstance(before, Mapping) and not isinstance(after, Mapping):
        return [*found, Line("value", before, after, True)]
    old: Mapping[str, Any] = before if isinstance(before, Mapping) else {}
    new: Mapping[str, Any] = after if isinstance(after, Mapping) else {}
    turned = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return found + [Line(key, old.get(key), new.get(key), True) for key in turned]


def _says(value: Any) -> bool:
    return value not in (None, "", [], {})
