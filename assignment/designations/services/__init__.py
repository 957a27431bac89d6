"""Asking for a designation, deciding it, taking it back; what follows by law."""

from __future__ import annotations

from assignment.designations.services.asking import ask_designation, check_waiting, designate_by_law, withdraw
from assignment.designations.services.deciding import approve, decline

__all__ = ["approve", "ask_designation", "check_waiting", "decline", "designate_by_law", "withdraw"]
