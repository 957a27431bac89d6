"""The pages of conflicts: one's relatives, the office's lists, a case's agents, names that agree."""

from assignment.conflicts.views.cases import agents
from assignment.conflicts.views.confirming import confirm_end_page
from assignment.conflicts.views.ends import end_former_staff, end_my_relative, end_of_case
from assignment.conflicts.views.flags import case_flags, my_flags
from assignment.conflicts.views.lists import former_staff, my_relatives, relatives

__all__ = [
    "agents",
    "case_flags",
    "confirm_end_page",
    "end_former_staff",
    "end_my_relative",
    "end_of_case",
    "former_staff",
    "my_flags",
    "my_relatives",
    "relatives",
]
