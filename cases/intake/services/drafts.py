"""Drafts: saved as typed, handed in once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from cases.docket.services import require_right
from cases.intake.models import FilingDraft
from cases.intake.selectors import get_draft
from cases.intake.services.filing import file_case
from courts.actors.domain import Actor, Right
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.services import recorded

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def start_draft(*, court: Court, actor: Actor, draft_id: UUID | None = None) -> FilingDraft:
    """An empty draft of the actor's own; ``draft_id`` names it, so that two saves at once make one.

    Raises Refused PEOPLE-RIGHT; NotVisible when the id is another person's draft.
    """
    require_right(actor, Right.FILE, court.pk, _("登记立案"))
    if actor.person_id is None:
        raise NotVisible("drafts belong to people")
    draft, _made = FilingDraft.objects.get_or_create(
        pk=draft_id or uuid7(),
        defaults={"court": court, "owner_id": actor.person_id, "data": {}, "saved_at": actor.at},
    )
    if draft.owner_id != actor.person_id:
        raise NotVisible(str(draft_id))
    return draft


def save_draft(*, draft_id: UUID | str, data: Mapping[str, Any], actor: Actor) -> FilingDraft:
    """Keep what was typed, good or bad; a draft that became a case is not changed any more."""
    draft = get_draft(actor.viewer, draft_id)
    if draft.case_id is None:
        kept = _storable(data)
        FilingDraft.objects.filter(pk=draft.pk, case=None).update(data=kept, saved_at=actor.at)
        draft.refresh_from_db()
    return draft


def _storable(value: Any) -> Any:
    """The same without what JSON in the database cannot hold: NUL, half surrogate pairs, NaN."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, Mapping):
        return {_storable(str(key)): _storable(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(entry) for entry in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def discard_draft(*, draft_id: UUID | str, actor: Actor) -> None:
    """Throw a draft away; one that became a case stays."""
    draft = get_draft(actor.viewer, draft_id)
    FilingDraft.objects.filter(pk=draft.pk, case=None).delete()


def hand_in(*, draft_id: UUID | str, actor: Actor) -> Case:
    """File the draft's case, once: a second submission answers the case of the first.

    Raises as ``file_case`` does; the draft then keeps all that was typed. Over
    the browser the four-category question must be answered.
    """
    with recorded():
        draft = get_draft(actor.viewer, draft_id)
        locked = FilingDraft.objects.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)
        if locked.case is not None:
            return locked.case
        if locked.data.get("four_category") is None:
            raise InvalidInput({"four_category": _("请回答本案是否可能属于四类案件。")})
        case = file_case({**locked.data, "court": draft.court.code}, actor=actor)
        locked.case = case
        locked.save(update_fields=["case"])
    return case
