"""Suggestions of the cause picker."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.causes.domain import Cause, CauseTree
from cases.causes.selectors import cause_tree
from cases.numbers.selectors import case_types

MOST = 20
LONGEST = 60


@login_required
@require_safe
def causes(request: HttpRequest) -> JsonResponse:
    """Causes in force on ``received_on`` with ``q`` in name or code, of the lists that fit ``case_type``.

    An unknown case type or day is as good as none, which is today: the picker helps, the filing decides.
    """
    tree, language = cause_tree(), get_language() or "zh"
    text = request.GET.get("q", "")[:LONGEST]
    chosen = request.GET.get("case_type", "")
    lists = case_types().latest(chosen).cause_categories if chosen in case_types() else ()
    day = tree.day(_day(request.GET.get("received_on", "")) or request.today, lists)
    found = tree.search(text, lists, limit=MOST, on=day)
    results = [
        {
            "code": cause.code,
            "name": cause.zh,
            "note": " / ".join(_notes(tree, cause, language, text, day)),
        }
        for cause in found
    ]
    return JsonResponse({"results": results})


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed.strip())
    except ValueError:
        return None


def _notes(tree: CauseTree, cause: Cause, language: str, text: str, day: date) -> list[str]:
    """The headings above a cause, in English also what it means, and the former name that found it."""
    notes = list(tree.path_names(cause.code, language, day)[:-1])
    if not language.startswith("zh"):
        notes.append(cause.en)
    former = tree.formerly(cause, text)
    return [*notes, _("原案由：%(name)s") % {"name": former}] if former else notes
