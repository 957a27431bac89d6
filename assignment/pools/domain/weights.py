"""Pools: who may be drawn, and with what weight.

Random, yet even: everyone within the court's band of the least loaded judge has
a chance, the least loaded have the best, and nobody who is already a band above
the lowest is drawn. Loads are hundredths of a standard case, shares are percent,
weights are integers; there is no floating point anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from courts.refusals.domain import Refused
from courts.rulebook.domain import Rule, RuleTable

BAND = 500
FULL_SHARE = 100
SHARE_ZERO = "SHARE_ZERO"
WIDEST_BAND = 10_000


@dataclass(frozen=True, kw_only=True)
class ExclusionReason(Rule):
    """Why a judge of the pool is not drawn from.

    ``zh`` and ``en`` are what the public reads: the category only, never a private
    detail (not which illness, not which relative). ``needs_approver`` is true where
    a person decides the exclusion, who must then be named.
    """

    needs_approver: bool = False


@dataclass(frozen=True, kw_only=True)
class PoolSetting(Rule):
    """A number that the law leaves to the court, with its unit."""

    value: int
    unit: str


@dataclass(frozen=True, kw_only=True)
class PoolJudge:
    """A judge of a pool as the weights need to know him.

    ``id`` is ASCII, so that every implementation sorts alike. ``load`` is the open
    weighted load, ``reentry_load`` the pool's median load on the day of return from
    leave (0: not back from leave), both in hundredths of a standard case. ``share``
    is the capacity share in percent. ``excluded`` is the code of an exclusion reason
    or empty; ``excluded_by`` who approved it, where a person did.
    Raises ValueError on values out of range.
    """

    id: str
    load: int
    share: int = FULL_SHARE
    reentry_load: int = 0
    excluded: str = ""
    excluded_by: str = ""

    def __post_init__(self) -> None:
        if not self.id or not self.id.isascii():
            raise ValueError(f"judge id {self.id!r} must be non-empty ASCII")
        for name in ("load", "reentry_load", "share"):
            value = getattr(self, name)
            if type(value) is not int or value < 0:
                raise ValueError(f"{name} of {self.id} must be an integer not below 0, not {value!r}")
        if self.share > FULL_SHARE:
            raise ValueError(f"share of {self.id} is a percentage up to {FULL_SHARE}, not {self.share}")
        if self.excluded_by and not self.reason:
            raise ValueError(f"{self.id} has an approver of an exclusion but no exclusion")

    @property
    def reason(self) -> str:
        """The exclusion that holds; a share of zero excludes by itself. Empty: eligible."""
        return self.excluded or ("" if self.share else SHARE_ZERO)

    @property
    def counted_load(self) -> int:
        """The load the weight is computed from; see ``counted_load``."""
        return counted_load(self.load, self.reentry_load)


@dataclass(frozen=True, kw_only=True)
class RosterEntry:
    """One line of a draw's roster: the weight with every input it was computed from."""

    id: str
    eligible: bool
    reason: str
    weight: int
    load: int
    share: int
    reentry_load: int
    excluded_by: str

    def as_row(self) -> dict[str, Any]:
        """The line as it stands in the snapshot."""
        return dict(vars(self))


@dataclass(frozen=True)
class RosterChange:
    """What differs between the rosters of two draws of one pool; judge ids, sorted."""

    joined: tuple[str, ...]
    left: tuple[str, ...]
    newly_excluded: tuple[str, ...]
    readmitted: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.joined or self.left or self.newly_excluded or self.readmitted)


def counted_load(load: int, reentry_load: int) -> int:
    """The load that counts: a judge back from leave counts at least the median of the day of return.

    So he is neither flooded on return nor ahead of the others for having been away,
    and the floor loses its effect by itself once his own load has grown past it.
    """
    return max(load, reentry_load)


def weight(counted: int, lowest: int, share: int, band: int) -> int:
    """floor(max(0, band + 1 - (counted - lowest)) × share / 100), at least 1 where the first factor is.

    ``lowest`` is the lowest counted load among the pool's eligible judges.
    """
    room = max(0, band + 1 - (counted - lowest))
    return max(1, room * share // FULL_SHARE) if room else 0


def roster(judges: Iterable[PoolJudge], band: int = BAND) -> tuple[RosterEntry, ...]:
    """The whole roster of a pool, sorted by id: the excluded with their reason and weight 0.

    The pool's lowest load is taken among the eligible: a judge on leave with an
    empty docket must not shut out everyone else. Raises ValueError on a repeated id
    or a negative band.
    """
    listed = sorted(judges, key=lambda judge: judge.id)
    if type(band) is not int or band < 0:
        raise ValueError(f"the band is an integer not below 0, not {band!r}")
    if len({judge.id for judge in listed}) != len(listed):
        raise ValueError("a judge stands twice in the pool")
    lowest = min((judge.counted_load for judge in listed if not judge.reason), default=0)
    return tuple(_entry(judge, lowest, band) for judge in listed)


def _entry(judge: PoolJudge, lowest: int, band: int) -> RosterEntry:
    eligible = not judge.reason
    return RosterEntry(
        id=judge.id,
        eligible=eligible,
        reason=judge.reason,
        weight=weight(judge.counted_load, lowest, judge.share, band) if eligible else 0,
        load=judge.load,
        share=judge.share,
        reentry_load=judge.reentry_load,
        excluded_by=judge.excluded_by,
    )


def median_load(loads: Sequence[int]) -> int:
    """The median of a pool's loads in hundredths; of an even number, the mean of the middle two, floored.

    An empty pool has the median 0.
    """
    if not loads:
        return 0
    ordered = sorted(loads)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) // 2


def check_exclusions(judges: Iterable[PoolJudge], reasons: RuleTable[ExclusionReason], on: date) -> None:
    """Nobody is left out without a listed reason, nor by a person who is not named.

    Raises Refused POOL-EXCLUSION-REASON or POOL-EXCLUSION-APPROVER.
    """
    in_force = {reason.code: reason for reason in reasons.in_force(on)}
    for judge in judges:
        if not judge.reason:
            continue
        rule = in_force.get(judge.reason)
        if rule is None:
            raise Refused("POOL-EXCLUSION-REASON", judge=judge.id, reason=judge.reason)
        if rule.needs_approver and not judge.excluded_by:
            raise Refused("POOL-EXCLUSION-APPROVER", judge=judge.id, reason=rule.zh, reason_en=rule.en)


def compare_rosters(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> RosterChange:
    """What changed between two snapshots' rosters (rows as they stand in the snapshots)."""
    old = {row["id"]: row["eligible"] for row in before}
    new = {row["id"]: row["eligible"] for row in after}
    both = sorted(old.keys() & new.keys())
    return RosterChange(
        joined=tuple(sorted(new.keys() - old.keys())),
        left=tuple(sorted(old.keys() - new.keys())),
        newly_excluded=tuple(judge for judge in both if old[judge] and not new[judge]),
        readmitted=tuple(judge for judge in both if new[judge] and not old[judge]),
    )
