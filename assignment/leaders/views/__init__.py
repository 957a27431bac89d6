"""Pages about the caseload of leaders."""

from __future__ import annotations

from assignment.leaders.views.lists import answer, leader_list
from assignment.leaders.views.office import other_leaders
from assignment.leaders.views.one import leader_page, propose

__all__ = ["answer", "leader_list", "leader_page", "other_leaders", "propose"]
