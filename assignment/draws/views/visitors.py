"""Pages for visitors: no login, no cookie, a rate, and the language in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from courts.clients.rates import rate_limited

Page = Callable[..., HttpResponse]
CLOSED = "private, no-store"
OPEN = "public, max-age=60"


def for_visitors(cache: str = CLOSED) -> Callable[[Page], Page]:
    """Count the visit, speak the language of ``?lang=``, keep receipts out of caches and search engines."""

    def decorate(page: Page) -> Page:
        @rate_limited
        @wraps(page)
        def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            language = asked_language(request)
            if language:
                translation.activate(language)
            answer = page(request, *args, **kwargs)
            answer["Cache-Control"] = cache
            answer["X-Robots-Tag"] = "noindex, nofollow"
            return answer

        return served

    return decorate


def asked_language(request: HttpRequest) -> str:
    """The language named in the address, empty when none or no known one is."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], court: Any = None, status: int = 200
) -> HttpResponse:
    """Render a page for visitors; ``keep`` carries the language on, ``other`` leads to the other one."""
    language = asked_language(request)
    english = (translation.get_language() or "").startswith("en")
    shown = {
        "court": court,
        "lang": language,
        "keep": f"?lang={language}" if language else "",
        "other": "zh-hans" if english else "en",
        **context,
    }
    return render(request, template, shown, status=status)
