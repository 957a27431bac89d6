"""The nodes a case passes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from courts.rulebook.domain import Rule


class Node(Enum):
    FILING = "filing"
    ASSIGNMENT = "assignment"
    SERVICE = "service"
    HEARING = "hearing"
    DELIBERATION = "deliberation"
    PRONOUNCEMENT = "pronouncement"
    ENFORCEMENT = "enforcement"
    CLOSING = "closing"
    ARCHIVING = "archiving"


@dataclass(frozen=True, kw_only=True)
class NodeRule(Rule):
    """A node's names, and whether people enter it (else the system does)."""

    entered_by_hand: bool
    order: int
