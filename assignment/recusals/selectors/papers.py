"""Recusals as things documents hang on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from assignment.recusals.domain import State
from assignment.recusals.models import Recusal
from assignment.recusals.selectors.reading import decides, get_visible, records, visible
from cases.documents.registry import Subject, SubjectKind
from courts.actors.domain import Viewer

KIND = "recusal"
OPEN = (State.WAITING.value, State.REVIEWING.value)


def recusal_subject() -> SubjectKind:
    """The kind of thing a recusal is to the noun of documents."""
    return SubjectKind(KIND, _find, _words, _seen)


def _find(user: Viewer, recusal_id: UUID) -> Subject:
    recusal = get_visible(user, recusal_id)
    url = reverse("recusal", args=[recusal.pk])
    may_add = (
        records(user, recusal)
        or decides(user, recusal, recusal.asked_on)
        or user.person_id == recusal.person_id
    )
    settled = recusal.state not in OPEN
    return Subject(recusal.case, _name(recusal), url, may_add and user.person_id is not None, settled=settled)


def _name(recusal: Recusal) -> str:
    return _("对 %(name)s 的回避申请") % {"name": recusal.name}


def _words(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    return {recusal.pk: _name(recusal) for recusal in Recusal.objects.filter(pk__in=list(ids))}


def _seen(user: Viewer) -> Any:
    return None if user.person_id is None else visible(user).values("pk")
