"""The caseload of leaders: integers only, rates in basis points (1/10,000).

Source: 法发〔2017〕10号 items 1-4; 吉高法〔2019〕2号（五）.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from courts.rulebook.domain import Rule

BASIS = 10_000
PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class Target(Rule):
    """What a post has to try at a level of court, as a range of the base's average, in basis points.

    ``base`` is ``division`` or ``court``; ``option`` names the court's own figure within the range.
    Raises ValueError on an empty range.
    """

    levels: tuple[str, ...]
    post: str
    low_bp: int
    high_bp: int
    base: str
    option: str

    def __post_init__(self) -> None:
        if not 0 <= self.low_bp <= self.high_bp or self.base not in ("division", "court"):
            raise ValueError("a target is a range of the average of a division or a court")

    def of_court(self, percent: int) -> int:
        """The court's own figure in basis points, kept within the range."""
        return min(max(percent * BASIS // PERCENT, self.low_bp), self.high_bp)


@dataclass(frozen=True, kw_only=True)
class SimpleKind(Rule):
    """Procedures whose cases leaders do not take."""

    procedures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OwnAct(Rule):
    """What shows that a leader tried a case himself: an event at a node, or a paper so titled."""

    nodes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


Span = tuple[date, date | None]
Periods = list[tuple[int, int]]
"""First and last days as ordinals, both counted; in order and apart from each other."""


def periods(spans: Iterable[Span], first: date, last: date) -> Periods:
    """The days from ``first`` to ``last`` that at least one span covers."""
    found: Periods = []
    for begins, ends in sorted(spans, key=lambda span: span[0]):
        start, stop = max(begins, first).toordinal(), min(ends or last, last).toordinal()
        if found:
            start = max(start, found[-1][1] + 1)
        if start <= stop:
            found.append((start, stop))
    return found


def both(one: Periods, other: Periods) -> Periods:
    """The days in both."""
    met = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return [(start, stop) for start, stop in met if start <= stop]


def without(one: Periods, other: Periods) -> Periods:
    """The days in the one and not in the other."""
    left = one
    for start, stop in other:
        pieces = [piece for a, b in left for piece in ((a, min(b, start - 1)), (max(a, stop + 1), b))]
        left = [(a, b) for a, b in pieces if a <= b]
    return left


def days(of: Periods) -> int:
    """How many days."""
    return sum(stop - start + 1 for start, stop in of)


def closed_in(closed: Sequence[int], of: Periods) -> int:
    """How many of the sorted closing days, one for each case, fall into the periods."""
    return sum(bisect_right(closed, stop) - bisect_left(closed, start) for start, stop in of)


def rate_bp(cases: int, days: int, base_cases: int, base_days: int) -> int | None:
    """(cases ÷ days in post) ÷ (cases of the base ÷ days of its judges), in basis points, floored.

    So it is pro rata by itself: half a year in post is measured against half a year's average.
    None where nothing can be compared (no days, or a base that closed nothing).
    """
    if days <= 0 or base_cases <= 0 or base_days <= 0:
        return None
    return cases * base_days * BASIS // (days * base_cases)


def wanted_hundredths(target_bp: int, days: int, base_cases: int, base_days: int) -> int:
    """The number of cases that meets the target, in hundredths of a case, rounded up. 0 without a base."""
    if base_days <= 0:
        return 0
    return -(-target_bp * days * base_cases * 100 // (BASIS * base_days))


def average_hundredths(base_cases: int, base_days: int, days: int) -> int:
    """What a judge of the base closed on average in as many days, in hundredths of a case."""
    return base_cases * days * 100 // base_days if base_days > 0 else 0


@dataclass(frozen=True)
class Tally:
    """Cases and days of one leader and of the base in a period."""

    cases: int
    days: int
    base_cases: int
    base_days: int

    @property
    def rate(self) -> int | None:
        return rate_bp(self.cases, self.days, self.base_cases, self.base_days)

    @property
    def average(self) -> int:
        return average_hundredths(self.base_cases, self.base_days, self.days)


def behind(tally: Tally, target_bp: int) -> bool:
    """Whether the rate, pro rata, is below the target."""
    rate = tally.rate
    return rate is not None and rate < target_bp


def months_until(year: int, until: date) -> Periods:
    """First and last day of each month of a year, up to the day asked for."""
    found: Periods = []
    for month in range(1, 13):
        first = date(year, month, 1)
        if first > until:
            break
        following = date(year + month // 12, month % 12 + 1, 1)
        found.append((first.toordinal(), min(until.toordinal(), following.toordinal() - 1)))
    return found


def percent(basis_points: int | None) -> str:
    """6250 -> ``62.50%``; a dash where nothing can be compared."""
    return "—" if basis_points is None else f"{basis_points // 100}.{basis_points % 100:02d}%"
