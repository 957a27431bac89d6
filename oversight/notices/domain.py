"""Notices: the kinds of things people are told of, as rows of the rule file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courts.rulebook.domain import Rule


@dataclass(frozen=True, kw_only=True)
class NoticeKind(Rule):
    """A row of ``kinds``. The sentence's placeholders are filled from the notice's words.

    ``path`` is where the notice leads, with ``{subject}`` or ``{case}`` in it.
    """

    icon: str
    path: str
    sentence_zh: str
    sentence_en: str

    def sentence(self, words: Mapping[str, Any], language: str) -> str:
        """The sentence in a language; a word kept in two languages is said in this one."""
        english = language.startswith("en")
        said = {
            name: value["en" if english else "zh"] if isinstance(value, Mapping) else value
            for name, value in words.items()
        }
        return (self.sentence_en if english else self.sentence_zh).format_map(_Blank(said))


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"
