"""What is handed out for re-checking: the bundle of a draw, the program, the published anchors."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assignment.draws.domain import Purpose
from assignment.draws.selectors import anchors, bundle_of, get_visible

PROGRAM = Path(__file__).resolve().parents[1] / "verify_draw.py"
PURPOSES = {
    Purpose.HANDLER.value: _("承办法官"),
    Purpose.ASSESSOR.value: _("人民陪审员"),
    Purpose.REVIEW.value: _("评查抽样"),
}


@login_required
@require_safe
def bundle(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """The bundle of a draw, for whoever sees the case."""
    found = get_visible(request.viewer, draw_id)
    answer = JsonResponse(bundle_of(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"cf-draw-{found.court.code}-{found.chain.year}-{found.draw_no}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def program(request: HttpRequest) -> FileResponse:
    """The one-file program that re-checks bundles without this system."""
    return FileResponse(PROGRAM.open("rb"), as_attachment=True, content_type="text/x-python; charset=utf-8")


@require_safe
def anchor_list(request: HttpRequest) -> HttpResponse:
    """Published anchors of a year (the newest unless asked for another). Nobody needs to log in."""
    years = sorted(set(anchors().order_by().values_list("year", flat=True)), reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else (years[0] if years else None)
    rows = [
        {"chain": chain, "purpose": PURPOSES.get(chain.purpose, chain.purpose)}
        for chain in anchors().filter(year=year).order_by("court__code", "purpose", "part")
    ]
    tabs = [{"label": str(each), "url": f"?year={each}", "current": each == year} for each in years]
    return render(request, "assignment/draws/anchors.html", {"rows": rows, "tabs": tabs, "year": year})
