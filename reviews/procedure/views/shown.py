"""A score sheet as people read it: by stage and item, with totals, grade and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from reviews.sheets.domain import Entry, GradeRule, ItemRule, Reading, Result, StageRule, points
from reviews.sheets.models import ScoreSheet
from reviews.sheets.selectors import (
    grades,
    items_of,
    present_result,
    reading_of,
    result_of,
    sheets,
    stages_of,
)
from reviews.sheets.services import said_wrong


def sheet_shown(sheet: ScoreSheet) -> dict[str, Any]:
    """A draft or submitted sheet, whole."""
    reading, result = reading_of(sheet), present_result(sheet)
    typed = sheet.draft if sheet.submitted_at is None else {}
    rows = [_row(item, reading, typed) for item in items_of(sheet.sheet)]
    return {
        "sheet": sheet,
        "rule": sheets().latest(sheet.sheet),
        "stages": [_stage(stage, rows) for stage in stages_of(sheet.sheet)],
        "count": len(rows),
        "flawed": [row for row in rows if row["flaws"]],
        "taken": [row for row in rows if row["entry"]],
        **result_shown(result),
        "completed": _completed(sheet, reading) if reading.flaws else "",
    }


def result_shown(result: Result) -> dict[str, Any]:
    """Total and grade with the court's lines."""
    ordered = list(grades())
    return {
        "total": points(result.total),
        "grade": grades().latest(result.grade),
        "bands": [_band(rule, ordered, result) for rule in reversed(ordered)],
        "vetoes": len(result.vetoes),
        "capped": result.substance,
        "best_left": next(rule for rule in ordered if not rule.clean_substance),
    }


def _band(rule: GradeRule, ordered: list[GradeRule], result: Result) -> dict[str, Any]:
    """A grade of the meter: from its line on, the last below the line before it."""
    line = result.lines.get(rule.code, 0)
    above = ordered[ordered.index(rule) - 1]
    text = f"≥ {line}" if rule.line else f"< {result.lines.get(above.code, 0)}"
    return {
        "rule": rule,
        "line": line,
        "text": text,
        "on": rule.code == result.grade,
        "clean": rule.clean_substance,
    }


def _completed(sheet: ScoreSheet, reading: Reading) -> str:
    """What the total will be once every entry is complete."""
    return points(result_of(sheet.sheet, reading.entries, {}).total)


def _row(item: ItemRule, reading: Reading, typed: Mapping[str, Any]) -> dict[str, Any]:
    entry = next((entry for entry in reading.entries if entry.item == item.code), None)
    given = typed.get(item.code) or {}
    flaws = reading.flaws.get(item.code, ())
    full = points(item.maximum)
    left = points(item.maximum - entry.amount) if entry else given.get("score") or full
    return {
        "item": item,
        "max": full,
        "least": points(item.least),
        "step": points(item.step),
        "most": points(item.maximum),
        "score": left,
        "veto": bool(entry and entry.veto) or bool(given.get("veto")),
        "place": entry.place if entry else given.get("place", ""),
        "rule": entry.rule if entry else given.get("rule", ""),
        "reason": entry.reason if entry else given.get("reason", ""),
        "entry": entry,
        "amount": points(-entry.amount) if entry else "0",
        "flaws": [said_wrong(flaw) for flaw in flaws],
        "counts": bool(entry) and not flaws,
    }


def _stage(stage: StageRule, rows: list[dict[str, Any]]) -> dict[str, Any]:
    own = [row for row in rows if row["item"].stage == stage.code]
    whole = sum(row["item"].maximum for row in own)
    counted = [row["entry"].amount for row in own if row["counts"]]
    return {
        "rule": stage,
        "rows": own,
        "first": own[0]["item"].number,
        "last": own[-1]["item"].number,
        "max": points(whole),
        "left": points(whole - sum(counted)),
        "taken": points(-sum(counted)) if counted else "0",
        "missing": sum(bool(row["flaws"]) for row in own),
        "touched": any(row["entry"] or row["flaws"] for row in own),
    }


def entry_shown(sheet: str, entry: Entry) -> dict[str, Any]:
    """A deduction in words, for REST and lists."""
    item = next(rule for rule in items_of(sheet) if rule.code == entry.item)
    return {
        "number": item.number,
        "code": item.code,
        "name": item.name(get_language() or "zh"),
        "maximum": points(item.maximum),
        "deduction": points(entry.amount),
        "veto": entry.veto,
        "place": entry.place,
        "rule": entry.rule,
        "reason": entry.reason,
    }
