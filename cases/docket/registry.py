"""Where upper nouns plug into the case: events, guards, tabs and work-list sources.

All of it is filled in ready(). Receivers of an event run inside the
transaction that emits it; whatever may run later goes to the outbox instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from cases.docket.models import Case
from courts.actors.domain import Actor, Viewer


class CaseEvent(Enum):
    """What may happen to a case; the name is also the verb on the trail."""

    FILED = "case_filed"
    ACCEPTED = "case_accepted"
    REFUSED = "case_refused"
    ASSIGNED = "case_assigned"
    CLOSED = "case_closed"
    CONFIRMED_OPEN = "case_confirmed_open"
    CLOCK_CHANGED = "clock_changed"
    CUSTODY_CHANGED = "custody_changed"
    FOUR_CATEGORY_ANSWERED = "four_category_answered"


Receiver = Callable[[Case, Actor], None]
ManyReceiver = Callable[[Sequence[Case], Actor], None]
Guard = Callable[[Case, Actor], None]


@dataclass(frozen=True)
class Tab:
    """A part of the case page: ``content`` gives the template its context, ``count`` its number.

    ``asks``: the tab can be asked something, and ``content`` takes the address's query besides.
    """

    code: str
    order: int
    label: Any
    template: str
    content: Callable[..., dict[str, Any]]
    count: Callable[[Case], int | None] | None = None
    asks: bool = False


@dataclass(frozen=True)
class Step:
    """A next step on the case page: lawful with its address, or locked (no ``url``) with the reason.

    ``post`` makes it a button that acts at once instead of a link to a page.
    """

    label: Any
    icon: str
    reason: Any
    url: str = ""
    post: bool = False
    primary: bool = False
    order: int = 50


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits for the viewer. ``due_on`` None means no day is set by law.

    ``kind`` is a code of ``work_kind``; ``case_id`` the case it is about, if it is about one.
    """

    title: Any
    basis: Any
    url: str
    action: Any
    due_on: date | None
    case_label: str = ""
    case_url: str = ""
    case_detail: str = ""
    kind: str = "other"
    case_id: UUID | None = None


@dataclass(frozen=True)
class Banner:
    """A remark above everything on the case page. ``tone`` is one of the note component's."""

    text: Any
    icon: str = "info"
    tone: str = "brass"
    url: str = ""
    label: Any = ""


Source = Callable[[Viewer, date], Iterable[WorkItem]]
Banners = Callable[[Case, Viewer, date], Iterable[Banner]]


@dataclass(frozen=True)
class DeskPanel:
    """A panel beside the work list: ``content`` gives the template its context."""

    code: str
    order: int
    template: str
    content: Callable[[Viewer, date], dict[str, Any]]


@dataclass(frozen=True)
class _Registries:
    receivers: dict[CaseEvent, list[Receiver]] = field(default_factory=lambda: defaultdict(list))
    at_once: dict[tuple[CaseEvent, Receiver], ManyReceiver] = field(default_factory=dict)
    guards: dict[CaseEvent, list[Guard]] = field(default_factory=lambda: defaultdict(list))
    tabs: dict[str, Tab] = field(default_factory=dict)
    panels: dict[str, Tab] = field(default_factory=dict)
    steps: list[Callable[[Case, Viewer, date], Iterable[Step]]] = field(default_factory=list)
    work: dict[Source, Callable[[Viewer, date], int] | None] = field(default_factory=dict)
    kinds: dict[str, tuple[int, Any]] = field(default_factory=dict)
    desk: dict[str, DeskPanel] = field(default_factory=dict)
    banners: list[Banners] = field(default_factory=list)
    reads: list[Callable[[UUID], Any]] = field(default_factory=list)


_ALL = _Registries()


def read_by(source: Callable[[UUID], Any]) -> None:
    """Let ``source(person_id)``, a queryset of case ids, be read by a person, sealed ones too: the body."""
    if source not in _ALL.reads:
        _ALL.reads.append(source)


def read_as_member(person_id: UUID | None) -> list[Any]:
    """The querysets of cases that a person reads as a member of a trial body."""
    return [] if person_id is None else [source(person_id) for source in _ALL.reads]


