"""Pages of the random draw: the draw step by step, its bundle, the public page and the published anchors."""

from __future__ import annotations

from assignment.draws.views.batches import batch, commit, give, open_cases
from assignment.draws.views.batches import reveal as reveal_batch
from assignment.draws.views.page import draw, nonce, reveal
from assignment.draws.views.public import anchor_data, anchor_list, anchor_sheet, bundle, program
from assignment.draws.views.series import series_file, series_page
from assignment.draws.views.verify import ask, verify, verify_bundle
from assignment.draws.views.voiding import void

__all__ = [
    "anchor_data",
    "anchor_list",
    "anchor_sheet",
    "ask",
    "batch",
    "bundle",
    "commit",
    "draw",
    "give",
    "nonce",
    "open_cases",
    "program",
    "reveal",
    "reveal_batch",
    "series_file",
    "series_page",
    "verify",
    "verify_bundle",
    "void",
]
