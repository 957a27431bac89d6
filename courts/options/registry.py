"""How the nouns that declare options are listed, and who hears of a change. Filled in ready()."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courts.actors.domain import Actor

Listener = Callable[[int, str, Actor], object]

_LISTENERS: dict[str, Listener] = {}
_TITLES: dict[str, tuple[int, Any]] = {}


def option_group(noun: str, order: int, title: Any) -> None:
    """List the options of ``noun`` (``<app>/<noun>``) under a title; groups stand in their order."""
    _TITLES[noun] = (order, title)


def group_of(noun: str) -> tuple[int, Any]:
    """Order and title of a noun's group; one that gave itself no title stands last, under its own name."""
    return _TITLES.get(noun, (1000, noun))


def on_option_changed(code: str, listener: Listener) -> None:
    """Call ``listener(court_id, code, actor)`` in the transaction that gives a court another value."""
    _LISTENERS[code] = listener


def tell_changed(court_id: int, code: str, actor: Actor) -> None:
    """Tell whoever depends on an option that a court's value is another now."""
    if code in _LISTENERS:
        _LISTENERS[code](court_id, code, actor)
