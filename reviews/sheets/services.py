"""Writing score sheets; called by the service of the review, which knows whose sheet it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from courts.actors.domain import COURT_TIME, Actor
from courts.refusals.domain import InvalidInput, Refused
from reviews.sheets.domain import TEXT_LENGTH, Flaw, ItemRule, Reading
from reviews.sheets.models import Deduction, ScoreSheet
from reviews.sheets.selectors import grade_lines, items_of, reading_of, result_of, rules_in_use, sheet_for

COMMENT_LENGTH = 2000
FIELDS = ("score", "place", "rule", "reason", "veto")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def new_sheet(*, court_id: int, category: str) -> ScoreSheet:
    """An empty sheet for a case of a category."""
    return ScoreSheet.objects.create(court_id=court_id, sheet=sheet_for(category).code, rules=rules_in_use())


def keep_draft(sheet: ScoreSheet, *, typed: Mapping[str, Any], comment: str, actor: Actor) -> ScoreSheet:
    """Keep what was typed, good or bad. Raises Refused REVIEW-SHEET-SUBMITTED."""
    kept = {
        item.code: row
        for item in items_of(sheet.sheet)
        if isinstance(given := typed.get(item.code), Mapping) and (row := _row(given))
    }
    locked = lock_sheet(sheet.pk)
    locked.draft, locked.saved_at = kept, actor.at
    locked.comment = _clean(comment)[:COMMENT_LENGTH]
    locked.save(update_fields=["draft", "comment", "saved_at"])
    return locked


def submit_sheet(sheet_id: UUID, *, actor: Actor) -> ScoreSheet:
    """Fix a sheet: its deductions, total and grade. Nothing of it is changed afterwards.

    Raises InvalidInput (item -> message) for points that cannot be read or that the
    item does not allow; Refused REVIEW-NO-PLACE, REVIEW-NO-GROUND, REVIEW-SHEET-SUBMITTED.
    """
    sheet = lock_sheet(sheet_id)
    reading = reading_of(sheet)
    _check(sheet, reading)
    lines = grade_lines(sheet.court_id)
    result = result_of(sheet.sheet, reading.entries, lines)
    Deduction.objects.bulk_create(
        Deduction(
            sheet=sheet,
            court_id=sheet.court_id,
            item=entry.item,
            amount=entry.amount,
            veto=entry.veto,
            place=entry.place,
            rule=entry.rule,
            reason=entry.reason,
        )
        for entry in reading.entries
    )
    sheet.submitted_at, sheet.rules, sheet.lines = actor.at, rules_in_use(), result.lines
    sheet.total, sheet.grade, sheet.veto = result.total, result.grade, bool(result.vetoes)
    sheet.save()
    return sheet


def lock_sheet(sheet_id: UUID) -> ScoreSheet:
    """A sheet that may still be written, its row locked. Raises Refused REVIEW-SHEET-SUBMITTED."""
    sheet = ScoreSheet.objects.select_for_update(no_key=True).get(pk=sheet_id)
    if sheet.submitted_at is not None:
        at = sheet.submitted_at.astimezone(COURT_TIME)
        raise Refused("REVIEW-SHEET-SUBMITTED", at=f"{at:%Y-%m-%d %H:%M}", court_id=sheet.court_id)
    return sheet


def _check(sheet: ScoreSheet, reading: Reading) -> None:
    rules = {item.code: item for item in items_of(sheet.sheet)}
    wrong = {}
    for code in reading.with_flaw(Flaw.NUMBER, Flaw.AMOUNT):
        wrong[code] = said_wrong(reading.flaws[code][0])
    if wrong:
        raise InvalidInput(wrong)
    if codes := reading.with_flaw(Flaw.PLACE):
        raise Refused("REVIEW-NO-PLACE", items=_numbers(rules, codes), court_id=sheet.court_id)
    if codes := reading.with_flaw(Flaw.GROUND):
        raise Refused("REVIEW-NO-GROUND", items=_numbers(rules, codes), court_id=sheet.court_id)


def _numbers(rules: Mapping[str, ItemRule], codes: list[str]) -> list[str]:
    return [str(rules[code].number) for code in codes]


def said_wrong(flaw: Flaw) -> str:
    """What a flaw of an item means for whoever fills in the sheet."""
    return {
        Flaw.NUMBER: _("得分须为数字，可以有半分，如 6.5。"),
        Flaw.AMOUNT: _("得分不在本项允许的范围内，请看本项的扣分标准。"),
        Flaw.PLACE: _("扣分须注明卷内位置。补齐前不计入总分。"),
        Flaw.GROUND: _("扣分须写明规则或者理由。补齐前不计入总分。"),
    }[flaw]


def _row(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed for one item, without what is blank."""
    row = {name: _clean(str(given.get(name) or "")).strip()[:TEXT_LENGTH] for name in FIELDS}
    return {name: text for name, text in row.items() if text}


def _clean(text: str) -> str:
    return _UNSTORABLE.sub("", text)
