"""The bare view: the rows of a list by ``.values()``, the parties by one more query, as JSON."""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.dev")

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from settings.services import bring_up

COLUMNS = (
    *("id", "number", "type_code", "procedure", "cause_name", "cause_code", "title", "status", "received_on"),
    *("filed_on", "closed_on", "sealed", "imported", "open_confirmed"),
)
JOINED = {
    "court_code": F("court__code"),
    "court_number_code": F("court__number_code"),
    "court_name": F("court__name"),
    "handler_id": F("handling__handler_id"),
    "handler_name": F("handling__handler__name"),
    "division_name": F("handling__division__name"),
    "due_on": F("clock__due_on"),
    "latest_lawful_on": F("clock__latest_lawful_on"),
}


def rows(request: HttpRequest) -> JsonResponse:
    """Fifty rows of the courts named, after the id given."""
    from cases.docket.models import Case
    from cases.parties.models import Party

    court_ids = [int(part) for part in request.GET["courts"].split(",")]
    cases = Case.objects.filter(court_id__in=court_ids, sealed="none")
    if after := request.GET.get("after"):
        cases = cases.filter(pk__lt=after)
    found: list[dict[str, Any]] = list(cases.order_by("-id").values(*COLUMNS, **JOINED)[:51])
    names: dict[Any, list[dict[str, str]]] = defaultdict(list)
    parties = Party.objects.filter(case_id__in=[row["id"] for row in found[:50]]).order_by("case_id", "order")
    for case_id, role, name in parties.values_list("case_id", "role", "name"):
        names[case_id].append({"role": role, "name": name})
    for row in found[:50]:
        row["parties"] = names[row["id"]]
    return JsonResponse({"results": found[:50]})


def well(request: HttpRequest) -> HttpResponse:
    """The server answers."""
    return HttpResponse(str(date.today().year))


def rows_behind_the_door(request: HttpRequest) -> HttpResponse:
    """The same for whoever the system's own middleware let in."""
    known = getattr(request, "api_client", None) is not None
    return rows(request) if known else HttpResponse(status=401)


urlpatterns: list[Any] = [
    path("rows", rows),
    path("api/v1/rows", rows_behind_the_door),
    path("healthz", well),
]


def application_of() -> WSGIHandler:
    """The same settings; without any middleware unless BARE_DOOR asks for the system's own."""
    bring_up()
    django.setup(set_prefix=False)
    if os.environ.get("BARE_DOOR") == "1":
        urlpatterns.append(path("", include("settings.urls")))  # the middleware names some of its pages
    else:
        settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "benchmarks.bare"
    return WSGIHandler()


if os.environ.get("WEB_BIND"):
    application = application_of()
