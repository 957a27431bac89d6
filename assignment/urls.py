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

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<uuid:case_id>/draw/", draws.draw, name="draw"),
    path("draws/<uuid:draw_id>/nonce/", draws.nonce, name="draw-nonce"),
    path("draws/<uuid:draw_id>/reveal/", draws.reveal, name="draw-reveal"),
    path("draws/<uuid:draw_id>/bundle.json", draws.bundle, name="draw-bundle"),
    path("draws/verify_draw.py", draws.program, name="draw-program"),
    path("anchors/", draws.anchor_list, name="anchors"),
]

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<uuid:case_id>/draws/", CaseDrawsView.as_view(), name="api-case-draws"),
    path("draws/<uuid:draw_id>/", DrawView.as_view(), name="api-draw"),
    path("draws/<uuid:draw_id>/nonce/", NonceView.as_view(), name="api-draw-nonce"),
    path("draws/<uuid:draw_id>/reveal/", RevealView.as_view(), name="api-draw-reveal"),
    path("draws/<uuid:draw_id>/bundle/", BundleView.as_view(), name="api-draw-bundle"),
    path("anchors/", AnchorListView.as_view(), name="api-anchors"),
]
