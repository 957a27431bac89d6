"""Reading score sheets: the rules that apply to a case, a sheet as it stands, what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from courts.options.selectors import option
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import fingerprint, load
from reviews.sheets.domain import (
    Entry,
    GradeRule,
    ItemRule,
    Reading,
    Result,
    SheetRule,
    StageRule,
    evaluate,
    read,
)
from reviews.sheets.models import ScoreSheet

NOUN = "reviews/sheets"


def sheets() -> RuleTable[SheetRule]:
    """The score sheets."""
    return load(NOUN, "sheets", SheetRule)


def grades() -> RuleTable[GradeRule]:
    """The grades, the best first."""
    return load(NOUN, "grades", GradeRule)


def items() -> RuleTable[ItemRule]:
    """The items of all sheets."""
    return load(NOUN, "items", ItemRule)


@cache
def items_of(sheet: str) -> tuple[ItemRule, ...]:
    """The items of a sheet by number."""
    return tuple(sorted((item for item in items() if item.sheet == sheet), key=lambda item: item.number))


@cache
def stages_of(sheet: str) -> tuple[StageRule, ...]:
    """The stages of a sheet in their order."""
    stages = load(NOUN, "stages", StageRule)
    return tuple(sorted((stage for stage in stages if stage.sheet == sheet), key=lambda stage: stage.order))


def sheet_for(category: str) -> SheetRule:
    """The sheet a category of case is scored by. Raises KeyError where the rules have none for the rest."""
    for rule in sheets():
        if category in rule.categories:
            return rule
    for rule in sheets():
        if not rule.categories:
            return rule
    raise KeyError(category)


def rules_in_use() -> str:
    """Names the exact rules a sheet is scored by: the fingerprint of the rule file."""
    return f"{NOUN}@{fingerprint(NOUN)}"


def grade_lines(court_id: int) -> dict[str, int]:
    """The lowest total of each grade of a court in whole points; the last has 0."""
    return {rule.code: int(option(court_id, rule.line)) if rule.line else 0 for rule in grades()}


def result_of(sheet: str, entries: Iterable[Entry], lines: dict[str, int]) -> Result:
    """Total and grade of the entries of a sheet."""
    real = {stage.code for stage in stages_of(sheet) if stage.substance}
    substance = [item.code for item in items_of(sheet) if item.stage in real]
    return evaluate(entries, substance=substance, grades=list(grades()), lines=lines)


def reading_of(sheet: ScoreSheet) -> Reading:
    """A sheet's entries: as typed while it is a draft, as fixed once it is submitted."""
    if sheet.submitted_at is None:
        return read(items_of(sheet.sheet), sheet.draft)
    return Reading(entries_of(sheet), {})


def entries_of(sheet: ScoreSheet) -> tuple[Entry, ...]:
    """The deductions of a submitted sheet in the order of its items."""
    order = {item.code: item.number for item in items_of(sheet.sheet)}
    rows = sorted(sheet.deductions.all(), key=lambda row: order.get(row.item, 0))
    return tuple(Entry(row.item, row.amount, row.veto, row.place, row.rule, row.reason) for row in rows)


def present_result(sheet: ScoreSheet) -> Result:
    """Total and grade as they stand: of a draft, of the entries that count so far."""
    if sheet.submitted_at is None:
        return result_of(sheet.sheet, reading_of(sheet).counted(), grade_lines(sheet.court_id))
    return result_of(sheet.sheet, entries_of(sheet), sheet.lines)
