"""Requests as things documents hang on: seen with the request, added to by whoever takes part in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.documents.registry import Subject, SubjectKind
from cases.extensions.models import DECIDED, ExtensionRequest
from cases.extensions.selectors.reading import get_visible, visible
from courts.actors.domain import Right, Viewer

KIND = "extension"


def request_subject() -> SubjectKind:
    """The kind of thing a request is to the noun of documents."""
    return SubjectKind(KIND, _find, _words, _seen)


def _find(user: Viewer, request_id: UUID) -> Subject:
    asked = get_visible(user, request_id)
    url, decided = reverse("extension", args=[asked.pk]), asked.state in DECIDED
    return Subject(asked.case, _name(asked), url, _takes_part(user, asked), settled=decided)


def _takes_part(user: Viewer, asked: ExtensionRequest) -> bool:
    """Whoever asked, speaks on it, decides it, or keeps the ledger of the court."""
    own = user.person_id is not None and user.person_id == asked.asked_by_person_id
    here = any(user.may(right, asked.court_id) for right in (Right.ADVISE_EXTENSION, Right.KEEP_LEDGER))
    court = asked.deciding_court_id
    return own or here or (court is not None and user.may(Right.DECIDE_EXTENSION, court))


def _name(asked: ExtensionRequest) -> str:
    return _("%(day)s 的延长申请") % {"day": asked.asked_on}


def _words(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    return {asked.pk: _name(asked) for asked in ExtensionRequest.objects.filter(pk__in=list(ids))}


def _seen(user: Viewer) -> Any:
    if user.person_id is None:
        return None
    return visible(user).values("pk")
