"""Where one begins: the four tables, or what a word finds in each of them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases.reference.forms import TableFilter
from cases.reference.selectors import case_type_rows, cause_lists, disposal_rows, limit_rows, searched
from cases.reference.views.frame import frame

FEW = 8
TABLES = (
    ("causes", _("案由表"), "list", _("民事案由、刑事罪名、行政案由等各表；改名、废止的案由指向现在的案由")),
    (
        "case-types",
        _("案件类型表"),
        "folder",
        _("案号的类型代字：哪一级法院可以立案，可用的程序、审限和结案方式"),
    ),
    ("limit-rules", _("审限规则表"), "clock", _("多长、从哪一天起算、谁可以延长、哪些时间不计入")),
    ("disposals", _("结案方式表"), "check", _("各类案件依法可以怎样结案，结案日按哪一天算")),
)


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The four tables with how much is in force; with a word, what is found in each."""
    form = TableFilter(request.GET, today=request.today)
    del form.fields["ended"]
    text, on = form.said("word"), form.day
    found: dict[str, list[Any]] = {
        "causes": list(searched(text, None, on, ended=False)) if text else [],
        "case-types": list(case_type_rows(on, text)),
        "limit-rules": list(limit_rows(on, text)),
        "disposals": list(disposal_rows(on, text)),
    }
    counts = {name: len(rows) for name, rows in found.items()}
    if not text:
        counts["causes"] = sum(count for _each, count in cause_lists(on))
    tables = [
        {
            "code": code,
            "name": name,
            "icon": icon,
            "note": note,
            "count": counts[code],
            "url": reverse(f"reference-{code}"),
            "page": f"reference-{code.removesuffix('s')}",
            "rows": found[code][:FEW] if text else [],
        }
        for code, name, icon, note in TABLES
    ]
    context = {
        **frame(request, "reference", form),
        "tables": tables,
        "text": text,
        "total": sum(counts.values()),
    }
    return render(request, "cases/reference/index.html", context)
