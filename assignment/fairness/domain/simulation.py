"""Drawing thousands of invented cases with the real weights and protocol, to see how even it comes out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from assignment.draws.domain import protocol
from assignment.fairness.domain.measures import MILLION, Tally, chi_square, critical_value, gini
from assignment.pools.domain import BAND, FULL_SHARE, weight

LOADS = (40, 70, 70, 100, 100, 100, 120, 150, 180)
"""What the invented cases weigh, in hundredths of a standard case; each as often as it stands here."""


@dataclass(frozen=True)
class Simulated:
    """What came of it. Loads in hundredths of a standard case, ``gini`` in ten-thousandths."""

    tallies: tuple[Tally, ...]
    loads: tuple[int, ...]
    band: int

    @property
    def spread(self) -> int:
        """The heaviest load less the lightest."""
        return max(self.loads) - min(self.loads)

    @property
    def gini(self) -> int:
        return gini(self.loads)

    @property
    def statistic(self) -> tuple[float, int]:
        """Chi-square of the picks against the weights, and its degrees of freedom."""
        return chi_square(self.tallies)

    @property
    def critical(self) -> float:
        return critical_value(self.statistic[1])


def simulate(
    *, judges: int, cases: int, seed: str, band: int = BAND, shares: Sequence[int] = ()
) -> Simulated:
    """Draw ``cases`` cases, none of which is ever closed, among ``judges`` judges.

    The same seed gives the same result. ``shares``: capacity shares in percent, 100 where
    none is given. Every draw has its snapshot hash, its secret of the chain and its pick.
    """
    if judges < 1 or cases < 1:
        raise ValueError("a simulation needs a judge and a case")
    given = [shares[number] if number < len(shares) else FULL_SHARE for number in range(judges)]
    names = [f"J{number:05d}" for number in range(judges)]
    loads, drawn = [0] * judges, [0] * judges
    expected, variance = [0] * judges, [0] * judges
    place = {name: number for number, name in enumerate(names)}
    secrets, previous = _secrets(seed, cases), protocol.NO_PREVIOUS
    for draw_no in range(1, cases + 1):
        lowest = min(loads)
        weights = [weight(load, lowest, share, band) for load, share in zip(loads, given, strict=True)]
        total = sum(weights)
        for number, held in enumerate(weights):
            chance = held * MILLION // total
            expected[number] += chance
            variance[number] += chance * (MILLION - chance) // MILLION
        snapshot = {
            "draw_no": draw_no,
            "prev_draw": previous,
            "roster": list(zip(names, weights, strict=True)),
        }
        digest = protocol.snapshot_hash(snapshot)
        rows = [
            {"id": name, "eligible": True, "weight": held} for name, held in zip(names, weights, strict=True)
        ]
        winner = place[protocol.pick(rows, protocol.seed(digest, secrets[draw_no])).winner]
        drawn[winner] += 1
        loads[winner] += _load(seed, draw_no)
        previous = digest.hex()
    tallies = tuple(
        Tally(
            judge=name,
            listed=cases,
            eligible=cases,
            drawn=drawn[number],
            expected=expected[number],
            variance=variance[number],
        )
        for number, name in enumerate(names)
    )
    return Simulated(tallies, tuple(loads), band)


def _secrets(seed: str, cases: int) -> list[bytes]:
    """The reveals of a chain by draw number; place 0 is the anchor."""
    secrets = [hashlib.sha256(f"simulated chain {seed}".encode()).digest()]
    for _ in range(cases):
        secrets.append(hashlib.sha256(secrets[-1]).digest())
    return secrets[::-1]


def _load(seed: str, draw_no: int) -> int:
    digest = hashlib.sha256(f"simulated case {seed} {draw_no}".encode()).digest()
    return LOADS[int.from_bytes(digest[:8], "big") % len(LOADS)]
