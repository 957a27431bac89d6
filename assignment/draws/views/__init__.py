"""Pages of the random draw: the draw itself step by step, its bundle, and the published anchors."""

from __future__ import annotations

from assignment.draws.views.page import draw, nonce, reveal
from assignment.draws.views.public import anchor_list, bundle, program

__all__ = ["anchor_list", "bundle", "draw", "nonce", "program", "reveal"]
