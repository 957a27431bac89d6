"""What intake offers to the navigation."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy

from cases.intake.selectors import open_drafts, waiting
from courts.actors.domain import Right, Viewer
from courts.people.registry import NavEntry


def links() -> list[NavEntry]:
    """Filing, and the filings under review with the viewer's drafts."""

    def files(viewer: Viewer) -> bool:
        return viewer.may_anywhere(Right.FILE)

    def decides(viewer: Viewer) -> bool:
        return viewer.may_anywhere(Right.ACCEPT) or files(viewer)

    def undecided(viewer: Viewer, today: date) -> int:
        return waiting(viewer).count() + open_drafts(viewer).count()

    return [
        NavEntry("intake", 1, gettext_lazy("登记立案"), "/filing/new/", "plus", files),
        NavEntry("intake", 2, gettext_lazy("收案审查"), "/intake/", "inbox", decides, count=undecided),
    ]
