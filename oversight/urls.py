"""Addresses of oversight: pages, and the calls of the REST interface under /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from oversight.alerts import api as alerts_api
from oversight.alerts import views as alerts
from oversight.dashboards import views as dashboards
from oversight.digests import views as digests
from oversight.indicators import api as indicators_api
from oversight.nightly import views as nightly
from oversight.notices import views as notices

urlpatterns: list[URLPattern | URLResolver] = [
    path("alerts/", alerts.alert_list, name="alerts"),
    path("alerts/acknowledge/", alerts.acknowledge_several, name="acknowledge-alerts"),
    path("alerts/stopped/", alerts.stopped, name="alerts-stopped"),
    path("alerts/hidden/", alerts.hidden, name="alerts-hidden"),
    path("alerts/dispatch/", alerts.dispatch, name="alerts-dispatch"),
    path("alerts/<uuid:alert_id>/", alerts.alert_page, name="alert"),
    path("alerts/<uuid:alert_id>/acknowledge/", alerts.acknowledge_alert, name="acknowledge-alert"),
    path("bell/", notices.bell, name="bell"),
    path("bell/count/", notices.bell_count, name="bell-count"),
    path("bell/seen/", notices.mark_seen, name="bell-seen"),
    path("bell/<uuid:notice_id>/", notices.open_notice, name="notice"),
    path("digest/", digests.digest_page, name="digest"),
    path("me/notices/", digests.mail_choice, name="mail-choice"),
    path("office/jobs/", nightly.jobs, name="jobs"),
    path("office/jobs/nights/", nightly.night_rows, name="night-rows"),
    path("office/jobs/recomputations/", nightly.recomputation_rows, name="recomputation-rows"),
    path("office/jobs/messages/<int:message_id>/retry/", nightly.retry_message, name="retry-message"),
    path("office/jobs/tasks/<str:name>/", nightly.task_page, name="periodic-task"),
    path("dashboard/", dashboards.dashboard, name="dashboard"),
    path("dashboard/export/", dashboards.export_tables, name="dashboard-export"),
]

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("indicators/", indicators_api.IndicatorCatalogue.as_view(), name="api-indicators"),
    path("indicators/values/", indicators_api.IndicatorValues.as_view(), name="api-indicator-values"),
    path("alerts/", alerts_api.AlertList.as_view(), name="api-alerts"),
    path(
        "alerts/<uuid:alert_id>/acknowledge/",
        alerts_api.AlertAcknowledgement.as_view(),
        name="api-acknowledge-alert",
    ),
]
