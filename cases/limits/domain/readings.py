"""Where the law leaves a doubt: how a court reads it. The defaults are the recommended readings."""

from __future__ import annotations

from dataclasses import dataclass, field

from cases.limits.domain.lamp import Ladder
from cases.limits.domain.rule import Category


@dataclass(frozen=True, kw_only=True)
class Readings:
    """The disputed readings in force, and the court's thresholds.

    ``both_ends``: an interval left out counts its first day too (e − s + 1 days, not e − s).
    ``pooled``: months of extensions are added to the base at once, not from each expiry.
    ``days_first``: of one and a half months the 15 days come first.
    ``warn_at_two_thirds``: the warning comes with the day that completes two thirds, not the one after.
    ``shift_civil``, ``shift_administrative``: a last day on a holiday moves the court's own limit
    too; the criminal rule (刑事诉讼法第一百零五条第四款) is certain and no reading.
    ``whole_file_reading``: all days of a stop whose ground is cut at its cap are left out (X13).
    ``appeal_from_receipt``: administrative appeals run from receipt of the petition, as the law says.
    """

    both_ends: bool = False
    pooled: bool = False
    days_first: bool = False
    warn_at_two_thirds: bool = False
    shift_civil: bool = True
    shift_administrative: bool = True
    whole_file_reading: bool = False
    appeal_from_receipt: bool = True
    ladder: Ladder = field(default_factory=Ladder)

    def shifts(self, category: Category) -> bool:
        """Whether a holiday moves the latest lawful day in cases of ``category``."""
        if category is Category.CRIMINAL:
            return True
        if category in (Category.ADMINISTRATIVE, Category.NON_LITIGATION):
            return self.shift_administrative
        return self.shift_civil

    def warn_day(self, total: int) -> int:
        """The counted day on which the two-thirds warning comes, of a limit of ``total`` days."""
        return -(-2 * total // 3) if self.warn_at_two_thirds else 2 * total // 3 + 1


RECOMMENDED = Readings()
