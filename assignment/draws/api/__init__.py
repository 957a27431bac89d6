"""REST: draws step by step or at once, their records, whole series, the published anchors."""

from assignment.draws.api.published import AnchorListView, BundleView, SeriesView
from assignment.draws.api.steps import (
    CaseDrawsView,
    DrawView,
    NonceView,
    RevealView,
    VoidView,
    latest_draw,
)

__all__ = [
    "AnchorListView",
    "BundleView",
    "CaseDrawsView",
    "DrawView",
    "NonceView",
    "RevealView",
    "SeriesView",
    "VoidView",
    "latest_draw",
]
