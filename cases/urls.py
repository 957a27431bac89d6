"""Addresses of this app: pages, and the REST interface under ``/api/v1/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from cases.agenda import views as agenda
from cases.causes import views as causes
from cases.causes.api import CauseListView
from cases.custody import views as custody
from cases.documents import views as documents
from cases.documents.api import CaseDocumentsView, DocumentContentView, DocumentWithdrawView
from cases.extensions import views as extensions
from cases.extensions.api import ApproveView, LimitRequestsView, RejectView
from cases.intake import views as intake
from cases.limits import views as limits
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
    path("cases/<uuid:case_id>/custody/", custody.begin, name="custody"),
    path("cases/<uuid:case_id>/custody/<uuid:custody_id>/end/", custody.end, name="custody-end"),
    path("cases/<uuid:case_id>/custody/<uuid:custody_id>/cancel/", custody.cancel, name="custody-cancel"),
    path("cases/<uuid:case_id>/extension/", extensions.ask, name="ask-extension"),
    path("cases/<uuid:case_id>/extension/statutory/", extensions.statutory, name="take-statutory"),
    path("extensions/", extensions.request_list, name="extensions"),
    path("extensions/<uuid:request_id>/", extensions.request_page, name="extension"),
    path("extensions/<uuid:request_id>/<slug:name>/", extensions.act, name="extension-act"),
    path("documents/<uuid:document_id>/", documents.download, name="document"),
    path("documents/<uuid:document_id>/withdraw/", documents.withdraw, name="document-withdraw"),
    path("documents/<slug:kind>/<uuid:subject>/", documents.documents, name="documents"),
    path("agenda/", agenda.month_page, name="agenda"),
    path("agenda/feed/", agenda.feed_page, name="agenda-feed"),
    path("agenda/feed/<str:token>.ics", agenda.feed_file, name="agenda-feed-file"),
    path("agenda/<str:day>/", agenda.day_page, name="agenda-day"),
    path("cases/<uuid:case_id>/limit/enter/<slug:kind>/", limits.enter, name="ledger-enter"),
    path("cases/<uuid:case_id>/limit/start/", limits.start, name="limit-start"),
    path("cases/<uuid:case_id>/limit/print/", limits.account_page, name="limit-paper-page"),
    path("cases/<uuid:case_id>/limit/print.pdf", limits.account_pdf, name="limit-paper"),
    path("limits/items/<uuid:item_id>/answer/", limits.answer, name="ledger-answer"),
    path("limits/items/<uuid:item_id>/end/", limits.end, name="ledger-end"),
    path("limits/items/<uuid:item_id>/cancel/", limits.cancel, name="ledger-cancel"),
    path("limits/items/<uuid:item_id>/told/", limits.told, name="ledger-told"),
    path("limits/calculator/", limits.calculator, name="limit-calculator"),
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
    path("cases/<uuid:case_id>/documents/", CaseDocumentsView.as_view(), name="api-case-documents"),
    path("documents/<uuid:document_id>/content/", DocumentContentView.as_view(), name="api-document"),
    path(
        "documents/<uuid:document_id>/withdraw/", DocumentWithdrawView.as_view(), name="api-document-withdraw"
    ),
    path("cases/<uuid:case_id>/limit/requests/", LimitRequestsView.as_view(), name="api-limit-requests"),
    path("limit-requests/<uuid:request_id>/approve/", ApproveView.as_view(), name="api-limit-approve"),
    path("limit-requests/<uuid:request_id>/reject/", RejectView.as_view(), name="api-limit-reject"),
    path("limits/preview/", PreviewView.as_view(), name="api-limits-preview"),
    path("limit-rules/", LimitRuleListView.as_view(), name="api-limit-rules"),
    path("causes/", CauseListView.as_view(), name="api-causes"),
]
