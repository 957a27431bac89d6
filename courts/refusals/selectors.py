"""The catalogue of all refusals and warnings."""

from __future__ import annotations

from functools import cache

from courts.refusals.domain import RefusalRule, Refused, Sentence, mentions, phrase
from courts.rulebook.domain import RuleError, RuleTable
from courts.rulebook.selectors import declared, load


@cache
def catalogue() -> RuleTable[RefusalRule]:
    """Every refusal row of every noun; RuleError when two nouns use one code."""
    owners: dict[str, str] = {}
    for noun, rows in by_noun().items():
        for row in rows:
            if owners.setdefault(row.code, noun) != noun:
                raise RuleError(f"{row.code} stands in {owners[row.code]} and in {noun}")
    return RuleTable(row for rows in by_noun().values() for row in rows)


def by_noun() -> dict[str, RuleTable[RefusalRule]]:
    """The refusal rows of each noun that has any, in the order they were declared."""
    return {
        noun: load(noun, section, RefusalRule)
        for (noun, section), schema in declared().items()
        if schema is RefusalRule
    }


def searched(text: str = "", level: str = "", noun: str = "") -> dict[str, list[RefusalRule]]:
    """By noun the rows that mention every word of ``text``, narrowed by level and noun where given."""
    words = text.split()
    return {
        owner: found
        for owner, rows in by_noun().items()
        if noun in ("", owner)
        and (found := [row for row in rows if level in ("", row.level.value) and mentions(row, words)])
    }


def explain(refused: Refused, language: str) -> Sentence:
    """What the user reads. Raises KeyError when the code has no row: a programming error."""
    return phrase(catalogue().latest(refused.code), refused.params, language)
