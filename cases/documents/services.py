"""Keeping a file, and handing it out."""

from __future__ import annotations

import hashlib
from typing import Protocol
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from cases.docket.models import Case
from cases.docket.services import about, note
from cases.documents.domain import clean_name, sniff
from cases.documents.models import Document
from cases.documents.selectors import (
    content_of,
    find_subject,
    get_visible,
    key_of,
    may_open,
    require_withdrawable,
    storage,
)
from courts.actors.domain import Actor
from courts.options.selectors import option
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import recorded

MB = 1024 * 1024


class Upload(Protocol):
    """What comes in: a name, a size known before anything is read, and the bytes."""

    name: str | None
    size: int | None

    def read(self) -> bytes: ...


def add_document(*, kind: str, subject: UUID, file: Upload, title: str = "", actor: Actor) -> Document:
    """Keep a file with the thing it belongs to; the same file twice is one document.

    Raises NotVisible; InvalidInput ``title``; Refused PEOPLE-RIGHT, DOC-SIZE, DOC-EMPTY, DOC-TYPE,
    DOC-PACKED, DOC-ACTIVE, DOC-COUNT.
    """
    found = find_subject(actor.viewer, kind, subject)
    with about(found.case):
        if not found.may_add:
            raise Refused("PEOPLE-RIGHT", act=_("提交材料"))
        most = int(option(found.case.court_id, "DOC-MAX-MB"))
        if (file.size or 0) > most * MB:
            size = f"{(file.size or 0) / MB:.1f}"
            raise Refused("DOC-SIZE", size_mb=size, most_mb=most)
        content = file.read()
        name = clean_name(file.name or "", known := sniff(content))
    said = title.strip() or name.rsplit(".", 1)[0]
    if len(said) > 120:
        raise InvalidInput({"title": _("名称不得超过 %(n)d 字。") % {"n": 120}})
    new = Document(
        case=found.case,
        court_id=found.case.court_id,
        subject_kind=kind,
        subject=subject,
        title=said,
        name=name,
        media_type=known.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=actor.at,
        uploaded_by=actor.label[:160],
        uploaded_by_person_id=actor.person_id,
        uploaded_by_client=actor.client[:100],
    )
    return _keep(found.case, new, content, actor)


def _keep(case: Case, new: Document, content: bytes, actor: Actor) -> Document:
    """Row, trail and bytes together: bytes whose row did not come to stand are taken away again."""
    try:
        with recorded():
            Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
            same = {"subject_kind": new.subject_kind, "subject": new.subject, "sha256": new.sha256}
            twin = Document.objects.filter(**same, withdrawn_at=None).first()
            if twin is not None:
                return twin
            with about(case):
                _require_room(case)
            new.save(force_insert=True)
            facts = {"title": new.title, "file": new.name, "sha256": new.sha256, "size": new.size}
            note("document_added", case, actor, **facts)
            storage().save(key_of(new), ContentFile(content))
    except BaseException:
        storage().delete(key_of(new))
        raise
    return new


def _require_room(case: Case) -> None:
    most = int(option(case.court_id, "DOC-MAX-COUNT"))
    count = Document.objects.filter(case=case).count()
    if count >= most:
        raise Refused("DOC-COUNT", count=count, most=most)


def open_document(*, document_id: UUID, actor: Actor) -> tuple[Document, bytes]:
    """Hand a document out; who opened it stays on the trail.

    Raises NotVisible, Refused DOC-DAMAGED, DOC-WITHDRAWN (but for whoever may read history).
    """
    document = get_visible(actor.viewer, document_id)
    if not may_open(actor.viewer, document):
        with about(document.case):
            raise Refused("DOC-WITHDRAWN", name=document.title, reason=document.withdraw_reason)
    content = content_of(document)
    with recorded():
        note("document_opened", document.case, actor, title=document.title, file=document.name)
    return document, content


def withdraw_document(*, document_id: UUID, reason: str, actor: Actor) -> Document:
    """Take a document back that was uploaded by mistake: it stays, marked, with its bytes and its hash.

    By whoever uploaded it or may confirm the ledger, while nothing was decided on it. Raises
    NotVisible; InvalidInput ``reason``; Refused PEOPLE-RIGHT, DOC-WITHDRAWN, DOC-DECIDED.
    """
    with recorded():
        seen = get_visible(actor.viewer, document_id)
        # Whoever decides something locks the case first too: either they saw the paper, or it is gone.
        case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=seen.case_id)
        document = Document.objects.select_for_update(of=("self",)).get(pk=seen.pk)
        with about(case):
            require_withdrawable(actor.viewer, document, actor.client)
            if errors := wrong_reason(reason):
                raise InvalidInput(errors)
        document.withdrawn_at, document.withdrawn_by = actor.at, actor.label[:160]
        document.withdraw_reason = reason.strip()
        document.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
        facts = {"title": document.title, "file": document.name, "sha256": document.sha256}
        note("document_withdrawn", case, actor, **facts, reason=document.withdraw_reason)
    return document
