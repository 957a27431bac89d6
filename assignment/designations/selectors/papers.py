"""Designations as things documents hang on: the evidence of the ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from assignment.designations.domain import State
from assignment.designations.models import Designation
from assignment.designations.selectors.reading import get_visible, reads_case, visible
from cases.documents.registry import Subject, SubjectKind
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import NotVisible

KIND = "designation"


def designation_subject() -> SubjectKind:
    """The kind of thing a designation is to the noun of documents."""
    return SubjectKind(KIND, _find, _words, _seen)


def reads_papers(user: Viewer, asked: Designation) -> bool:
    """The evidence is for whoever reads the case or speaks on the designation, not for the whole court."""
    seats = (Right.APPROVE_DESIGNATION, Right.DESIGNATE)
    return any(user.may(right, asked.court_id) for right in seats) or reads_case(user, asked)


def _find(user: Viewer, designation_id: UUID) -> Subject:
    asked = get_visible(user, designation_id)
    if not reads_papers(user, asked):
        raise NotVisible(f"designation {designation_id}")
    url = reverse("designation", args=[asked.pk])
    may_add = asked.is_waiting and user.may(Right.DESIGNATE, asked.court_id)
    return Subject(asked.case, _name(asked), url, may_add, settled=asked.state != State.ASKED.value)


def _name(asked: Designation) -> str:
    return _("%(day)s 的指定分案（%(ground)s）") % {"day": asked.asked_on, "ground": asked.ground}


def _words(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    return {asked.pk: _name(asked) for asked in Designation.objects.filter(pk__in=list(ids))}


def _seen(user: Viewer) -> Any:
    """Those on which the viewer speaks; the ledger itself opens no documents."""
    if user.person_id is None:
        return None
    seats = user.courts_with(Right.APPROVE_DESIGNATION) | user.courts_with(Right.DESIGNATE)
    return visible(user).filter(court__in=seats).values("pk")
