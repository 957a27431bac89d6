"""Every address of the system; each app's own are in its urls.py."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from oauth2_provider.views import TokenView
from rest_framework.permissions import AllowAny

from assignment.urls import api_urlpatterns as assignment_api
from assignment.urls import urlpatterns as assignment_pages
from cases.urls import api_urlpatterns as cases_api
from cases.urls import urlpatterns as cases_pages
from courts.clients.api.reference import UnknownAddress
from courts.urls import api_urlpatterns as courts_api
from courts.urls import urlpatterns as courts_pages
from oversight.urls import api_urlpatterns as oversight_api
from oversight.urls import urlpatterns as oversight_pages
from reviews.urls import api_urlpatterns as reviews_api
from reviews.urls import urlpatterns as reviews_pages
from settings.health import healthz, readyz
from settings.metrics import metrics

interface: list[URLPattern | URLResolver] = [
    *courts_api,
    *cases_api,
    *assignment_api,
    *oversight_api,
    *reviews_api,
    re_path(r"", UnknownAddress.as_view(), name="api-unknown"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    path("admin/password_change/", RedirectView.as_view(pattern_name="my-password")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/oauth/token/", TokenView.as_view(), name="token"),
    path("api/schema/", SpectacularAPIView.as_view(permission_classes=[AllowAny]), name="schema"),
    path(
        "api/docs/",
        SpectacularSwaggerSplitView.as_view(url_name="schema", permission_classes=[AllowAny]),
        name="docs",
    ),
    path("api/v1/", include(interface)),
    *courts_pages,
    *assignment_pages,
    *oversight_pages,
    *reviews_pages,
    *cases_pages,
]
