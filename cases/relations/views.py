"""The panel of hints on the case page."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.docket.models import Case
from cases.relations.selectors import hints_of, link_kinds
from courts.actors.domain import Viewer


def panel(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    """Cases that may belong with this one, each with its reason."""
    return {
        "hints": [{"hint": hint, "kind": link_kinds().latest(hint.kind)} for hint in hints_of(case, viewer)]
    }
