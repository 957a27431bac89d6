"""An assessor as people read it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assignment.assessors.models import Assessor
from assignment.assessors.selectors import specialties


def state_of(row: Assessor, today: date) -> str:
    """``now``, ``soon``, ``past`` or ``suspended``."""
    if row.to_on < today:
        return "past"
    if row.from_on > today:
        return "soon"
    return "suspended" if row.suspended else "now"


def shown(row: Assessor, sat: int, most: int, today: date) -> dict[str, Any]:
    """One row of the list; ``left`` is how many cases of the year are left below the ceiling."""
    language = get_language() or "zh-hans"
    known = {rule.code: rule.name(language) for rule in specialties()}
    return {
        "row": row,
        "state": state_of(row, today),
        "sat": sat,
        "full": sat >= most,
        "tags": _("、").join(known.get(code, code) for code in row.specialties),
    }
