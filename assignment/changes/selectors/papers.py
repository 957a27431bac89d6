"""Requests for a change as things documents hang on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from assignment.changes.models import ChangeRequest
from assignment.changes.selectors.reading import get_visible, visible
from cases.documents.registry import Subject, SubjectKind
from courts.actors.domain import Right, Viewer

KIND = "change"


def change_subject() -> SubjectKind:
    """The kind of thing a request for a change is to the noun of documents."""
    return SubjectKind(KIND, _find, _words, _seen)


def _find(user: Viewer, request_id: UUID) -> Subject:
    asked = get_visible(user, request_id)
    url = reverse("change", args=[asked.pk])
    return Subject(
        asked.case, _name(asked), url, _takes_part(user, asked), settled=asked.decided_at is not None
    )


def _takes_part(user: Viewer, asked: ChangeRequest) -> bool:
    """Not the discipline office: its papers would tell readers of the case of the check."""
    own = user.person_id is not None and user.person_id in (asked.asked_by_person_id, asked.from_judge_id)
    speaks = (Right.ADVISE_CHANGE, Right.DECIDE_CHANGE)
    return own or any(user.may(right, asked.court_id) for right in speaks)


def _name(asked: ChangeRequest) -> str:
    return _("%(day)s 提请的变更承办法官") % {"day": asked.asked_on}


def _words(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    return {asked.pk: _name(asked) for asked in ChangeRequest.objects.filter(pk__in=list(ids))}


def _seen(user: Viewer) -> Any:
    return None if user.person_id is None else visible(user).values("pk")
