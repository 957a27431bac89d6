"""Items of the ledger as things documents hang on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.docket.selectors import get_visible
from cases.documents.registry import Subject, SubjectKind
from cases.limits.domain import LedgerKind
from cases.limits.models import LedgerItem
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import NotVisible

KIND = "ledger"
DECIDED = (LedgerKind.EXTENSION.value, LedgerKind.CONVERSION.value)
"""Items that are a decision or ruling themselves, whether or not somebody confirmed their entry."""


def item_subject() -> SubjectKind:
    """The kind of thing an item of the ledger is to the noun of documents: seen with its case."""
    return SubjectKind(KIND, _find, _words)


def _find(user: Viewer, item_id: UUID) -> Subject:
    item = LedgerItem.objects.filter(pk=item_id).first()
    if item is None:
        raise NotVisible(f"ledger item {item_id}")
    case = get_visible(user, item.case_id)
    may_add = any(user.may(right, case.court_id) for right in (Right.KEEP_LEDGER, Right.CONFIRM_LEDGER))
    url, decided = f"{reverse('case', args=[case.pk])}limit/", item.answered_at is not None
    return Subject(case, _name(item), url, may_add, settled=decided or item.kind in DECIDED)


def _name(item: LedgerItem) -> str:
    return _("审限事项 %(day)s %(document)s") % {
        "day": item.starts_on or item.decided_on,
        "document": item.document,
    }


def _words(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    return {item.pk: _name(item) for item in LedgerItem.objects.filter(pk__in=list(ids))}
