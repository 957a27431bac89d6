"""Numbers about draws. Chances are counted in millionths, so that sums of any number of draws stay exact.

``expected`` is the sum of a judge's chances (weight ÷ total weight) over the draws whose
roster named them, ``variance`` the sum of chance × (1 - chance): given the rosters, the
number of cases drawn has just this mean and variance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import erf, sqrt

from courts.rulebook.domain import Rule

MILLION = 1_000_000
TEN_THOUSAND = 10_000
_Z = {95: 1.6448536, 99: 2.3263479}
FEWEST_EXPECTED = 5
"""Below an average of so many expected draws a judge a chi-square says nothing."""


@dataclass(frozen=True, kw_only=True)
class Band(Rule):
    """Judges whose draws lie from ``from_sd`` up to, not including, ``to_sd`` standard deviations off."""

    from_sd: int | None = None
    to_sd: int | None = None

    def holds(self, deviation: float) -> bool:
        return (self.from_sd is None or deviation >= self.from_sd) and (
            self.to_sd is None or deviation < self.to_sd
        )


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One judge's draws. ``expected`` and ``variance`` in millionths, the rest numbers of draws."""

    judge: str
    listed: int
    eligible: int
    drawn: int
    expected: int
    variance: int

    @property
    def deviation(self) -> float:
        """Standard deviations by which the draws lie above (or below) what the chances gave."""
        if not self.variance:
            return 0.0
        return (self.drawn * MILLION - self.expected) / sqrt(self.variance * MILLION)

    @property
    def excluded(self) -> int:
        return self.listed - self.eligible


class Verdict(StrEnum):
    """What a chi-square says."""

    TOO_FEW = "too_few"
    WITHIN = "within"
    UNUSUAL = "unusual"
    CONSPICUOUS = "conspicuous"


def chi_square(tallies: Iterable[Tally]) -> tuple[float, int]:
    """The statistic of draws against chances and its degrees of freedom.

    Σ (drawn - expected)² ÷ expected, brought to the mean a chi-square of these degrees of freedom has:
    with chances that differ from draw to draw the plain sum would come out too small.
    """
    counted = [tally for tally in tallies if tally.expected > 0]
    freedom = len(counted) - 1
    mean = sum(tally.variance / tally.expected for tally in counted)
    if freedom < 1 or not mean:
        return 0.0, max(0, freedom)
    plain = sum((tally.drawn * MILLION - tally.expected) ** 2 / tally.expected for tally in counted) / MILLION
    return plain * freedom / mean, freedom


def critical_value(freedom: int, percent: int = 95) -> float:
    """The value a chi-square stays below in so many of a hundred cases (95 or 99); Wilson and Hilferty."""
    if freedom < 1:
        return 0.0
    part = 2 / (9 * freedom)
    return float(freedom * (1 - part + _Z[percent] * sqrt(part)) ** 3)


def verdict_of(tallies: Sequence[Tally]) -> Verdict:
    """What the chi-square of these draws says: within chance, unusual (1 in 20), conspicuous (1 in 100)."""
    statistic, freedom = chi_square(tallies)
    counted = [tally for tally in tallies if tally.expected > 0]
    drawn = sum(tally.drawn for tally in counted)
    if freedom < 1 or drawn < FEWEST_EXPECTED * len(counted):
        return Verdict.TOO_FEW
    if statistic <= critical_value(freedom, 95):
        return Verdict.WITHIN
    return Verdict.UNUSUAL if statistic <= critical_value(freedom, 99) else Verdict.CONSPICUOUS


def gini(values: Sequence[int]) -> int:
    """How unevenly something is shared, in ten-thousandths: 0 all alike, towards 10000 all with one."""
    ordered, total = sorted(values), sum(values)
    if not total:
        return 0
    number = len(ordered)
    ranked = sum(place * value for place, value in enumerate(ordered, start=1))
    return (2 * ranked - (number + 1) * total) * TEN_THOUSAND // (number * total)


def banded(tallies: Iterable[Tally], bands: Sequence[Band]) -> list[int]:
    """How many judges fall into each band."""
    deviations = [tally.deviation for tally in tallies if tally.variance]
    return [sum(band.holds(deviation) for deviation in deviations) for band in bands]


def normal_share(band: Band) -> float:
    """The share of judges that pure chance puts into a band."""
    return _below(band.to_sd, 1.0) - _below(band.from_sd, 0.0)


def _below(sd: int | None, otherwise: float) -> float:
    return otherwise if sd is None else (1 + erf(sd / sqrt(2))) / 2
