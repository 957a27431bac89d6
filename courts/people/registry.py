"""Navigation entries and footer facts that nouns offer to the shell of every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from courts.actors.domain import Actor, Viewer
from courts.people.models import Person

Shown = Callable[[Viewer], bool]
Count = Callable[[Viewer, date], int | None]


@dataclass(frozen=True)
class NavEntry:
    """A link of the left navigation; ``count`` may say how much waits behind it.

    ``note`` says what one does there: the start page of the group shows it. ``covers`` are addresses
    of other pages that belong to it.
    """

    group: str
    order: int
    label: Any
    path: str
    icon: str
    shown: Shown
    count: Count | None = None
    bell: bool = False
    note: Any = ""
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Burden:
    """Work a person still has on their hands. ``words`` name it, ``next_step`` says how it is handed on."""

    words: Any
    count: int
    next_step: Any


@dataclass(frozen=True)
class NavGroup:
    title: Any
    items: list[dict[str, Any]]


_GROUPS: dict[str, tuple[int, Any]] = {}
_ENTRIES: list[NavEntry] = []
_FACTS: list[Callable[[date], Any]] = []
_BURDENS: list[Callable[[UUID], Burden | None]] = []


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


def burden_from(source: Callable[[UUID], Burden | None]) -> None:
    """Offer a count of what a person still has to do; shown before an account is disabled or a post ends."""
    if source not in _BURDENS:
        _BURDENS.append(source)


def burdens(person_id: UUID) -> list[Burden]:
    """What is still on a person's hands; nothing that counts none."""
    return [found for found in (source(person_id) for source in _BURDENS) if found and found.count]


def entries(group: str, viewer: Viewer) -> list[NavEntry]:
    """What a group of the navigation offers this viewer, in order."""
    return sorted((e for e in _ENTRIES if e.group == group and e.shown(viewer)), key=lambda e: e.order)


def footer_facts(today: date) -> list[Any]:
    return [text for text in (fact(today) for fact in _FACTS) if text]


def navigation(viewer: Viewer, path: str, today: date) -> list[NavGroup]:
    """The groups and links this viewer has; the longest matching path is the current one.

    What waits behind an entry is counted afterwards (``counts``): the page does not wait for it.
    Only the bell's own number stands on the page from the start.
    """
    shown = _shown(viewer)
    covering = [(at, e.path) for e in shown for at in (e.path, *e.covers) if _covers(at, path)]
    _longest, current = max(covering, key=lambda found: len(found[0]), default=("", ""))
    groups = []
    for code, (_order, title) in sorted(_GROUPS.items(), key=lambda item: item[1][0]):
        items = [
            {
                "label": entry.label,
                "url": entry.path,
                "icon": entry.icon,
                "slot": _slot(entry) if entry.count else "",
                "count": entry.count(viewer, today) if entry.count and entry.bell else None,
                "current": entry.path == current,
                "bell": entry.bell,
            }
            for entry in shown
            if entry.group == code
        ]
        if items:
            groups.append(NavGroup(title, items))
    return groups


def counts(viewer: Viewer, today: date) -> dict[str, int]:
    """How much waits behind the viewer's entries, by the slot on the page; nothing where nothing waits."""
    asked = ((_slot(entry), entry.count) for entry in _shown(viewer) if not entry.bell)
    found = {slot: count(viewer, today) for slot, count in asked if count}
    return {slot: number for slot, number in found.items() if number}


def _shown(viewer: Viewer) -> list[NavEntry]:
    return [entry for entry in sorted(_ENTRIES, key=lambda e: e.order) if entry.shown(viewer)]


def _slot(entry: NavEntry) -> str:
    return f"waiting-{entry.path.strip('/').replace('/', '-')}"


def _covers(entry: str, path: str) -> bool:
    return path == entry or (entry != "/" and path.startswith(entry))


class AccountAct(Protocol):
    """An act on somebody's account: needs the right to administer it and a reason, is kept on the trail."""

    def __call__(self, *, person: Person, actor: Actor, reason: str) -> Any: ...


@dataclass(frozen=True)
class Accounts:
    """What the noun that keeps logins offers to whoever administers people; it stands above this one.

    ``issue_temporary_password`` answers the password, to be shown once; ``end_sessions`` and
    ``unlock`` how many; ``remove_second_factor`` whether there was one.
    """

    issue_temporary_password: AccountAct
    end_sessions: AccountAct
    unlock: AccountAct
    remove_second_factor: AccountAct
    may_manage: Callable[[Viewer, Person, date], bool]


_ACCOUNTS: list[Accounts] = []


def accounts_by(offered: Accounts) -> None:
    """Say who keeps logins; done once, in ready()."""
    _ACCOUNTS[:] = [offered]


def accounts() -> Accounts:
    """Who keeps logins. Raises IndexError before ready()."""
    return _ACCOUNTS[0]


QuotaChanged = Callable[[Person, int, Actor], None]

_QUOTA: list[QuotaChanged] = []


def on_quota_changed(receiver: QuotaChanged) -> None:
    """Run ``receiver(person, court_id, actor)`` in the transaction in which a quota term begins or ends."""
    if receiver not in _QUOTA:
        _QUOTA.append(receiver)


def quota_changed(person: Person, court_id: int, actor: Actor) -> None:
    """A judge has joined or left the quota of a court."""
    for receiver in _QUOTA:
        receiver(person, court_id, actor)
