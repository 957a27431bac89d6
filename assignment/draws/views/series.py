"""A court's whole series of draws: handed out, and checked again in the browser. Nobody needs to log in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from assignment.draws.domain import Purpose
from assignment.draws.models import Draw
from assignment.draws.selectors import Asked, chains_asked, series_of, withheld_of
from assignment.draws.views.public import PURPOSES
from assignment.draws.views.visitors import OPEN, for_visitors, show
from courts.places.selectors import court_by_code
from courts.refusals.domain import NotVisible

OPEN_PURPOSES = tuple(purpose for purpose in Purpose if purpose is not Purpose.REVIEW)
"""Of samples for reviews only the anchors are public: their rosters are case files."""


def asked_series(query: Any, purposes: tuple[Purpose, ...] = tuple(Purpose)) -> Asked:
    """Court, purpose and year as they stand in an address. Raises NotVisible for what there is not."""
    court = court_by_code(str(query.get("court", ""))[:8])
    purpose = next((one for one in purposes if one.value == query.get("purpose", "handler")), None)
    year = str(query.get("year", ""))
    if court is None or purpose is None or not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise NotVisible("series")
    asked = Asked(court, purpose, int(year))
    if not chains_asked(asked):
        raise NotVisible("series")
    return asked


def handed_out(asked: Asked) -> StreamingHttpResponse:
    """The series as a file, written while it is sent."""
    answer = StreamingHttpResponse(series_of(asked), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{asked.file_name}"'
    return answer


@require_safe
@for_visitors(cache=OPEN)
def series_file(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Every draw of a court, purpose and year in one file, as ``verify_draw.py`` takes it."""
    return handed_out(asked_series(request.GET, OPEN_PURPOSES))


@require_safe
@for_visitors(cache=OPEN)
def series_page(request: HttpRequest) -> HttpResponse:
    """The same series checked again in the browser, draw by draw and as a whole."""
    asked = asked_series(request.GET, OPEN_PURPOSES)
    chains = chains_asked(asked)
    query = f"?court={asked.court.code}&purpose={asked.purpose.value}&year={asked.year}"
    context = {
        "asked": asked,
        "purpose": PURPOSES.get(asked.purpose.value, asked.purpose.value),
        "chains": chains,
        "number": Draw.objects.filter(chain__in=chains).count(),
        "file_url": reverse("series-file") + query,
        "anchors_url": f"{reverse('anchors-data')}?court={asked.court.code}&year={asked.year}",
        "withheld": withheld_of(asked),
        "also": query.replace("?", "&", 1),
    }
    return show(request, "assignment/draws/series.html", context, court=asked.court)
