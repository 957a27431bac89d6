"""The standard: every item of every sheet, for whoever reviews or is reviewed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.sheets.domain import SheetRule, points
from reviews.sheets.selectors import grade_lines, grades, items_of, sheets, stages_of


@login_required
@require_safe
def standard(request: HttpRequest) -> HttpResponse:
    """The sheets with their items, and the court's grade lines."""
    chosen = next((rule for rule in sheets() if rule.code == request.GET.get("sheet")), next(iter(sheets())))
    court_id = request.court.pk if request.court else 0
    lines = grade_lines(court_id)
    context = {
        "sheet": chosen,
        "stages": _stages(chosen),
        "grades": [(rule, lines[rule.code]) for rule in grades()],
        "tabs": [
            {"label": rule, "url": f"?sheet={rule.code}", "current": rule is chosen} for rule in sheets()
        ],
        "number": len(items_of(chosen.code)),
    }
    return render(request, "reviews/sheets/standard.html", context)


def _stages(sheet: SheetRule) -> list[dict[str, Any]]:
    rows = items_of(sheet.code)
    return [
        {
            "rule": stage,
            "max": points(sum(item.maximum for item in rows if item.stage == stage.code)),
            "items": [
                {
                    "rule": item,
                    "max": points(item.maximum),
                    "least": points(item.least),
                    "step": points(item.step),
                    "whole": item.least == item.maximum,
                }
                for item in rows
                if item.stage == stage.code
            ],
        }
        for stage in stages_of(sheet.code)
    ]
