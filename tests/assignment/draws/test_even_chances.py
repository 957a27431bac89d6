"""A hundred thousand picks fall as the weights say."""

from __future__ import annotations

import hashlib
from collections import Counter

from assignment.draws.domain import pick
from assignment.pools.domain import roster
from tests.assignment.draws.conftest import JUDGES

PICKS = 100_000
CRITICAL = 18.467
"""The chi-square value that four independent counts exceed once in a thousand times (99.9 %)."""


def test_a_hundred_thousand_picks_follow_the_weights() -> None:
    rows = [entry.as_row() for entry in roster(JUDGES)]
    weights = {row["id"]: row["weight"] for row in rows if row["weight"]}
    total = sum(weights.values())
    seed = hashlib.sha256(b"a hundred thousand draws").digest()
    drawn: Counter[str] = Counter()
    for number in range(PICKS):
        drawn[pick(rows, hashlib.sha256(seed + number.to_bytes(4, "big")).digest()).winner] += 1
    assert set(drawn) == set(weights) and "J004" not in drawn, "who is on leave is never drawn"
    expected = {judge: PICKS * weight / total for judge, weight in weights.items()}
    statistic = sum((drawn[judge] - mean) ** 2 / mean for judge, mean in expected.items())
    assert statistic < CRITICAL, (statistic, drawn, weights)
