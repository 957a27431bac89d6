"""The ladder of lamps: one word for how near a limit is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


class Lamp(Enum):
    """From calm to over; ``stopped`` while the clock stands still, ``none`` without a limit."""

    NONE = "none"
    NORMAL = "normal"
    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    BLACK = "black"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """Thresholds in days before the due date; a court may set its own (limit_rules 8, unsure).

    Long limits are near at ``near_days``; limits of ``short_limit_days`` or fewer
    at 1/``short_share`` of their length; limits of ``brief_limit_days`` or fewer
    at ``brief_near_days``. ``ask_lead_days`` lights the extension lamp ahead of
    the last day for asking.
    """

    near_days: int = 30
    short_limit_days: int = 45
    short_share: int = 6
    brief_limit_days: int = 20
    brief_near_days: int = 5
    ask_lead_days: int = 0
    red_days: int = 3

    def near_for(self, total: int | None) -> int:
        """How many days before the due date a limit of ``total`` days counts as near."""
        if total is None or total > self.short_limit_days:
            return self.near_days
        if total > self.brief_limit_days:
            return total // self.short_share
        return self.brief_near_days


@dataclass(frozen=True, kw_only=True)
class Marks:
    """The first day of each lamp; None where the lamp cannot come."""

    warn_on: date | None = None
    near_on: date | None = None
    ask_on: date | None = None
    red_on: date | None = None
    over_on: date | None = None

    def lamp(self, as_of: date) -> Lamp:
        """The most urgent lamp whose day has come."""
        ladder = (
            (self.over_on, Lamp.BLACK),
            (self.red_on, Lamp.RED),
            (self.ask_on, Lamp.ORANGE),
            (self.near_on, Lamp.YELLOW),
            (self.warn_on, Lamp.BLUE),
        )
        return next((lamp for first, lamp in ladder if first and first <= as_of), Lamp.NORMAL)


def marks(
    ladder: Ladder,
    *,
    total: int | None,
    due_on: date,
    lawful_on: date,
    warn_on: date | None,
    ask_by: date | None,
    not_before: date,
) -> Marks:
    """The marks of a running limit of ``total`` days. ``lawful_on`` decides "over", ``due_on`` all others.

    No mark of nearness lies before ``not_before``, the day the clock starts.
    """

    def before_due(days: int) -> date:
        return max(due_on - timedelta(days=days), not_before)

    return Marks(
        warn_on=warn_on,
        near_on=before_due(ladder.near_for(total)),
        ask_on=ask_by and max(ask_by - timedelta(days=ladder.ask_lead_days), not_before),
        red_on=before_due(ladder.red_days),
        over_on=lawful_on + timedelta(days=1),
    )
