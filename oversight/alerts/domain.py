"""Levels of alerts: which line of a case's clock raises which alert."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from courts.rulebook.domain import Rule


class Line(Enum):
    """The day of a clock on which an alert falls due; the value is the clock's column."""

    WARN = "warn_on"
    NEAR = "near_on"
    OVER = "over_on"


@dataclass(frozen=True, kw_only=True)
class AlertLevel(Rule):
    """A row of ``levels``. ``line`` raises it, ``lamp`` is its look, ``order`` puts the most urgent first."""

    line: Line
    lamp: str
    order: int
    action_zh: str
    action_en: str

    def action(self, language: str) -> str:
        """What the recipient has to do."""
        return self.action_en if language.startswith("en") else self.action_zh


NOTE_LENGTH = 500
