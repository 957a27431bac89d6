"""The tables an import is checked with, and its messages in words."""

from __future__ import annotations

from functools import cache

from cases.imports.domain import Message, ProcedureWord, Remark, Tables
from cases.numbers.domain import CaseType, FaultText, Grammar, Special
from courts.places.domain import Province
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

NOUN = "cases/imports"
NUMBERS = "cases/numbers"


@cache
def tables() -> Tables:
    """Everything the words of a row are checked with."""
    grammar = Grammar(
        types=load(NUMBERS, "case_types", CaseType),
        provinces=load("courts/places", "provinces", Province),
        specials=load(NUMBERS, "specials", Special),
        faults=load(NUMBERS, "faults", FaultText),
    )
    return Tables(grammar=grammar, procedures=load(NOUN, "procedure_words", ProcedureWord))


def messages() -> RuleTable[Message]:
    """What an import says about rows and files."""
    return load(NOUN, "messages", Message)


def say(remark: Remark, language: str) -> str:
    """A remark as a sentence in ``zh`` or ``en``."""
    rule = messages().latest(remark.code)
    sentence = rule.en if language.startswith("en") else rule.zh
    return sentence.format(**remark.params)