def on(event: CaseEvent, receiver: Receiver, at_once: ManyReceiver | None = None) -> None:
    """Run ``receiver(case, actor)`` in the transaction of every such event.

    ``at_once(cases, actor)`` does the same for many cases to which it happens together.
    """
    if receiver not in _ALL.receivers[event]:
        _ALL.receivers[event].append(receiver)
    if at_once is not None:
        _ALL.at_once[event, receiver] = at_once


def guard(event: CaseEvent, check: Guard) -> None:
    """Let ``check(case, actor)`` veto an event by raising Refused before it happens."""
    if check not in _ALL.guards[event]:
        _ALL.guards[event].append(check)


def tab(entry: Tab) -> None:
    """Offer a tab of the case page."""
    _ALL.tabs[entry.code] = entry


def side_panel(entry: Tab) -> None:
    """Offer a panel of the case page's right column."""
    _ALL.panels[entry.code] = entry


def steps_from(source: Callable[[Case, Viewer, date], Iterable[Step]]) -> None:
    """Offer next steps of the case page."""
    if source not in _ALL.steps:
        _ALL.steps.append(source)


def work_from(source: Source, count: Callable[[Viewer, date], int] | None = None) -> None:
    """Offer a source of the work list, bounded in itself.

    ``count`` says how many items it has without making them; without it they are made to be counted.
    """
    _ALL.work[source] = count


def work_kind(code: str, order: int, label: Any) -> None:
    """Name a kind of work, by which the work list can be narrowed."""
    _ALL.kinds[code] = (order, label)


def banners_from(source: Banners) -> None:
    """Offer remarks above the case page."""
    if source not in _ALL.banners:
        _ALL.banners.append(source)


def banners(case: Case, viewer: Viewer, today: date) -> list[Banner]:
    """What stands above the page of a case."""
    return [found for source in _ALL.banners for found in source(case, viewer, today)]


def desk_panel(entry: DeskPanel) -> None:
    """Offer a panel beside the work list."""
    _ALL.desk[entry.code] = entry


def emit(event: CaseEvent, case: Case, actor: Actor) -> None:
    """Run the receivers of an event, in the order in which they were registered."""
    for receiver in _ALL.receivers[event]:
        receiver(case, actor)


def emit_for_all(event: CaseEvent, cases: Sequence[Case], actor: Actor) -> None:
    """The same for many cases: each receiver has them all at once, or one after the other."""
    for receiver in _ALL.receivers[event]:
        together = _ALL.at_once.get((event, receiver))
        if together is not None:
            together(cases, actor)
            continue
        for case in cases:
            receiver(case, actor)


def check_guards(event: CaseEvent, case: Case, actor: Actor) -> None:
    """Ask every guard of an event; the first that objects raises Refused."""
    for check in _ALL.guards[event]:
        check(case, actor)


def tabs() -> list[Tab]:
    return sorted(_ALL.tabs.values(), key=lambda entry: entry.order)


def side_panels() -> list[Tab]:
    return sorted(_ALL.panels.values(), key=lambda entry: entry.order)


def steps(case: Case, viewer: Viewer, today: date) -> list[Step]:
    """Next steps of a case: lawful ones first, then the locked."""
    found = [step for source in _ALL.steps for step in source(case, viewer, today)]
    return sorted(found, key=lambda step: (not step.url, step.order))


def work(viewer: Viewer, today: date) -> list[WorkItem]:
    """Everything that waits for a viewer, the most urgent first; without a day last."""
    found = [item for source in _ALL.work for item in source(viewer, today)]
    return sorted(found, key=lambda item: (item.due_on is None, item.due_on or date.max))


def work_count(viewer: Viewer, today: date) -> int:
    """How many items ``work`` has."""
    return sum(
        count(viewer, today) if count else sum(1 for _item in source(viewer, today))
        for source, count in _ALL.work.items()
    )


def work_kinds() -> dict[str, Any]:
    """The names of the kinds of work, in their order."""
    return {code: label for code, (_order, label) in sorted(_ALL.kinds.items(), key=lambda kind: kind[1][0])}


def desk_panels() -> list[DeskPanel]:
    return sorted(_ALL.desk.values(), key=lambda entry: entry.order)
