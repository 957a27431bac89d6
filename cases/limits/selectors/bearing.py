"""Which readings of the law a court follows where it is open, and which of them bear on a limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.limits.domain import Category, Holiday, LimitRule, StartEvent
from cases.limits.selectors.ledger import OPTIONS
from cases.limits.selectors.reading import law
from courts.options.domain import OptionRule
from courts.options.selectors import option_rules, value_in_words, values_of

UNMOVED = (Holiday.NO_SHIFT, Holiday.NONE)
PUBLIC = (Category.ADMINISTRATIVE, Category.NON_LITIGATION)


@dataclass(frozen=True)
class Reading:
    """A reading in force. ``own``: the court reads the law otherwise than recommended."""

    rule: OptionRule
    words: str
    recommended: str
    own: bool


def readings_in_words(court_id: int, rule: LimitRule, language: str) -> list[Reading]:
    """The readings of a court that bear on limits under ``rule``, in the order of the rule file."""
    values = values_of(court_id, OPTIONS)
    found = []
    for code in OPTIONS:
        if not BEARS[code](rule):
            continue
        row, value = option_rules().latest(code), values[code]
        usual = value_in_words(row, row.default, language)
        found.append(Reading(row, value_in_words(row, value, language), usual, value != row.default))
    return found


def _stretched(rule: LimitRule) -> bool:
    return any(step.span is not None and not step.replaces for step in rule.extensions)


def _half_months(rule: LimitRule) -> bool:
    spans = [rule.base, *(step.span for step in rule.extensions)]
    return any(span is not None and span.months and span.half_months for span in spans)


def _shifts_civil(rule: LimitRule) -> bool:
    apart = (Category.CRIMINAL, *PUBLIC)
    return rule.category not in apart and rule.holiday not in UNMOVED


def _shifts_public(rule: LimitRule) -> bool:
    return rule.category in PUBLIC and rule.holiday not in UNMOVED


def _reads_file(rule: LimitRule) -> bool:
    return any(ground.cut_at_cap and ground.admits(rule) for ground in law().grounds)


def _from_petition(rule: LimitRule) -> bool:
    return rule.starts_from is StartEvent.PETITION


def _limited(rule: LimitRule) -> bool:
    return rule.base is not None


BEARS: dict[str, Callable[[LimitRule], Any]] = {
    "LIMIT-INTERVAL": _limited,
    "LIMIT-EXTENSION": _stretched,
    "LIMIT-HALF-MONTH": _half_months,
    "LIMIT-WARN": _limited,
    "LIMIT-SHIFT-CIVIL": _shifts_civil,
    "LIMIT-SHIFT-ADMINISTRATIVE": _shifts_public,
    "LIMIT-X13-EXCESS": _reads_file,
    "LIMIT-APPEAL-START": _from_petition,
}
