"""Addresses of oversight: pages, and the calls of the REST interface under /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from oversight.alerts import api as alerts_api
from oversight.alerts import views as alerts
from oversight.dashboards import views as dashboards

urlpatterns: list[URLPattern | URLResolver] = [
    path("alerts/", alerts.alert_list, name="alerts"),
    path("alerts/<uuid:alert_id>/acknowledge/", alerts.acknowledge_alert, name="acknowledge-alert"),
    path("dashboard/", dashboards.dashboard, name="dashboard"),
]

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("alerts/", alerts_api.AlertList.as_view(), name="api-alerts"),
    path(
        "alerts/<uuid:alert_id>/acknowledge/",
        alerts_api.AlertAcknowledgement.as_view(),
        name="api-acknowledge-alert",
    ),
]
