"""The catalogue of all refusals and warnings."""

from __future__ import annotations

from functools import cache

from courts.refusals.domain import RefusalRule, Refused, Sentence, phrase
from courts.rulebook.domain import RuleError, RuleTable
from courts.rulebook.selectors import declared, load


@cache
def catalogue() -> RuleTable[RefusalRule]:
    """Every refusal row of every noun; RuleError when two nouns use one code."""
    rows: list[RefusalRule] = []
    owners: dict[str, str] = {}
    for (noun, section), schema in declared().items():
        if schema is not RefusalRule:
            continue
        for row in load(noun, section, RefusalRule):
            if owners.setdefault(row.code, noun) != noun:
                raise RuleError(f"{row.code} stands in {owners[row.code]} and in {noun}")
            rows.append(row)
    return RuleTable(rows)


def explain(refused: Refused, language: str) -> Sentence:
    """What the user reads. Raises KeyError when the code has no row: a programming error."""
    return phrase(catalogue().latest(refused.code), refused.params, language)
