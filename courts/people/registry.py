"""Navigation entries and footer facts that nouns offer to the shell of every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from courts.actors.domain import Viewer

Shown = Callable[[Viewer], bool]
Count = Callable[[Viewer, date], int | None]


@dataclass(frozen=True)
class NavEntry:
    """A link of the left navigation; ``count`` may say how much waits behind it."""

    group: str
    order: int
    label: Any
    path: str
    icon: str
    shown: Shown
    count: Count | None = None
    bell: bool = False


@dataclass(frozen=True)
class NavGroup:
    title: Any
    items: list[dict[str, Any]]


_GROUPS: dict[str, tuple[int, Any]] = {}
_ENTRIES: list[NavEntry] = []
_FACTS: list[Callable[[date], Any]] = []


def nav_group(code: str, order: int, title: Any) -> None:
    """Declare a group of the navigation; groups stand in their order."""
    _GROUPS[code] = (order, title)


def nav_entry(entry: NavEntry) -> None:
    """Offer an entry; entries of one path replace each other, so ready() may run twice."""
    _ENTRIES[:] = [kept for kept in _ENTRIES if kept.path != entry.path] + [entry]


def footer_fact(fact: Callable[[date], Any]) -> None:
    """Offer a short fact for the foot of every page, such as the calendar's state."""
    if fact not in _FACTS:
        _FACTS.append(fact)


def footer_facts(today: date) -> list[Any]:
    return [text for text in (fact(today) for fact in _FACTS) if text]


def navigation(viewer: Viewer, path: str, today: date) -> list[NavGroup]:
    """The groups and links this viewer has; the longest matching path is the current one."""
    shown = [entry for entry in sorted(_ENTRIES, key=lambda e: e.order) if entry.shown(viewer)]
    current = max((e.path for e in shown if _covers(e.path, path)), key=len, default="")
    groups = []
    for code, (_order, title) in sorted(_GROUPS.items(), key=lambda item: item[1][0]):
        items = [
            {
                "label": entry.label,
                "url": entry.path,
                "icon": entry.icon,
                "count": entry.count(viewer, today) if entry.count else None,
                "current": entry.path == current,
                "bell": entry.bell,
            }
            for entry in shown
            if entry.group == code
        ]
        if items:
            groups.append(NavGroup(title, items))
    return groups


def _covers(entry: str, path: str) -> bool:
    return path == entry or (entry != "/" and path.startswith(entry))
