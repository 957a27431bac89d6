"""Reading options: a court's own value, else the default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from courts.options.domain import OptionKind, OptionRule, Value
from courts.options.models import CourtOption
from courts.reads.selectors import Read, Rows, among
from courts.rulebook.domain import RuleError, RuleTable
from courts.rulebook.selectors import declared, load


@dataclass(frozen=True)
class OptionState:
    """An option as it stands in one court. ``own`` is the court's row, None while the default holds."""

    noun: str
    rule: OptionRule
    value: Value
    own: CourtOption | None

    @property
    def since(self) -> datetime | None:
        return self.own.since if self.own else None


@cache
def _catalogue() -> tuple[RuleTable[OptionRule], dict[str, str]]:
    rows: list[OptionRule] = []
    owners: dict[str, str] = {}
    for (noun, section), schema in declared().items():
        if schema is not OptionRule:
            continue
        for row in load(noun, section, OptionRule):
            if owners.setdefault(row.code, noun) != noun:
                raise RuleError(f"{row.code} stands in {owners[row.code]} and in {noun}")
            rows.append(row)
    return RuleTable(rows), owners


def option_rules() -> RuleTable[OptionRule]:
    """Every option of every noun. Raises RuleError when two nouns use one code."""
    return _catalogue()[0]


def noun_of(code: str) -> str:
    """The noun (``<app>/<noun>``) that declares an option. Raises KeyError for an unknown code."""
    return _catalogue()[1][code]


def option(court_id: int | None, code: str) -> Value:
    """The court's own value, else the default; always the default for no court.

    A stored value that the row no longer allows counts as not set. Raises KeyError
    for an unknown code: a programming error.
    """
    rule = option_rules().latest(code)
    found = CourtOption.objects.filter(court=court_id, code=code).values_list("value", flat=True).first()
    own = rule.read(found)
    return rule.default if own is None else own


def values_of(court_id: int | None, codes: Iterable[str]) -> dict[str, Value]:
    """Several options of a court in one read: own value, else the default. Raises KeyError."""
    wanted = {code: option_rules().latest(code) for code in codes}
    rows = [] if court_id is None else _VALUES.all(court_id=court_id, codes=list(wanted))
    own = {row.code: wanted[row.code].read(row.value) for row in rows}
    return {code: rule.default if (mine := own.get(code)) is None else mine for code, rule in wanted.items()}


def _values(court_id: int, codes: list[str]) -> Rows:
    return CourtOption.objects.filter(court_id=court_id, code__in=among(codes, "text"))


_VALUES = Read(_values, court_id=int, codes=list)


def own_values(code: str) -> dict[int, Value]:
    """The courts that set an option, with their values: for work over many courts. Raises KeyError."""
    rule = option_rules().latest(code)
    rows = CourtOption.objects.filter(code=code).values_list("court_id", "value")
    return {court_id: value for court_id, value in rows if rule.allows(value)}


def options_of(court_id: int) -> list[OptionState]:
    """Every option as it stands in a court, in the order of the rule files."""
    own = {row.code: row for row in CourtOption.objects.filter(court_id=court_id)}
    return [_state(rule, own.get(rule.code)) for rule in option_rules()]


def _state(rule: OptionRule, own: CourtOption | None) -> OptionState:
    stands = own if own is not None and rule.allows(own.value) else None
    return OptionState(noun_of(rule.code), rule, stands.value if stands else rule.default, stands)


def option_state(court_id: int, code: str) -> OptionState:
    """One option as it stands in a court. Raises KeyError for an unknown code."""
    return _state(
        option_rules().latest(code), CourtOption.objects.filter(court_id=court_id, code=code).first()
    )


def value_in_words(rule: OptionRule, value: object, language: str) -> str:
    """A value as people read it: with its unit, yes or no, the name of a choice."""
    if rule.kind is OptionKind.BOOLEAN:
        return _("是") if value else _("否")
    if rule.kind is OptionKind.CHOICE:
        return rule.choice_name(value, language)
    return f"{value} {rule.unit(language)}".strip()


def told_option(value: object, data: Mapping[str, Any], language: str) -> str:
    """An option's code on the trail, by its name."""
    code = str(value)
    return option_rules().latest(code).name(language) if code in option_rules() else code


def told_value(value: object, data: Mapping[str, Any], language: str) -> str:
    """An option's value on the trail, in words of the option it belongs to."""
    code = str(data.get("option"))
    return (
        value_in_words(option_rules().latest(code), value, language) if code in option_rules() else str(value)
    )
