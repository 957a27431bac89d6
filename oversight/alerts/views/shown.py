"""Alerts in words: how far the day is, who answered what, and before whom it lies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from courts.people.selectors import roles
from oversight.alerts import selectors
from oversight.alerts.domain import plan_passed


def dress(rows: list[dict[str, Any]], request: HttpRequest) -> list[dict[str, Any]]:
    """Add to rows what the viewer may do and what the row says; one query however many."""
    above = selectors.overseen_among([row["id"] for row in rows], request.viewer, request.today)
    for row in rows:
        row["answer"] = selectors.may_answer(row, request.viewer, request.today)
        row["mine"] = row["answer"] or row["id"] in above
        add_words(row, request.today)
    return rows


def add_words(row: dict[str, Any], today: date) -> None:
    """The words of a row: how its day stands, the reason given, whether its plan has passed."""
    language = get_language() or "zh"
    row["stands"], row["tone"] = selectors.stands(row, today)
    rule = next(level for level in selectors.levels() if level.code == row["level"])
    row["level_name"] = rule.name(language, row["months"])
    row["passed"] = row["status"] == "acknowledged" and plan_passed(row["planned_on"], today)
    table = selectors.reasons()
    row["reason_rule"] = table.latest(row["reason"]) if row["reason"] in table else None
    row["reason_name"] = row["reason_rule"].name(language) if row["reason_rule"] else ""


def post_name(role: str, division: str = "") -> str:
    """A post an alert was laid before, in the language of the page."""
    language = get_language() or "zh"
    name = roles().latest(role).name(language) if role in roles() else role
    return f"{division} {name}" if division else name
