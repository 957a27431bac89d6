"""Geometry of the limit's ruler: days on a line become points on a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WIDTH = 734.0
LEFT, RIGHT = 17.0, 17.0
TEXT_ROWS = (18, 64)
_WIDE, _NARROW, _GAP = 12.0, 6.8, 6.0


@dataclass(frozen=True)
class Mark:
    """A day with its words. ``kind``: start, step, warn, request, now or end."""

    on: date
    label: str
    kind: str = "step"


@dataclass(frozen=True)
class Span:
    """Days that do not count, both ends included."""

    from_on: date
    to_on: date
    label: str


@dataclass(frozen=True)
class Point:
    """A mark placed: ``x`` of its tick, and where its words stand (``row`` 0: no room for them)."""

    x: float
    text_x: float
    row: int
    anchor: str
    label: str
    kind: str


@dataclass(frozen=True)
class Stretch:
    """A span or a part of the line placed."""

    x: float
    width: float
    label: str = ""

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Ruler:
    """Everything the drawing needs, in units of its view box (734 wide)."""

    run: Stretch
    ahead: Stretch
    late: Stretch
    spans: tuple[Stretch, ...]
    points: tuple[Point, ...]


def lay_out(*, start: date, end: date, today: date, marks: Iterable[Mark], spans: Iterable[Span]) -> Ruler:
    """Place a limit from ``start`` to ``end`` (the line goes on to ``today`` once it is over).

    Raises ValueError when ``end`` is before ``start``.
    """
    if end < start:
        raise ValueError("a limit cannot end before it starts")
    last = max(end, today)
    days = max((last - start).days, 1)
    unit = (WIDTH - LEFT - RIGHT) / days

    def at(day: date) -> float:
        return round(LEFT + (min(max(day, start), last) - start).days * unit, 1)

    def stretch(span: Span) -> Stretch:
        first = at(span.from_on)
        return Stretch(first, round(max(at(span.to_on) - first, 2.0), 1), span.label)

    now, over = at(today), at(end)
    off = tuple(stretch(span) for span in spans)
    return Ruler(
        run=Stretch(LEFT, round(min(now, over) - LEFT, 1)),
        ahead=Stretch(now, round(max(over - now, 0.0), 1)),
        late=Stretch(over, round(max(now - over, 0.0), 1)),
        spans=off,
        points=_place([(at(mark.on), mark) for mark in marks], off),
    )


def _place(marks: list[tuple[float, Mark]], off: tuple[Stretch, ...]) -> tuple[Point, ...]:
    """Words go above or below the line; where both are taken the mark keeps only its tick."""
    taken: tuple[list[tuple[float, float]], ...] = (
        [_extent(span.middle, span.label, "middle") for span in off],
        [],
    )
    points = []
    for x, mark in sorted(marks, key=_weight):
        half = _length(mark.label) / 2
        anchor = "start" if x < half else "end" if x + half > WIDTH else "middle"
        text_x = {"start": LEFT, "middle": x, "end": WIDTH}[anchor]
        mine = _extent(text_x, mark.label, anchor)
        wanted = (1, 0) if mark.kind in ("now", "end", "step") else (0, 1)
        row = next((row for row in wanted if not any(_overlap(mine, other) for other in taken[row])), None)
        if row is not None:
            taken[row].append(mine)
        points.append(Point(x, text_x, 0 if row is None else TEXT_ROWS[row], anchor, mark.label, mark.kind))
    return tuple(sorted(points, key=lambda point: point.x))


def _weight(placed: tuple[float, Mark]) -> tuple[int, float]:
    order = ("start", "now", "end", "request", "warn")
    kind = placed[1].kind
    return (order.index(kind) if kind in order else len(order), placed[0])


def _length(label: str) -> float:
    return sum(_WIDE if character > "\u2e80" else _NARROW for character in label)


def _extent(x: float, label: str, anchor: str) -> tuple[float, float]:
    length = _length(label)
    left = {"start": x, "middle": x - length / 2, "end": x - length}[anchor]
    return (left, left + length)


def _overlap(mine: tuple[float, float], other: tuple[float, float]) -> bool:
    return mine[0] < other[1] + _GAP and other[0] < mine[1] + _GAP
