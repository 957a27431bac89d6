"""Keeping views of the case list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from cases.docket.services import require_right
from cases.register.models import SavedView
from cases.register.selectors import get_saved
from courts.actors.domain import Actor, Right
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.services import record, recorded

MOST_VIEWS = 30
LONGEST_NAME, LONGEST_QUERY = 20, 1000


def save_view(*, name: str, query: str, shared: bool, court_id: int, actor: Actor) -> SavedView:
    """Keep the present filters under a name; saving under the same name replaces them.

    Only what is shared with the court is kept on the trail: one's own views decide nothing for
    others. Raises InvalidInput (``name``), Refused PEOPLE-RIGHT for sharing, NotVisible for no person.
    """
    if actor.person_id is None:
        raise NotVisible(name)
    name = _checked_name(name)
    if len(query) > LONGEST_QUERY:
        raise InvalidInput({"name": _("条件太长，无法保存为视图。请减少条件。")})
    if shared:
        require_right(actor, Right.SHARE_VIEWS, court_id, _("设定本院共用的视图"))
    with recorded():
        _one_at_a_time(actor.person_id)
        own = SavedView.objects.filter(person_id=actor.person_id)
        view = own.filter(name=name).first()
        before = _facts(view) if view else None
        if view is None:
            if own.count() >= MOST_VIEWS:
                raise InvalidInput({"name": _("最多保存 %(n)d 个视图，请先删除不用的。") % {"n": MOST_VIEWS}})
            last = own.aggregate(last=Max("order"))["last"] or 0
            view = SavedView(person_id=actor.person_id, name=name, order=last + 1)
        view.query, view.shared_with_court = query, shared
        view.court_id, view.saved_at = court_id, actor.at
        view.save()
        _note("view_saved", view, actor, before, _facts(view))
    return view


def change_view(*, view_id: UUID | str, name: str, pinned: bool, shared: bool, actor: Actor) -> SavedView:
    """Rename a view, put it at the head of the list or not, share it or no longer.

    Raises NotVisible, InvalidInput (``name``), Refused PEOPLE-RIGHT for sharing.
    """
    name = _checked_name(name)
    with recorded():
        view = _locked(view_id, actor)
        before = _facts(view)
        if shared != view.shared_with_court:
            require_right(actor, Right.SHARE_VIEWS, view.court_id, _("设定本院共用的视图"))
        taken = SavedView.objects.filter(person_id=view.person_id, name=name).exclude(pk=view.pk)
        if taken.exists():
            raise InvalidInput({"name": _("已有名为「%(name)s」的视图。") % {"name": name}})
        view.name, view.pinned, view.shared_with_court = name, pinned, shared
        view.save(update_fields=["name", "pinned", "shared_with_court"])
        _note("view_saved", view, actor, before, _facts(view))
    return view


def remove_view(*, view_id: UUID | str, actor: Actor) -> None:
    """Delete a view. Raises NotVisible."""
    with recorded():
        view = _locked(view_id, actor)
        _note("view_removed", view, actor, _facts(view), None)
        view.delete()


def _locked(view_id: UUID | str, actor: Actor) -> SavedView:
    """A view one may change, no longer changed by anybody else meanwhile."""
    view = get_saved(actor.viewer, view_id)
    _one_at_a_time(view.person_id)
    return get_saved(actor.viewer, view_id)


def _one_at_a_time(person_id: UUID) -> None:
    """Two windows of one person take turns, so that a name is used once and the limit holds."""
    Person.objects.select_for_update(no_key=True).get(pk=person_id)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput({"name": _("名称须为 1 至 %(n)d 个字。") % {"n": LONGEST_NAME}})
    return name


def _facts(view: SavedView) -> dict[str, Any]:
    return {"name": view.name, "query": view.query, "shared": view.shared_with_court}


def _note(verb: str, view: SavedView, actor: Actor, before: Any, after: Any) -> None:
    if not any(facts and facts["shared"] for facts in (before, after)):
        return
    record(
        verb,
        court_id=view.court_id,
        actor=actor,
        noun="saved_view",
        object_id=view.pk,
        data={"name": view.name, "before": before, "after": after},
    )
