"""What is handed out for re-checking: the bundle of a draw, the program, the published anchors."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assignment.draws.domain import Purpose
from assignment.draws.models import DrawChain
from assignment.draws.selectors import anchors, get_visible, published
from assignment.draws.views.visitors import OPEN, asked_language, for_visitors, show
from courts.papers.selectors import pdf
from courts.places.selectors import court_by_code
from courts.refusals.domain import Refused

PROGRAM = Path(__file__).resolve().parents[1] / "verify_draw.py"
PURPOSES = {
    Purpose.HANDLER.value: _("承办法官"),
    Purpose.ASSESSOR.value: _("人民陪审员"),
    Purpose.REVIEW.value: _("评查抽样"),
}
SHEET_SECONDS = 300
"""How long a sheet of anchors is kept: making one takes about a second and anybody may ask."""


@login_required
@require_safe
def bundle(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """The bundle of a draw, for whoever sees it."""
    found = get_visible(request.viewer, draw_id)
    answer = JsonResponse(published(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"cf-draw-{found.court.code}-{found.chain.year}-{found.draw_no}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def program(request: HttpRequest) -> FileResponse:
    """The one-file program that re-checks bundles without this system."""
    return FileResponse(PROGRAM.open("rb"), as_attachment=True, content_type="text/x-python; charset=utf-8")


@require_safe
@for_visitors(cache=OPEN)
def anchor_list(request: HttpRequest) -> HttpResponse:
    """Published anchors of a year (the newest unless asked for another). Nobody needs to log in."""
    years, year, court, chains = _asked(request)
    rows = [_row(chain) for chain in chains]
    kept = (("court", court), ("lang", asked_language(request)))
    extra = "".join(f"&{name}={value}" for name, value in kept if value)
    also = f"&year={year}" + (f"&court={court}" if court else "") if year else ""
    tabs = [{"label": str(each), "url": f"?year={each}{extra}", "current": each == year} for each in years]
    context = {"rows": rows, "tabs": tabs, "year": year, "query": f"?year={year}{extra}", "also": also}
    return show(request, "assignment/draws/anchors.html", context)


@require_safe
@for_visitors(cache=OPEN)
def anchor_data(request: HttpRequest) -> HttpResponse:
    """The anchors of a year as data, for the page that re-checks a draw."""
    rows = [
        {
            "court": chain.court.code,
            "purpose": chain.purpose,
            "year": chain.year,
            "part": chain.part,
            "anchor": chain.anchor,
            "length": chain.length,
            "published_at": timezone.localtime(chain.published_at).isoformat(),
        }
        for chain in _asked(request)[3]
    ]
    return JsonResponse({"anchors": rows})


@require_safe
@for_visitors(cache=OPEN)
def anchor_sheet(request: HttpRequest) -> HttpResponse:
    """The same as a sheet for the notice board (PDF); the page itself where there is no printer."""
    _years, year, court, chains = _asked(request)
    shown = f"{court} {year} {' '.join(chain.anchor for chain in chains)}"
    key = f"anchors:{hashlib.sha256(shown.encode()).hexdigest()}"
    content = cache.get(key)
    if content is None:
        context = {
            "rows": [_row(chain) for chain in chains],
            "year": year,
            "court": chains[0].court if court and chains else None,
        }
        try:
            content = pdf("assignment/draws/sheet.html", context, at=timezone.now())
        except Refused as refused:
            if refused.code != "PAPER-NO-PRINTER":
                raise
            return redirect("anchors")
        cache.set(key, content, SHEET_SECONDS)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="anchors-{court or "all"}-{year}.pdf"'
    return answer


def _row(chain: DrawChain) -> dict[str, Any]:
    return {"chain": chain, "purpose": PURPOSES.get(chain.purpose, chain.purpose)}


def _asked(request: HttpRequest) -> tuple[list[int], int | None, str, list[DrawChain]]:
    """Every year there is, the year and court asked for, and the chains of both."""
    years = sorted(set(anchors().order_by().values_list("year", flat=True)), reverse=True)
    asked = request.GET.get("year", "")
    year: Any = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None
    year = year or (years[0] if years else None)
    court = court_by_code(request.GET.get("court", "")[:8])
    chains = anchors().filter(year=year).order_by("court__code", "purpose", "part")
    if court is not None:
        chains = chains.filter(court=court)
    return years, year, court.code if court else "", list(chains)
