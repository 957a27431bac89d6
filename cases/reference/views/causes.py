"""Causes: the headings of a list, a search over all of them, and one cause with what stands under it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases.causes.domain import Cause, CauseCategory
from cases.causes.selectors import cause_tree
from cases.reference.domain import sheet
from cases.reference.forms import TableFilter
from cases.reference.selectors import account_of, cause_lists, outline, searched
from cases.reference.views.frame import address, frame
from cases.reference.views.words import LISTS, english
from courts.refusals.domain import NotVisible

SIZE = 50


@login_required
@require_safe
def causes(request: HttpRequest) -> HttpResponse:
    """A list by its headings; with a word, what is found in it or in all lists."""
    form = TableFilter(request.GET, today=request.today)
    form.narrow_by("list", _("案由表"), _("全部"), [(each.value, LISTS[each]) for each in CauseCategory])
    lists = cause_lists(form.day)
    chosen = form.said("list")
    context = {
        **frame(request, "reference-causes", form),
        "lists": [
            {"label": LISTS[each], "code": each.value, "count": count, "current": each.value == chosen}
            for each, count in lists
        ],
        "chosen": chosen,
        "total": sum(count for _each, count in lists),
    }
    text, ended = form.said("word"), bool(form.said("ended"))
    category = CauseCategory(chosen) if chosen else None
    if text or ended:
        found = sheet(searched(text, category, form.day, ended=ended), form.said("page") or 1, SIZE)
        context |= {
            "found": found,
            "hits": [_hit(cause, text, form.day) for cause in found.rows],
            "next_url": address(request, page=found.after) if found.after else "",
            "previous_url": address(request, page=found.before) if found.before else "",
        }
    else:
        category = category or CauseCategory.CIVIL
        context |= {"rows": outline(category, form.day), "shown": category, "shown_name": LISTS[category]}
    return render(request, "cases/reference/causes.html", context)


def _hit(cause: Cause, text: str, on: date) -> dict[str, Any]:
    tree = cause_tree()
    language = "en" if english() else "zh"
    return {
        "cause": cause,
        "path": tree.path_names(cause.code, language, tree.day(on, [cause.category]))[:-1],
        "former": tree.formerly(cause, text),
        "over": cause.valid_to is not None and cause.valid_to < on,
        "instead": [tree.by_code(code) for code in cause.successors],
    }


@login_required
@require_safe
def cause(request: HttpRequest, code: str) -> HttpResponse:
    """One cause on a day. 404 for a code that is in no list."""
    if code not in cause_tree():
        raise NotVisible(code)
    form = TableFilter(request.GET, today=request.today)
    account = account_of(code, form.day)
    context = {
        **frame(request, "reference-causes", form),
        "account": account,
        "cause": account.cause,
        "list_name": LISTS[account.cause.category],
        "above": account.path[:-1],
    }
    return render(request, "cases/reference/cause.html", context)
