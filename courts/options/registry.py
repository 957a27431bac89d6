"""The names under which the nouns that declare options are listed. Filled in ready()."""

from __future__ import annotations

from typing import Any

_TITLES: dict[str, tuple[int, Any]] = {}


def option_group(noun: str, order: int, title: Any) -> None:
    """List the options of ``noun`` (``<app>/<noun>``) under a title; groups stand in their order."""
    _TITLES[noun] = (order, title)


def group_of(noun: str) -> tuple[int, Any]:
    """Order and title of a noun's group; one that gave itself no title stands last, under its own name."""
    return _TITLES.get(noun, (1000, noun))
