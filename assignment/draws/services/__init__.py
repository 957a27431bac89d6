"""Draws: chains, the steps of one draw, and what finishes a draw that was left."""

from __future__ import annotations

from assignment.draws.services.acts import Subject
from assignment.draws.services.chains import ensure_chain
from assignment.draws.services.samples import commit_samples, fix_samples, settle_samples
from assignment.draws.services.steps import commit_draw, draw_at_once, give_nonce, reveal_draw
from assignment.draws.services.sweep import sweep_draws

__all__ = [
    "Subject",
    "commit_draw",
    "commit_samples",
    "draw_at_once",
    "ensure_chain",
    "fix_samples",
    "give_nonce",
    "reveal_draw",
    "settle_samples",
    "sweep_draws",
]
