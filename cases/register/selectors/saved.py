"""Views of the list: those built in, one's own, and those the court shares."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.docket.domain import Status
from cases.limits.domain import Lamp
from cases.register.models import SavedView
from courts.actors.domain import Right, Role, Viewer
from courts.refusals.domain import NotVisible


def saved_views(user: Viewer, court_id: int | None) -> list[SavedView]:
    """One's own views, then those shared in one's court by others."""
    if user.person_id is None:
        return []
    mine = Q(person_id=user.person_id)
    shared = Q(shared_with_court=True, court_id=court_id) if court_id is not None else Q(pk=None)
    views = SavedView.objects.filter(mine | shared).select_related("person")
    return sorted(views, key=lambda view: (view.person_id != user.person_id, view.order, view.pk))


def get_saved(user: Viewer, view_id: UUID | str) -> SavedView:
    """A view to be changed: one's own, or a shared one where one may share. Raises NotVisible (404)."""
    found = SavedView.objects.filter(pk=view_id).first()
    if found is None or user.person_id is None:
        raise NotVisible(str(view_id))
    keeps_shared = found.shared_with_court and user.may(Right.SHARE_VIEWS, found.court_id)
    if found.person_id != user.person_id and not keeps_shared:
        raise NotVisible(str(view_id))
    return found


def built_in_views(user: Viewer, today: date) -> list[dict[str, Any]]:
    """The views everybody has whose work they fit; ``query`` as the list takes it."""
    monday = today - timedelta(days=today.weekday())
    views: list[tuple[str, dict[str, str]]] = []
    if Role.JUDGE in user.roles:
        views.append((_("我的在办"), {"mine": "on", "status": Status.OPEN.value, "order": "due"}))
    views.append((_("已逾期"), {"lamp": Lamp.BLACK.value, "order": "due"}))
    views.append((_("本周立案"), {"filed_from": monday.isoformat()}))
    if user.may_anywhere(Right.DRAW) or user.may_anywhere(Right.DASHBOARD):
        views.append((_("待分案"), {"undrawn": "on"}))
    return [{"label": label, "query": urlencode(query)} for label, query in views]
