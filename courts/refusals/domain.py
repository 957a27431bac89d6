"""The one way to say no.

``Refused`` means that a rule forbids what was asked; its row in a noun's rule
file holds the sentence, the article and the lawful next step. ``InvalidInput``
means that the input is malformed: nothing was forbidden, a field must be mended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from courts.rulebook.domain import Rule


class Level(Enum):
    """``refuse`` stops the act; ``warn`` lets it pass and is kept on the trail."""

    REFUSE = "refuse"
    WARN = "warn"


@dataclass(frozen=True, kw_only=True)
class RefusalRule(Rule):
    """A row of a ``refusals`` section: what the user reads when a rule says no."""

    level: Level = Level.REFUSE
    sentence_zh: str
    sentence_en: str
    next_zh: str
    next_en: str


class Refused(Exception):
    """A rule forbids the act. ``params`` fill the placeholders of its sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class InvalidInput(Exception):
    """Input that cannot be read: field name -> messages. Nothing has been saved."""

    def __init__(self, errors: Mapping[str, Sequence[str] | str]) -> None:
        self.errors = {
            name: [messages] if isinstance(messages, str) else [str(m) for m in messages]
            for name, messages in errors.items()
        }
        super().__init__(self.errors)


class NotVisible(LookupError):
    """The thing does not exist or may not be seen: shown as 404, never as 403."""


@dataclass(frozen=True)
class Sentence:
    """A refusal or warning ready to be shown in one language."""

    code: str
    title: str
    detail: str
    article: str
    next_step: str
    level: Level
    params: dict[str, Any] = field(default_factory=dict)


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


class _Open(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def outline(rule: RefusalRule, language: str) -> Sentence:
    """The rule as it stands in the catalogue: … where a case would put its own facts."""
    english = language.startswith("en")
    return Sentence(
        code=rule.code,
        title=rule.name(language),
        detail=(rule.sentence_en if english else rule.sentence_zh).format_map(_Open()),
        article=rule.article,
        next_step=(rule.next_en if english else rule.next_zh).format_map(_Open()),
        level=rule.level,
    )


def mentions(rule: RefusalRule, words: Sequence[str]) -> bool:
    """Whether every word stands in the rule's code, article or texts, in either language and any case."""
    said = (rule.code, rule.article, rule.zh, rule.en, rule.sentence_zh, rule.sentence_en)
    whole = "\n".join((*said, rule.next_zh, rule.next_en)).casefold()
    return all(word.casefold() in whole for word in words)


def phrase(rule: RefusalRule, params: Mapping[str, Any], language: str) -> Sentence:
    """Fill the rule's sentence with ``params`` in ``zh`` or ``en``; a rule among them shows its name.

    ``basis`` among them is the article that forbids this very act; it stands in the place of the rule's own.
    """
    english = language.startswith("en")
    values = _Blank({key: _shown(value, language) for key, value in params.items()})
    detail = rule.sentence_en if english else rule.sentence_zh
    following = rule.next_en if english else rule.next_zh
    return Sentence(
        code=rule.code,
        title=rule.name(language),
        detail=detail.format_map(values),
        article=str(params.get("basis") or rule.article),
        next_step=following.format_map(values),
        level=rule.level,
        params=dict(params),
    )


def _shown(value: Any, language: str) -> str:
    if isinstance(value, Rule):
        return value.name(language)
    if isinstance(value, (list, tuple)):
        between = ", " if language.startswith("en") else "、"
        return between.join(_shown(entry, language) for entry in value)
    return str(value)
