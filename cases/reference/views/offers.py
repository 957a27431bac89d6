"""What reference offers to the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from courts.actors.domain import Viewer
from courts.people.registry import NavEntry


def link() -> NavEntry:
    """The entry for everybody who is logged in."""

    def everyone(viewer: Viewer) -> bool:
        return True

    note = _("案由、案件类型、审限规则、结案方式，附条文和施行日期")
    return NavEntry("help", 5, _("规则查询"), "/reference/", "list", everyone, note=note)
