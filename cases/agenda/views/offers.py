"""What the calendar of limits offers to the shell."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from courts.actors.domain import Role, Viewer
from courts.people.registry import NavEntry

KEEPERS = frozenset({Role.JUDGE, Role.ASSISTANT, Role.DIVISION_HEAD, Role.PRESIDENT, Role.TRIAL_MANAGEMENT})


def keeps_time(viewer: Viewer) -> bool:
    """Whoever handles cases, or answers for those who do."""
    return bool(viewer.roles & KEEPERS)


def link() -> NavEntry:
    return NavEntry("mine", 2, _("审限日历"), "/agenda/", "calendar", keeps_time)
