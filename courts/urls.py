"""Addresses of this app: pages, and the REST interface under ``/api/v1/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from courts.calendar.views import calendar
from courts.clients.api.reference import CourtListView, RefusalRuleListView

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/", calendar, name="calendar"),
]

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("courts/", CourtListView.as_view(), name="api-courts"),
    path("refusal-rules/", RefusalRuleListView.as_view(), name="api-refusal-rules"),
]
