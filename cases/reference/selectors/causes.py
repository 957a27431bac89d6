"""Causes as they are looked up: the headings of a list, what stands under one, and all about one cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases.causes.domain import Cause, CauseCategory, meaning
from cases.causes.selectors import cause_tree
from cases.limits.domain import LimitRule
from cases.limits.selectors import law
from cases.numbers.domain import CaseType, is_under
from cases.numbers.selectors import case_types

SHORT = 60
"""A list of no more causes is shown whole, a longer one by its headings."""


@dataclass(frozen=True)
class CauseRow:
    """A cause at its place: ``depth`` below where the list begins, ``below`` how many causes it heads."""

    cause: Cause
    depth: int
    below: int


@dataclass(frozen=True)
class CauseAccount:
    """One cause on a day: where it stands, what it was and became, and which rules name it."""

    cause: Cause
    in_force: bool
    path: tuple[Cause, ...]
    below: tuple[CauseRow, ...]
    versions: tuple[Cause, ...]
    former_names: tuple[str, ...]
    instead: tuple[Cause, ...]
    ended: date | None
    case_types: tuple[CaseType, ...]
    limit_rules: tuple[LimitRule, ...]


def cause_lists(on: date) -> list[tuple[CauseCategory, int]]:
    """Every list with the number of causes a case may bear on the day, in the order of the file."""
    tree = cause_tree()
    return [
        (each, sum(c.selectable for c in tree.valid(tree.day(on, [each]), [each]))) for each in CauseCategory
    ]


def outline(category: CauseCategory, on: date) -> list[CauseRow]:
    """A short list whole; of a longer one the headings of the first two levels."""
    tree = cause_tree()
    day = tree.day(on, [category])
    tops = [cause for cause in tree.children("", day) if cause.category is category]
    rows = [row for top in tops for row in _below(top, 0, day)]
    if len(rows) <= SHORT:
        return rows
    return [row for row in rows if row.depth < 2 and row.below]


def branch(code: str, on: date) -> list[CauseRow]:
    """What stands under a heading on the day, level by level. Raises KeyError."""
    tree = cause_tree()
    day = tree.day(on, [tree.by_code(code).category])
    return [row for child in tree.children(code, day) for row in _below(child, 0, day)]


def _below(cause: Cause, depth: int, on: date) -> Iterator[CauseRow]:
    """A cause and what stands under it."""
    under = [row for child in cause_tree().children(cause.code, on) for row in _below(child, depth + 1, on)]
    yield CauseRow(cause, depth, sum(row.cause.selectable for row in under))
    yield from under


def searched(text: str, category: CauseCategory | None, on: date, *, ended: bool) -> list[Cause]:
    """Causes found by name, present or former, or code: of the day, or with ``ended`` all there were."""
    tree = cause_tree()
    lists = [category] if category else []
    day = None if ended else tree.day(on, lists)
    return tree.search(text, lists, limit=len(tree), on=day)


def account_of(code: str, on: date) -> CauseAccount:
    """All there is to say of a cause on a day. Raises KeyError for an unknown code."""
    tree = cause_tree()
    newest = tree.by_code(code)
    day = tree.day(on, [newest.category])
    cause = tree.by_code(code, day)
    meant = meaning(tree, code, day)
    fitting = [
        row for row in case_types().in_force(on) if cause.selectable and cause.fits(row.cause_categories)
    ]
    named = [rule for rule in law().rules.in_force(on) if rule.causes and is_under(code, rule.causes)]
    return CauseAccount(
        cause=cause,
        in_force=cause.valid_from <= day and (cause.valid_to is None or day <= cause.valid_to),
        path=tree.path(code, day),
        below=tuple(branch(code, day)),
        versions=tree.versions(code),
        former_names=tree.former_names(code),
        instead=meant.instead if meant else (),
        ended=meant.ended if meant else None,
        case_types=tuple(fitting),
        limit_rules=tuple(named),
    )
