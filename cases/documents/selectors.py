"""Reading documents: those of cases one reads, and of single things one sees besides."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.storage import Storage, storages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import get_visible as visible_case
from cases.docket.selectors import visible as visible_cases
from cases.documents.models import Document
from cases.documents.registry import Subject, SubjectKind, subject_kinds
from courts.actors.domain import Right, Viewer
from courts.options.selectors import option
from courts.refusals.domain import NotVisible, Refused

CASE = "case"
SHOWN = 2000
"""As many as a court may let a case hold."""
ENDED = (Status.CLOSED.value, Status.REFUSED.value)


def storage() -> Storage:
    """Where the bytes lie."""
    return storages["documents"]


def key_of(document: Document) -> str:
    """The name under which the bytes lie: the system's own, nothing of it comes from outside."""
    text = document.pk.hex
    return f"{text[:4]}/{text[4:8]}/{text}"


def visible(user: Viewer) -> QuerySet[Document]:
    """Documents of cases the viewer reads, and of single things they see without reading the case."""
    known = Q(Exists(visible_cases(user).filter(pk=OuterRef("case_id"))))
    for kind in subject_kinds().values():
        if kind.seen is not None and (ids := kind.seen(user)) is not None:
            known |= Q(subject_kind=kind.code, subject__in=ids)
    return Document.objects.filter(known)


def get_visible(user: Viewer, document_id: UUID) -> Document:
    """One document. Raises NotVisible."""
    found = visible(user).select_related("case").filter(pk=document_id).first()
    if found is None:
        raise NotVisible(f"document {document_id}")
    return found


def find_subject(user: Viewer, kind: str, subject: UUID) -> Subject:
    """What documents hang on. Raises NotVisible for an unknown kind or what the viewer may not see."""
    known = subject_kinds().get(kind)
    if known is None:
        raise NotVisible(f"{kind} {subject}")
    return known.find(user, subject)


def documents_of(kind: str, subject: UUID) -> list[Document]:
    """What hangs on one thing the viewer was found to see, the oldest first."""
    return list(Document.objects.filter(subject_kind=kind, subject=subject).order_by("pk")[:SHOWN])


def documents_of_case(user: Viewer, case: Case) -> list[tuple[str, list[Document]]]:
    """All documents of a case one reads, by what they hang on, each group under its name."""
    groups: dict[tuple[str, UUID], list[Document]] = defaultdict(list)
    for document in visible(user).filter(case=case).order_by("pk")[:SHOWN]:
        groups[document.subject_kind, document.subject].append(document)
    names = _names(groups)
    return [(names.get(key, ""), found) for key, found in groups.items()]


def _names(keys: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], str]:
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for kind, subject in keys:
        by_kind[kind].append(subject)
    known = subject_kinds()
    return {
        (kind, subject): words
        for kind, subjects in by_kind.items()
        if kind in known
        for subject, words in known[kind].words(subjects).items()
    }


def content_of(document: Document) -> bytes:
    """The bytes as they were kept. Raises Refused DOC-DAMAGED when they are missing or others."""
    try:
        with storage().open(key_of(document)) as kept:
            content: bytes = kept.read()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Refused(
            "DOC-DAMAGED",
            name=document.name,
            document=document.pk,
            case_id=document.case_id,
            court_id=document.court_id,
        )
    return content


def damaged() -> tuple[int, list[Document]]:
    """How many documents there are, and those whose bytes are missing or others than were uploaded."""
    count, bad = 0, []
    for document in Document.objects.select_related("case").order_by("pk").iterator(chunk_size=500):
        count += 1
        try:
            content_of(document)
        except Refused:
            bad.append(document)
    return count, bad


def case_subject() -> SubjectKind:
    """The case itself: whoever enters events of a case may add papers to it."""

    def find(user: Viewer, case_id: UUID) -> Subject:
        case = visible_case(user, case_id)
        may_add, url = user.may(Right.RECORD_NODE, case.court_id), reverse("case", args=[case.pk])
        return Subject(case, _("本案"), f"{url}documents/", may_add, settled=case.status in ENDED)

    def words(ids: Iterable[UUID]) -> Mapping[UUID, str]:
        return {case_id: _("本案") for case_id in ids}

    return SubjectKind(CASE, find, words)


def count_of_case(case: Case) -> int | None:
    """How many documents stand with a case; None for none."""
    return Document.objects.filter(case=case, withdrawn_at=None).count() or None


def answer_of(document: Document) -> dict[str, Any]:
    """A document as the interface tells of it."""
    return {
        "id": document.pk,
        "title": document.title,
        "name": document.name,
        "media_type": document.media_type,
        "size": document.size,
        "sha256": document.sha256,
        "subject_kind": document.subject_kind,
        "subject": document.subject,
        "uploaded_at": document.uploaded_at,
        "uploaded_by": document.uploaded_by,
        "withdrawn_at": document.withdrawn_at,
        "withdrawn_by": document.withdrawn_by,
        "withdraw_reason": document.withdraw_reason,
    }


@dataclass(frozen=True)
class Row:
    """A document as one viewer finds it: whether they may fetch it, and take it back."""

    document: Document
    may_open: bool
    may_withdraw: bool


@dataclass(frozen=True)
class Papers:
    """What the panel of documents shows: the files of one thing, and where the next one goes."""

    rows: list[Row]
    kind: str
    subject: UUID
    may_add: bool
    most_mb: int


def papers_of(user: Viewer, kind: str, subject: UUID) -> Papers:
    """What a page hands to ``cases/documents/of.html`` as ``papers``. Raises NotVisible."""
    found = find_subject(user, kind, subject)
    most = int(option(found.case.court_id, "DOC-MAX-MB"))
    rows = rows_of(user, documents_of(kind, subject), settled=found.settled)
    return Papers(rows, kind, subject, found.may_add, most)


def rows_of(user: Viewer, documents: Iterable[Document], *, settled: bool) -> list[Row]:
    """Documents of one thing as a person finds them."""
    return [
        Row(document, may_open(user, document), not settled and may_withdraw(user, document))
        for document in documents
    ]


def may_open(user: Viewer, document: Document) -> bool:
    """What was taken back is for whoever may read history only."""
    return document.withdrawn_at is None or user.may(Right.READ_HISTORY, document.court_id)


def may_withdraw(user: Viewer, document: Document, client: str = "") -> bool:
    """Whoever uploaded it, or may confirm the ledger of the court; nobody twice."""
    if document.withdrawn_at is not None:
        return False
    person = user.person_id is not None and user.person_id == document.uploaded_by_person_id
    machine = bool(client) and client == document.uploaded_by_client
    return person or machine or user.may(Right.CONFIRM_LEDGER, document.court_id)


def require_withdrawable(user: Viewer, document: Document, client: str = "") -> None:
    """Raise Refused DOC-WITHDRAWN, PEOPLE-RIGHT or DOC-DECIDED unless the viewer may take it back now."""
    about = {"case_id": document.case_id, "court_id": document.court_id}
    if document.withdrawn_at is not None:
        raise Refused("DOC-WITHDRAWN", name=document.title, reason=document.withdraw_reason, **about)
    if not may_withdraw(user, document, client):
        raise Refused("PEOPLE-RIGHT", act=_("撤回材料"), **about)
    found = find_subject(user, document.subject_kind, document.subject)
    if found.settled:
        raise Refused("DOC-DECIDED", name=document.title, subject=found.title, **about)
