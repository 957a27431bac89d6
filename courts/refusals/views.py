"""Refusals on pages: one look, status 422, the attempt kept; what cannot be seen is 404."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from courts.refusals.api import server_error
from courts.refusals.domain import NotVisible, Refused
from courts.refusals.selectors import explain


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
    }
    return render(request, "courts/refusals/refused.html", context, status=422)
