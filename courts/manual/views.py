"""The user guide as pages."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courts.manual.selectors import PAGES, guide_page, guide_title


@login_required
@require_safe
def guide(request: HttpRequest, name: str = "start") -> HttpResponse:
    """A page of the guide in the reader's language; the pages of the reader's own posts are marked."""
    language, held = get_language() or "zh", request.viewer.roles
    pages = [
        {
            "title": guide_title(each, language),
            "url": reverse("guide-page", args=[each]),
            "current": each == name,
            "mine": bool(held.intersection(roles)),
        }
        for each, roles in PAGES.items()
    ]
    page = guide_page(name, language, _address)
    return render(request, "courts/manual/guide.html", {"page": page, "pages": pages})


def _address(target: str) -> str | None:
    """Where an address of the guide's files leads in the product; None where it leads nowhere there."""
    path = PurePosixPath(target.partition("#")[0])
    if path.suffix == ".png":
        return static(f"guide/{path.name}")
    if path.suffix == ".md" and path.stem in PAGES:
        return reverse("guide-page", args=[path.stem])
    return None
