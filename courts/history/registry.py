"""How the values of an event are put into words. Filled in ready() by the nouns that know their codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Words = Callable[[Any, Mapping[str, Any], str], str]
"""``words(value, data, language)``: a value in words; ``data`` is all the event holds."""

_WORDS: dict[tuple[str, str], Words] = {}


def value_words(noun: str, key: str, words: Words) -> None:
    """Say how the value under ``key`` of events of ``noun`` reads (``*`` for every noun)."""
    _WORDS[noun, key] = words


def words_for(noun: str, key: str) -> Words | None:
    """How a value reads; None when it reads as it stands."""
    return _WORDS.get((noun, key)) or _WORDS.get(("*", key))
