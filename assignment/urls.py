"""Addresses of this app: pages, and the REST interface under ``/api/v1/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from assignment.draws import views as draws
from assignment.draws.api import (
    AnchorListView,
    BundleView,
    CaseDrawsView,
    DrawView,
    NonceView,
    RevealView,
)
from assignment.notices import views as notices
from assignment.pools import views as pools

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<uuid:case_id>/draw/", draws.draw, name="draw"),
    path("draws/<uuid:draw_id>/nonce/", draws.nonce, name="draw-nonce"),
    path("draws/<uuid:draw_id>/reveal/", draws.reveal, name="draw-reveal"),
    path("draws/<uuid:draw_id>/bundle.json", draws.bundle, name="draw-bundle"),
    path("draws/verify_draw.py", draws.program, name="draw-program"),
    path("anchors/", draws.anchor_list, name="anchors"),
    path("office/pools/", pools.pool_list, name="pools"),
    path("office/pools/new/", pools.new_pool, name="new-pool"),
    path("office/pools/<int:pool_id>/", pools.pool_page, name="pool"),
    path("office/pools/members/<int:member_id>/", pools.member_page, name="pool-member"),
    path("office/leave/", pools.leave_list, name="leave"),
    path("office/leave/<int:absence_id>/", pools.leave_page, name="leave-entry"),
    path("anchors.json", draws.anchor_data, name="anchors-data"),
    path("anchors.pdf", draws.anchor_sheet, name="anchors-sheet"),
    path("verify/", draws.ask, name="verify-ask"),
    path("verify/<str:receipt>/", draws.verify, name="verify"),
    path("verify/<str:receipt>/bundle.json", draws.verify_bundle, name="verify-bundle"),
    path("cases/<uuid:case_id>/notice.pdf", notices.notice_pdf, name="acceptance-notice"),
    path("cases/<uuid:case_id>/notice/", notices.notice_page, name="acceptance-notice-page"),
]

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<uuid:case_id>/draws/", CaseDrawsView.as_view(), name="api-case-draws"),
    path("draws/<uuid:draw_id>/", DrawView.as_view(), name="api-draw"),
    path("draws/<uuid:draw_id>/nonce/", NonceView.as_view(), name="api-draw-nonce"),
    path("draws/<uuid:draw_id>/reveal/", RevealView.as_view(), name="api-draw-reveal"),
    path("draws/<uuid:draw_id>/bundle/", BundleView.as_view(), name="api-draw-bundle"),
    path("anchors/", AnchorListView.as_view(), name="api-anchors"),
]
