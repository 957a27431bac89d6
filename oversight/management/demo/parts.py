"""Parts of the demo that upper apps add, made after the cases in their order. Filled in ready()."""

from __future__ import annotations

from collections.abc import Callable

from oversight.management.demo.days import Days
from oversight.management.demo.staff import Staffed

Part = Callable[[int, list[Staffed], Days], None]

_PARTS: dict[Part, int] = {}


def demo_part(order: int, part: Part) -> None:
    """Make ``part(seed, staff, days)`` with the demo."""
    _PARTS[part] = order


def parts() -> list[Part]:
    """The parts in their order."""
    return sorted(_PARTS, key=lambda part: _PARTS[part])
