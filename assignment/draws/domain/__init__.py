"""cf-draw/1: a random assignment that anyone can re-check. The public names of the rules."""

from __future__ import annotations

from assignment.draws.domain.checks import check_bundle
from assignment.draws.domain.problems import Problem, ProblemRule, describe
from assignment.draws.domain.protocol import (
    ALG,
    NO_PREVIOUS,
    Pick,
    anchor,
    canonical_json,
    fingerprint,
    lp,
    pick,
    reveal,
    seed,
    snapshot_hash,
)
from assignment.draws.domain.records import (
    Chain,
    Purpose,
    build_snapshot,
    open_bundle,
    read_receipt,
    result_bundle,
    sealed_subject,
    void_bundle,
)
from assignment.draws.domain.series import check_series
from assignment.draws.domain.states import (
    TRANSITIONS,
    Status,
    advance,
    check_nonce,
    check_reveal,
    check_startable,
    check_void,
    fix_nonce,
    next_number,
    nonce_window_over,
)

__all__ = [
    "ALG",
    "NO_PREVIOUS",
    "TRANSITIONS",
    "Chain",
    "Pick",
    "Problem",
    "ProblemRule",
    "Purpose",
    "Status",
    "advance",
    "anchor",
    "build_snapshot",
    "canonical_json",
    "check_bundle",
    "check_nonce",
    "check_reveal",
    "check_series",
    "check_startable",
    "check_void",
    "describe",
    "fingerprint",
    "fix_nonce",
    "lp",
    "next_number",
    "nonce_window_over",
    "open_bundle",
    "pick",
    "read_receipt",
    "result_bundle",
    "reveal",
    "sealed_subject",
    "seed",
    "snapshot_hash",
    "void_bundle",
]
