"""Pages of the list of assessors."""

from __future__ import annotations

from assignment.assessors.views.lists import assessor_list
from assignment.assessors.views.one import assessor_page

__all__ = ["assessor_list", "assessor_page"]
