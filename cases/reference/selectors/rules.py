"""Case types, limit rules and disposals as they are looked up: those of a day, with what goes with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from cases.docket.domain import Disposal, Ending, Word
from cases.docket.selectors import disposals, endings, words
from cases.limits.domain import LimitRule, NoLimit, rules_for
from cases.limits.selectors import law, no_limits
from cases.numbers.domain import CaseType
from cases.numbers.selectors import case_types
from courts.rulebook.domain import Rule, RuleTable

R = TypeVar("R", bound=Rule)


@dataclass(frozen=True)
class Course:
    """One procedure of a case type: the limits that may govern it, or why there is none, and its endings."""

    procedure: Word
    limits: tuple[LimitRule, ...]
    without: NoLimit | None
    endings: tuple[Ending, ...]


def fitting(rows: Iterable[R], text: str) -> list[R]:
    """The rows with every word of ``text`` in code, names or article; all for an empty text."""
    wanted = text.casefold().split()
    return [row for row in rows if all(word in _haystack(row) for word in wanted)]


def _haystack(row: Rule) -> str:
    return "\n".join((row.code, row.zh, row.en, row.article)).casefold()


def in_force(table: RuleTable[R], on: date, *, ended: bool = False) -> list[R]:
    """The rows of a day; with ``ended`` the newest of every row there ever was."""
    return list(table) if ended else list(table.in_force(on))


def case_type_rows(on: date, text: str = "", *, ended: bool = False) -> list[CaseType]:
    """Case types in the order of the code list."""
    return fitting(in_force(case_types(), on, ended=ended), text)


def limit_rows(on: date, text: str = "", case_type: str = "", *, ended: bool = False) -> list[LimitRule]:
    """Limit rules in the order of the file; of one case type where a code is given."""
    rows = fitting(in_force(law().rules, on, ended=ended), text)
    return [rule for rule in rows if not case_type or case_type in rule.type_codes]


def disposal_rows(on: date, text: str = "", family: str = "", *, ended: bool = False) -> list[Disposal]:
    """Disposals by group, in the order of the file; of one family of case types where it is given."""
    order = [group.code for group in words("disposal_groups")]
    rows = fitting(in_force(disposals(), on, ended=ended), text)
    kept = [row for row in rows if not family or any(family in use.families for use in row.uses)]
    return sorted(kept, key=lambda row: order.index(row.group))


def courses(case_type: CaseType, on: date) -> list[Course]:
    """Each procedure of a case type with its limits and endings on the day, the usual procedure first."""
    return [_course(case_type.code, procedure, on) for procedure in case_type.procedures]


def _course(code: str, procedure: str, on: date) -> Course:
    limits = rules_for(law().rules, code, procedure, on)
    without = next((row for row in no_limits() if row.covers(code, procedure)), None)
    return Course(words("procedures").latest(procedure), limits, without, endings(code, procedure, on))
