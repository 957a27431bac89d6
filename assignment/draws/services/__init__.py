"""Draws: chains, the steps of one draw, and what finishes a draw that was left."""

from __future__ import annotations

from assignment.draws.services.acts import Subject
from assignment.draws.services.batches import Batch, commit_batch, fix_batch, reveal_batch
from assignment.draws.services.chains import ensure_chain, publish_ahead
from assignment.draws.services.samples import commit_samples, fix_samples, settle_samples
from assignment.draws.services.steps import commit_draw, draw_at_once, give_nonce, reveal_draw, witness_named
from assignment.draws.services.sweep import sweep_draws
from assignment.draws.services.voiding import answer_void, ask_void, void_draw

__all__ = [
    "Batch",
    "Subject",
    "answer_void",
    "ask_void",
    "commit_batch",
    "commit_draw",
    "commit_samples",
    "draw_at_once",
    "ensure_chain",
    "fix_batch",
    "fix_samples",
    "give_nonce",
    "publish_ahead",
    "reveal_batch",
    "reveal_draw",
    "settle_samples",
    "sweep_draws",
    "void_draw",
    "witness_named",
]
