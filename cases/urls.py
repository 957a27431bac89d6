"""Addresses of this app: pages, and the REST interface under ``/api/v1/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from cases.causes import views as causes
from cases.causes.api import CauseListView
from cases.intake import views as intake
from cases.limits.api import CaseLimitView, LimitRuleListView, PreviewView
from cases.nodes import views as nodes
from cases.nodes.api import CaseEventsView
from cases.reference import views as reference
from cases.register import views as register
from cases.register.api import AcceptView, CaseByNumberView, CaseListView, CaseView, RefuseView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", register.worklist, name="worklist"),
    path("cases/", register.case_list, name="cases"),
    path("cases/suggest/", register.suggest, name="cases-suggest"),
    path("cases/export/", register.export_page, name="cases-export"),
    path("cases/views/", register.views_page, name="cases-views"),
    path("cases/views/save/", register.save, name="cases-views-save"),
    path("cases/views/<uuid:view_id>/", register.change, name="cases-view-change"),
    path("cases/views/<uuid:view_id>/remove/", register.remove, name="cases-view-remove"),
    path("cases/<uuid:case_id>/", register.case_page, name="case"),
    path("cases/<uuid:case_id>/close/", register.close, name="close"),
    path("cases/<uuid:case_id>/grant/", register.grant, name="grant"),
    path("cases/<uuid:case_id>/four-category/", register.four_category, name="four-category"),
    path("cases/<uuid:case_id>/confirm-open/", register.confirm, name="confirm-open"),
    path("cases/<uuid:case_id>/accept/", intake.accept, name="accept"),
    path("cases/<uuid:case_id>/refuse/", intake.refuse, name="refuse"),
    path("cases/<uuid:case_id>/nodes/new/", nodes.record, name="record-node"),
    path("filing/new/", intake.new, name="filing-new"),
    path("filing/<uuid:draft_id>/", intake.edit, name="filing"),
    path("filing/<uuid:draft_id>/save/", intake.save, name="filing-save"),
    path("filing/<uuid:draft_id>/check/", intake.check, name="filing-check"),
    path("filing/<uuid:draft_id>/submit/", intake.submit, name="filing-submit"),
    path("filing/<uuid:draft_id>/discard/", intake.discard, name="filing-discard"),
    path("intake/", intake.queue, name="intake-queue"),
    path("causes.json", causes.causes, name="causes-json"),
    path("reference/", reference.index, name="reference"),
    path("reference/causes/", reference.causes, name="reference-causes"),
    path("reference/causes/<str:code>/", reference.cause, name="reference-cause"),
    path("reference/case-types/", reference.case_type_list, name="reference-case-types"),
    path("reference/case-types/<str:code>/", reference.case_type, name="reference-case-type"),
    path("reference/limit-rules/", reference.limit_rules, name="reference-limit-rules"),
    path("reference/limit-rules/<str:code>/", reference.limit_rule, name="reference-limit-rule"),
    path("reference/disposals/", reference.disposal_list, name="reference-disposals"),
    path("reference/disposals/<str:code>/", reference.disposal, name="reference-disposal"),
    path("cases/<uuid:case_id>/<slug:tab>/", register.case_page, name="case-tab"),
]

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/", CaseListView.as_view(), name="api-cases"),
    path("cases/by-number/", CaseByNumberView.as_view(), name="api-case-by-number"),
    path("cases/<uuid:case_id>/", CaseView.as_view(), name="api-case"),
    path("cases/<uuid:case_id>/accept/", AcceptView.as_view(), name="api-case-accept"),
    path("cases/<uuid:case_id>/refuse/", RefuseView.as_view(), name="api-case-refuse"),
    path("cases/<uuid:case_id>/events/", CaseEventsView.as_view(), name="api-case-events"),
    path("cases/<uuid:case_id>/limit/", CaseLimitView.as_view(), name="api-case-limit"),
    path("limits/preview/", PreviewView.as_view(), name="api-limits-preview"),
    path("limit-rules/", LimitRuleListView.as_view(), name="api-limit-rules"),
    path("causes/", CauseListView.as_view(), name="api-causes"),
]
