"""Case types and disposals: their tables, one type with its procedures, one disposal with its uses."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases.causes.domain import CauseCategory
from cases.docket.domain import Disposal
from cases.docket.selectors import disposals, words
from cases.numbers.domain import CaseType, Group
from cases.numbers.selectors import case_types, families, reserved
from cases.parties.selectors import words as party_words
from cases.reference.forms import TableFilter
from cases.reference.selectors import Course, case_type_rows, courses, disposal_rows
from cases.reference.views.frame import frame
from cases.reference.views.words import GROUPS, LISTS, OUTCOMES, english, span_words
from courts.places.models import Court
from courts.refusals.domain import NotVisible

MOST = 3
"""A cell of the table names no more limits than this; the page of the type has them all."""


@login_required
@require_safe
def case_type_list(request: HttpRequest) -> HttpResponse:
    """Every type code of a day, in the groups of the code list."""
    form = TableFilter(request.GET, today=request.today)
    form.narrow_by("group", _("类别"), _("全部"), [(each.value, GROUPS[each]) for each in Group])
    rows = case_type_rows(form.day, form.said("word"), ended=bool(form.said("ended")))
    wanted = form.said("group")
    rows = [row for row in rows if not wanted or row.group == wanted]
    groups = [
        {"name": GROUPS[group], "rows": [_type(row, form.day) for row in found]}
        for group, found in groupby(rows, key=lambda row: row.group)
    ]
    context = {**frame(request, "reference-case-types", form), "groups": groups, "total": len(rows)}
    return render(request, "cases/reference/case_types.html", context)


def _type(row: CaseType, on: date) -> dict[str, Any]:
    found = [_course(course) for course in courses(row, on)]
    return {"row": row, "levels": _levels(row), "courses": found}


def _levels(row: CaseType) -> list[Any]:
    """The levels of court from below upwards."""
    return [level.label for level in reversed(Court.Level) if level.value in row.levels]


def _course(course: Course) -> dict[str, Any]:
    usual_first = sorted(course.limits, key=lambda rule: (not rule.default, rule.base is None))
    limits = [{"rule": rule, "length": span_words(rule.base)} for rule in usual_first]
    return {
        "course": course,
        "limits": limits,
        "first": limits[:MOST],
        "more": max(0, len(limits) - MOST),
        "groups": [
            {"group": words("disposal_groups").latest(code), "endings": list(found)}
            for code, found in groupby(course.endings, key=lambda ending: ending.rule.group)
        ],
    }


@login_required
@require_safe
def case_type(request: HttpRequest, code: str) -> HttpResponse:
    """One type code with all that is lawful for it. 404 for an unknown code."""
    if code not in case_types():
        raise NotVisible(code)
    form = TableFilter(request.GET, today=request.today)
    row, early = case_types().at_or_earliest(
        code, min(form.day, case_types().latest(code).valid_to or form.day)
    )
    context = {
        **frame(request, "reference-case-types", form),
        **_type(row, form.day),
        "early": early,
        "over": row.valid_to is not None and row.valid_to < form.day,
        "group": GROUPS[row.group],
        "family": families().latest(row.family),
        "roles": [party_words("roles").latest(role) for role in row.roles],
        "lists": [(LISTS[CauseCategory(each)], each) for each in row.cause_categories],
        "reserved": [rule for rule in reserved().in_force(form.day) if row.family in rule.families],
        "weight": f"{row.coefficient / 100:.2f}",
    }
    return render(request, "cases/reference/case_type.html", context)


@login_required
@require_safe
def disposal_list(request: HttpRequest) -> HttpResponse:
    """Every way to end a case, by kind."""
    form = TableFilter(request.GET, today=request.today)
    language = "en" if english() else "zh"
    named = [(row.code, row.name(language)) for row in families()]
    form.narrow_by("family", _("案件"), _("全部"), named)
    family = form.said("family")
    rows = disposal_rows(form.day, form.said("word"), family, ended=bool(form.said("ended")))
    groups = [
        {"group": words("disposal_groups").latest(code), "rows": [_disposal(row, family) for row in found]}
        for code, found in groupby(rows, key=lambda row: row.group)
    ]
    context = {**frame(request, "reference-disposals", form), "groups": groups, "total": len(rows)}
    return render(request, "cases/reference/disposals.html", context)


def _disposal(row: Disposal, family: str = "") -> dict[str, Any]:
    """A disposal in words; its articles those of one family, or the first few."""
    used = list(dict.fromkeys(code for use in row.uses for code in use.families))
    cited = list(dict.fromkeys(use.article for use in row.uses if not family or family in use.families))
    return {
        "row": row,
        "families": [families().latest(code) for code in used[:MOST]],
        "more": max(0, len(used) - MOST),
        "article": "；".join(cited[:MOST]) + ("……" if len(cited) > MOST else ""),
        "event": words("closing_events").latest(row.event),
        "outcome": OUTCOMES.get(row.outcome, ""),
    }


@login_required
@require_safe
def disposal(request: HttpRequest, code: str) -> HttpResponse:
    """One way to end a case and where it is lawful. 404 for an unknown code."""
    if code not in disposals():
        raise NotVisible(code)
    form = TableFilter(request.GET, today=request.today)
    row = disposals().latest(code)
    uses = [
        {
            "use": use,
            "families": [families().latest(each) for each in use.families],
            "types": [case_types().latest(each) for each in use.types],
            "procedures": [words("procedures").latest(each.value) for each in use.procedures],
        }
        for use in row.uses
    ]
    context = {
        **frame(request, "reference-disposals", form),
        **_disposal(row),
        "uses": uses,
        "group": words("disposal_groups").latest(row.group),
    }
    return render(request, "cases/reference/disposal.html", context)
