"""What the chains of each purpose draw for: who sees a draw, what is locked with it, what its result does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from assignment.draws.domain import Purpose
from assignment.draws.models import Draw
from assignment.pools.domain import RosterEntry
from cases.docket.models import Case
from courts.actors.domain import Actor, Viewer


def _own_case(draw: Draw) -> Case | None:
    return draw.case


@dataclass(frozen=True)
class Kind:
    """Draws of one purpose.

    ``visible`` is a condition on draws, ``lock`` locks what the draw is for (before the
    draw itself), ``settled`` runs in the transaction of the reveal, ``voided`` in that of
    making a draw void; draws of a kind without it are never made void. ``case_of`` is the
    case that a draw is about, for kinds that are public by their receipt code.
    """

    purpose: Purpose
    visible: Callable[[Viewer], Q]
    lock: Callable[[Draw], None]
    settled: Callable[[Draw, Actor], None]
    voided: Callable[[Draw, Actor], None] | None = None
    case_of: Callable[[Draw], Case | None] = _own_case


_KINDS: dict[str, Kind] = {}


def draw_kind(kind: Kind) -> None:
    """Offer the draws of a purpose. Filled in ready()."""
    _KINDS[kind.purpose.value] = kind


def kind_of(draw: Draw) -> Kind:
    """The kind of a draw. Raises KeyError where nobody offers its purpose."""
    return _KINDS[draw.purpose]


def kinds() -> list[Kind]:
    """Every purpose that is drawn for."""
    return list(_KINDS.values())


Names = Callable[[Collection[str]], Mapping[str, str]]

_NAMES: list[Names] = []


def names_from(source: Names) -> None:
    """Let ``source(ids)`` name those on rosters who are not people of the courts. Filled in ready()."""
    if source not in _NAMES:
        _NAMES.append(source)


def other_names(ids: Collection[str]) -> dict[str, str]:
    """The names of those ids that other nouns know."""
    return {pk: name for source in _NAMES for pk, name in source(ids).items()}


Obstacle = Callable[[Case, Actor], None]
Replaced = Callable[[Case], bool]
Waiting = Callable[[], QuerySet[Any]]

_OBSTACLES: list[Obstacle] = []
_REPLACED: dict[Replaced, Waiting | None] = {}


def before_draw(check: Obstacle) -> None:
    """Let ``check(case, actor)`` raise Refused while something must be settled before the roster is fixed."""
    if check not in _OBSTACLES:
        _OBSTACLES.append(check)


def check_obstacles(case: Case, actor: Actor) -> None:
    """Raise what stands in the way of a draw."""
    for check in _OBSTACLES:
        check(case, actor)


def replaced_by_draw(source: Replaced, listed: Waiting | None = None) -> None:
    """Let ``source(case)`` say that the handler a case has is to be replaced by a new draw.

    ``listed()`` gives the keys of all such cases, for the lists of cases to be drawn.
    """
    _REPLACED[source] = listed


def to_be_replaced(case: Case) -> bool:
    """Whether a case that has a handler is to be drawn again."""
    return any(source(case) for source in _REPLACED)


def waiting_for_replacement() -> list[QuerySet[Any]]:
    """The keys of the cases that have a handler and are to be drawn again, from each who knows some."""
    return [listed() for listed in _REPLACED.values() if listed is not None]


@dataclass(frozen=True)
class Locked:
    """What a draw was committed on. ``pool_id`` None: a sample. ``changed``: the pool had just changed."""

    roster: Sequence[RosterEntry]
    pool_id: int | None = None
    changed: bool = False


@dataclass(frozen=True)
class BeforePart:
    """A part of the draw page before the roster is locked: ``content`` is its context, None leaves it out.

    ``answered`` is what of it stays with the case once it is drawn.
    """

    order: int
    template: str
    content: Callable[[Case, Viewer, date], dict[str, Any] | None]
    answered: Callable[[Case, Viewer], dict[str, Any] | None]


Answering = Callable[..., "dict[str, Any] | None"]

_PARTS: list[BeforePart] = []
_ANSWERING: list[Answering] = []


def before_part(part: BeforePart) -> None:
    """Show something on the draw page before the roster is locked. Filled in ready()."""
    if part not in _PARTS:
        _PARTS.append(part)


def parts_before(case: Case, viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """The parts of the draw page of a case, in their order."""
    return _shown((part, part.content(case, viewer, today)) for part in _PARTS)


def parts_answered(case: Case, viewer: Viewer) -> list[dict[str, Any]]:
    """What was answered before the draws of a case, in the same order."""
    return _shown((part, part.answered(case, viewer)) for part in _PARTS)


def _shown(parts: Iterable[tuple[BeforePart, dict[str, Any] | None]]) -> list[dict[str, Any]]:
    listed = sorted(parts, key=lambda pair: pair[0].order)
    return [{"template": part.template, "part": said} for part, said in listed if said is not None]


def answer_related_by(answer: Answering) -> None:
    """Let ``answer(case_id=, take=, decline=, actor=)`` settle the related cases of one that is to be drawn.

    What it returns takes the place of the draw: the case has its judge. None: it is drawn.
    """
    _ANSWERING[:] = [answer]


def answer_related(*, case_id: Any, take: Any, decline: str, actor: Actor) -> dict[str, Any] | None:
    """Answer the related cases of one in the same call as its draw."""
    return _ANSWERING[0](case_id=case_id, take=take, decline=decline, actor=actor) if _ANSWERING else None


Telling = Callable[[Case], Any]

_TOLD: dict[str, Telling] = {}


def tell_in_snapshot(name: str, source: Telling) -> None:
    """Put what ``source(case)`` says under a key of its own into the snapshots of a case, if anything.

    Canonical JSON, no number of another case and no name: snapshots are public.
    """
    _TOLD[name] = source


def told_of(case: Case) -> dict[str, Any]:
    """What other nouns put into the snapshot of a case."""
    return {name: said for name, source in _TOLD.items() if (said := source(case))}


Watcher = Callable[[Draw, Locked], None]
Ended = Callable[[Draw], None]

_WATCHERS: list[Watcher] = []
_ENDED: list[Ended] = []


def watch_draws(committed: Watcher, ended: Ended) -> None:
    """Let ``committed(draw, locked)`` and ``ended(draw)`` (result or void) run in the draw's transactions."""
    if committed not in _WATCHERS:
        _WATCHERS.append(committed)
        _ENDED.append(ended)


def committed(draw: Draw, locked: Locked) -> None:
    """A draw was committed."""
    for watcher in _WATCHERS:
        watcher(draw, locked)


def ended(draw: Draw) -> None:
    """A draw has its result, or is void."""
    for watcher in _ENDED:
        watcher(draw)
