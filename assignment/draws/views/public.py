"""What is handed out for re-checking: the bundle of a draw, the program, the published anchors."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
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
from courts.places.models import Court
from courts.places.selectors import court_by_code
from courts.refusals.domain import Refused

PROGRAM = Path(__file__).resolve().parents[1] / "verify_draw.py"
PURPOSES = {
    Purpose.HANDLER.value: _("承办法官"),
    Purpose.MEMBER.value: _("合议庭成员"),
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
    """Published anchors by year (the newest unless asked for another), court and purpose. No login."""
    asked = _asked(request)
    language = asked_language(request)
    kept = [("court", asked.court), ("purpose", asked.purpose), ("lang", language)]
    extra = "".join(f"&{name}={value}" for name, value in kept if value)
    also = f"&year={asked.year}" if asked.year else ""
    also += "".join(f"&{name}={value}" for name, value in kept[:2] if value)
    context = {
        "rows": [_row(chain) for chain in asked.chains],
        "tabs": [
            {"label": str(each), "url": f"?year={each}{extra}", "current": each == asked.year}
            for each in asked.years
        ],
        "year": asked.year,
        "query": f"?year={asked.year}{extra}",
        "also": also,
        "asked": asked,
        "courts": _courts(),
        "purposes": PURPOSES.items(),
    }
    return show(request, "assignment/draws/anchors.html", context)


def _courts() -> list[Court]:
    """The courts that ever published an anchor, by code."""
    return list(Court.objects.filter(draw_chains__isnull=False).distinct().order_by("code"))


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
        for chain in _asked(request).chains
    ]
    return JsonResponse({"anchors": rows})


@require_safe
@for_visitors(cache=OPEN)
def anchor_sheet(request: HttpRequest) -> HttpResponse:
    """The same as a sheet for the notice board (PDF); the page itself where there is no printer."""
    asked = _asked(request)
    year, court, chains = asked.year, asked.court, asked.chains
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
    series = chain.purpose != Purpose.REVIEW.value and chain.part == 1 and chain.last_no > 0
    return {"chain": chain, "purpose": PURPOSES.get(chain.purpose, chain.purpose), "series": series}


@dataclass(frozen=True)
class _Asked:
    """Every year there is, and what was asked for; ``court`` and ``purpose`` are empty for all."""

    years: list[int]
    year: int | None
    court: str
    purpose: str
    chains: list[DrawChain]


def _asked(request: HttpRequest) -> _Asked:
    years = sorted(set(anchors().order_by().values_list("year", flat=True)), reverse=True)
    asked = request.GET.get("year", "")
    year: Any = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None
    year = year or (years[0] if years else None)
    court = court_by_code(request.GET.get("court", "")[:8])
    purpose = request.GET.get("purpose", "")
    purpose = purpose if purpose in PURPOSES else ""
    chains = anchors().filter(year=year).order_by("court__code", "purpose", "part")
    if court is not None:
        chains = chains.filter(court=court)
    if purpose:
        chains = chains.filter(purpose=purpose)
    return _Asked(years, year, court.code if court else "", purpose, list(chains))
