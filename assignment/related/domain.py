"""Taking or declining a related case before the draw."""

from __future__ import annotations

from enum import Enum

SHORTEST, LONGEST = 10, 500
"""Characters of the reason for declining."""


class Answer(Enum):
    """The case follows the other to its judge, or is drawn all the same."""

    TAKE = "take"
    DECLINE = "decline"


def reason_will_do(reason: str) -> bool:
    """Whether the reason for declining says something."""
    return SHORTEST <= len(reason.strip()) <= LONGEST
