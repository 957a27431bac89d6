"""Limit rules: the table by field of law, and one rule with its steps and the time not counted under it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases.causes.selectors import cause_tree
from cases.docket.selectors import words
from cases.limits.domain import LimitRule
from cases.limits.selectors import law
from cases.numbers.selectors import case_types
from cases.reference.forms import TableFilter
from cases.reference.selectors import limit_rows
from cases.reference.views.frame import frame
from cases.reference.views.words import HOLIDAYS, MONTH_ENDS, span_words, start_words, step_words
from courts.places.models import Court
from courts.refusals.domain import NotVisible


@login_required
@require_safe
def limit_rules(request: HttpRequest) -> HttpResponse:
    """Every rule of a day by field of law; of one case type where one is asked for."""
    form = TableFilter(request.GET, today=request.today)
    used = {code for rule in law().rules for code in rule.type_codes}
    types = [(row.code, row.code) for row in case_types() if row.code in used]
    form.narrow_by("case_type", _("类型代字"), _("全部"), types)
    rows = limit_rows(form.day, form.said("word"), form.said("case_type"), ended=bool(form.said("ended")))
    groups = [
        {"category": law().categories.latest(code), "rows": [shown(rule) for rule in found]}
        for code, found in groupby(sorted(rows, key=_place), key=lambda rule: rule.category.value)
    ]
    context = {**frame(request, "reference-limit-rules", form), "groups": groups, "total": len(rows)}
    return render(request, "cases/reference/limit_rules.html", context)


def _place(rule: LimitRule) -> int:
    return [category.code for category in law().categories].index(rule.category.value)


def shown(rule: LimitRule) -> dict[str, Any]:
    """A rule in words: how long, from what day, by whom extended, for which cases."""
    return {
        "rule": rule,
        "length": span_words(rule.base),
        "start": start_words(rule) if rule.base else "",
        "steps": [step_words(step) for step in rule.extensions],
        "types": [case_types().latest(code) for code in rule.type_codes],
        "procedures": [words("procedures").latest(step.value) for step in rule.procedures],
    }


@login_required
@require_safe
def limit_rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule as of a day, its versions, and the grounds of time not counted. 404 for an unknown code."""
    if code not in law().rules:
        raise NotVisible(code)
    form = TableFilter(request.GET, today=request.today)
    rule, early = law().rules.at_or_earliest(code, form.day)
    context = {
        **frame(request, "reference-limit-rules", form),
        **shown(rule),
        "early": early,
        "category": law().categories.latest(rule.category.value),
        "holiday": HOLIDAYS[rule.holiday],
        "month_end": MONTH_ENDS[rule.month_end] if rule.base and rule.base.months else "",
        "causes": [cause_tree().by_code(each) for each in rule.causes if each in cause_tree()],
        "levels": [Court.Level(level.value).label for level in rule.levels],
        "converts_to": [law().rules.latest(each) for each in rule.converts_to],
        "grounds": [row for row in law().grounds.in_force(form.day) if rule.base and row.admits(rule)],
        "versions": law().rules.versions(code),
    }
    return render(request, "cases/reference/limit_rule.html", context)
