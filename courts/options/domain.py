"""Options: what the law leaves to each court, within the bounds its row allows.

A number the law itself fixes is no option: only what a noun declares in the
``options`` section of its rule file can be set by a court.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from courts.rulebook.domain import Rule

Value = int | bool | str


class OptionKind(Enum):
    """What a court may choose: a whole number, yes or no, or one of a list."""

    INTEGER = "integer"
    BOOLEAN = "boolean"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing a court may choose of a list."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class OptionRule(Rule):
    """A row of an ``options`` section.

    ``article`` is the source that leaves it to the court; empty where it is the
    court's own matter. ``minimum`` and ``maximum`` (inclusive, in the unit) go with
    whole numbers and are required there, ``choices`` with a list. ``meaning``
    says what it decides. Raises ValueError when the row contradicts itself.
    """

    kind: OptionKind
    default: int | bool | str
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[Choice, ...] = ()
    unit_zh: str = ""
    unit_en: str = ""
    meaning_zh: str = ""
    meaning_en: str = ""

    def __post_init__(self) -> None:
        bounded = self.minimum is not None and self.maximum is not None
        if bounded != (self.kind is OptionKind.INTEGER):
            raise ValueError("minimum and maximum go with integer, and only with it")
        if bool(self.choices) != (self.kind is OptionKind.CHOICE):
            raise ValueError("choices go with choice, and only with it")
        if len({choice.code for choice in self.choices}) != len(self.choices):
            raise ValueError("a choice is listed twice")
        if not self.allows(self.default):
            raise ValueError(f"the default {self.default!r} is not among what may be set")

    def allows(self, value: object) -> bool:
        """Whether a court may set this value."""
        if self.kind is OptionKind.BOOLEAN:
            return type(value) is bool
        if self.kind is OptionKind.CHOICE:
            return value in [choice.code for choice in self.choices]
        if type(value) is not int or self.minimum is None or self.maximum is None:
            return False
        return self.minimum <= value <= self.maximum

    def read(self, text: object) -> Value | None:
        """The value that a form's or a request's text means; None when a court may not set it."""
        value: object = text
        if self.kind is OptionKind.BOOLEAN and isinstance(text, str):
            value = {"true": True, "false": False}.get(text.strip().lower())
        elif self.kind is OptionKind.INTEGER and isinstance(text, str):
            digits = text.strip().removeprefix("-")
            value = int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
        return value if isinstance(value, (int, str)) and self.allows(value) else None

    def meaning(self, language: str) -> str:
        return self.meaning_en if language.startswith("en") else self.meaning_zh

    def unit(self, language: str) -> str:
        return self.unit_en if language.startswith("en") else self.unit_zh

    def choice_name(self, value: object, language: str) -> str:
        """The name of one of the listed choices; the value itself where it is listed no more."""
        for choice in self.choices:
            if choice.code == value:
                return choice.en if language.startswith("en") else choice.zh
        return str(value)


def same(one: object, other: object) -> bool:
    """Whether two values of an option are the same: yes is not the number 1."""
    return type(one) is type(other) and one == other
