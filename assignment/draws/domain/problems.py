"""What can be wrong with a published draw; the sentences are rows of ``rules.yaml``, section ``problems``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from courts.rulebook.domain import Rule, RuleTable


@dataclass(frozen=True, kw_only=True)
class ProblemRule(Rule):
    """A finding of the checks. ``sentence_*`` may hold {draw_no} and {detail}."""

    sentence_zh: str
    sentence_en: str


class Verdict(StrEnum):
    """What a check comes to, in the words that program, browser and command have in common."""

    VERIFIED = "复核通过 VERIFIED"
    PARTLY = "部分复核 PARTLY VERIFIED"
    NOT_VERIFIED = "复核未通过 NOT VERIFIED"


def verdict(problems: int, unchecked: int) -> Verdict:
    """What cannot be checked is never called verified."""
    if problems:
        return Verdict.NOT_VERIFIED
    return Verdict.PARTLY if unchecked else Verdict.VERIFIED


@dataclass(frozen=True)
class Problem:
    """One finding: its code, the draw it is about, and the field or value in question."""

    code: str
    draw_no: int | None = None
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code} draw {self.draw_no if self.draw_no is not None else '?'}: {self.detail}"


def describe(problem: Problem, rules: RuleTable[ProblemRule], language: str) -> str:
    """The finding as a sentence in ``zh`` or ``en``."""
    rule = rules.latest(problem.code)
    sentence = rule.sentence_en if language.startswith("en") else rule.sentence_zh
    number = "?" if problem.draw_no is None else str(problem.draw_no)
    return sentence.format(draw_no=number, detail=problem.detail)
