"""A small court with a secret chain, whose draws the tests publish, check and tamper with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from assignment.draws import domain
from assignment.pools.domain import PoolJudge, roster

JUDGES = (
    PoolJudge(id="J001", load=2300),
    PoolJudge(id="J002", load=1900, share=50),
    PoolJudge(id="J003", load=0, reentry_load=2100),
    PoolJudge(id="J004", load=2000, excluded="LEAVE", excluded_by="P900"),
    PoolJudge(id="J005", load=2450),
)


class DrawCourt:
    """Commits and finishes draws of one chain as a court would."""

    def __init__(self, tail: str = "a tail for tests", length: int = 40, year: int = 2026) -> None:
        self.tail, self.length = hashlib.sha256(tail.encode()).digest(), length
        self.chain = domain.Chain(court="220621", purpose=domain.Purpose.HANDLER, year=year)
        self.anchor = domain.anchor(self.tail, length).hex()
        self.bundles: list[dict[str, Any]] = []

    def snapshot(self, **changes: Any) -> dict[str, Any]:
        number = len(self.bundles) + 1
        last = self.bundles[-1]["snapshot_hash"] if self.bundles else domain.NO_PREVIOUS
        values: dict[str, Any] = {
            "chain": self.chain,
            "draw_no": number,
            "prev_draw": last,
            "case": f"（2026）吉0621民初{number}号",
            "attempt": 1,
            "pool": "民事",
            "rule_set": "2026-01-01",
            "band": 500,
            "roster": roster(JUDGES),
        }
        return domain.build_snapshot(**(values | changes))

    def reveal(self, number: int) -> str:
        return domain.reveal(self.tail, self.length, number).hex()

    def draw(self, nonce: str = "31415926", beacon: str = "", **changes: Any) -> dict[str, Any]:
        snapshot = self.snapshot(**changes)
        secret = self.reveal(snapshot["draw_no"])
        return self._keep(
            domain.result_bundle(snapshot, anchor=self.anchor, reveal=secret, nonce=nonce, beacon=beacon)
        )

    def void(self, **changes: Any) -> dict[str, Any]:
        snapshot = self.snapshot(**changes)
        secret = self.reveal(snapshot["draw_no"])
        return self._keep(domain.void_bundle(snapshot, anchor=self.anchor, reveal=secret))

    def commit(self, nonce: str | None = None, **changes: Any) -> dict[str, Any]:
        status = domain.Status.COMMITTED if nonce is None else domain.Status.NONCE_FIXED
        snapshot = self.snapshot(**changes)
        return self._keep(domain.open_bundle(snapshot, anchor=self.anchor, status=status, nonce=nonce))

    def _keep(self, bundle: dict[str, Any]) -> dict[str, Any]:
        self.bundles.append(bundle)
        return bundle


@pytest.fixture
def court() -> DrawCourt:
    return DrawCourt()


@pytest.fixture
def new_court() -> Callable[..., DrawCourt]:
    return DrawCourt
