"""Pages of the random draw: the draw step by step, its bundle, the public page and the published anchors."""

from __future__ import annotations

from assignment.draws.views.page import draw, nonce, reveal
from assignment.draws.views.public import anchor_data, anchor_list, anchor_sheet, bundle, program
from assignment.draws.views.verify import ask, verify, verify_bundle

__all__ = [
    "anchor_data",
    "anchor_list",
    "anchor_sheet",
    "ask",
    "bundle",
    "draw",
    "nonce",
    "program",
    "reveal",
    "verify",
    "verify_bundle",
]
