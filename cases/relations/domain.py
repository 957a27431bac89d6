"""Why two cases may belong together."""

from __future__ import annotations

from dataclasses import dataclass

from courts.rulebook.domain import Rule


@dataclass(frozen=True, kw_only=True)
class LinkKind(Rule):
    """A reason for a hint, in words; ``within_days`` is how far back earlier cases are looked at."""

    within_days: int
