"""How often an address may ask for pages that need no login; the same counter as for REST without a token."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courts.clients.api.access import CallerThrottle

Page = Callable[..., HttpResponse]


def rate_limited(page: Page) -> Page:
    """Past the rate the page answers 429 with Retry-After and says when to come back."""

    @wraps(page)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        throttle = CallerThrottle()
        if throttle.allow_request(request, None):  # type: ignore[arg-type]
            return page(request, *args, **kwargs)
        seconds = round(throttle.wait())
        answer = render(request, "429.html", {"seconds": seconds}, status=429)
        answer["Retry-After"] = str(seconds)
        return answer

    return counted
