"""Refusals on pages: one look, status 422, the attempt kept; what cannot be seen is 404. Their catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courts.refusals.api import server_error
from courts.refusals.domain import NotVisible, Refused, outline
from courts.refusals.forms import CatalogueFilter
from courts.refusals.registry import subjects
from courts.refusals.selectors import catalogue, explain, searched

WRITTEN = 10
"""From so many characters on a text was written, not chosen."""
CODED = re.compile(r"[0-9A-Za-z._:/+=-]+")
"""Days, numbers, keys and codes: they are picked or counted, and identity numbers are not shown again."""


class RefusalMiddleware:
    """Turns ``Refused`` into the refusal page and ``NotVisible`` into 404."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotVisible):
            raise Http404 from error
        if isinstance(error, Refused):
            return refusal_page(request, error)
        if request.path.startswith("/api/") and not isinstance(error, Http404):
            return server_error(request)
        return None


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """What was refused, by which rule and article, what was kept, and the next lawful step."""
    context = {
        "refusal": explain(refused, get_language() or "zh"),
        "incident": request.note_refusal(refused),
        "case_id": refused.params.get("case_id"),
        "back": request.headers.get("Referer", "/"),
        "written": _written(request),
    }
    return render(request, "courts/refusals/refused.html", context, status=422)


def _written(request: HttpRequest) -> list[str]:
    """What somebody wrote into the form that was refused: sentences, not choices, and never a password."""
    if request.method != "POST":
        return []
    named = request.POST.lists()
    texts = [value.strip() for name, values in named if "password" not in name for value in values]
    return [text for text in texts if len(text) >= WRITTEN and not CODED.fullmatch(text)]


@login_required
@require_safe
def refusal_rules(request: HttpRequest) -> HttpResponse:
    """Every rule by which the system says no or warns, by matter; each under its code as an anchor."""
    form = CatalogueFilter(request.GET)
    found, language = searched(**form.said()), get_language() or "zh"
    groups = [
        {"label": label, "rows": [{"rule": row, "said": outline(row, language)} for row in found[noun]]}
        for noun, label in subjects()
        if noun in found
    ]
    context = {
        "filter": form,
        "narrowed": any(form.said().values()),
        "groups": groups,
        "found": sum(len(group["rows"]) for group in groups),
        "total": len(catalogue()),
    }
    return render(request, "courts/refusals/catalogue.html", context)
