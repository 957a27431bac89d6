"""What waits behind the entries of the navigation: asked for by every page once it stands."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courts.people import registry


@require_GET
@login_required
@never_cache
def nav_counts(request: HttpRequest) -> HttpResponse:
    """The numbers, each for its place in the navigation."""
    found = registry.counts(request.viewer, request.today)
    return render(request, "courts/people/nav_counts.html", {"counts": found})
