"""The documents of one thing: their page, adding, opening, withdrawing one; the tab of the case page."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.docket.models import Case
from cases.documents.forms import UploadForm, WithdrawForm
from cases.documents.selectors import (
    CASE,
    documents_of_case,
    find_subject,
    get_visible,
    papers_of,
    require_withdrawable,
    rows_of,
)
from cases.documents.services import add_document, open_document, withdraw_document
from courts.actors.domain import Viewer
from courts.refusals.services import try_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest, kind: str, subject: UUID) -> HttpResponse:
    """What hangs on one thing, and adding to it; afterwards back to that thing's page."""
    found = find_subject(request.viewer, kind, subject)
    form = UploadForm(request.POST or None, request.FILES or None)
    tried = None
    if request.method == "POST":
        tried = try_form(
            form, add_document, keep=request.note_refusal, kind=kind, subject=subject, actor=request.actor
        )
        if tried.done is not None:
            messages.success(request, _("已保存材料：%(name)s。") % {"name": tried.done.title})
            return HttpResponseRedirect(found.url)
    context = {
        "found": found,
        "papers": papers_of(request.viewer, kind, subject),
        "form": form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    status = tried.status if tried else 200
    return render(request, "cases/documents/page.html", context, status=status)


@login_required
@require_safe
@never_cache
def download(request: HttpRequest, document_id: UUID) -> HttpResponseBase:
    """The file as an attachment, never shown inside a page of this site."""
    document, content = open_document(document_id=document_id, actor=request.actor)
    return FileResponse(
        io.BytesIO(content),
        as_attachment=True,
        filename=document.name,
        content_type=document.media_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Take a document back, with the reason; afterwards back to the page of the thing it hangs on."""
    document = get_visible(request.viewer, document_id)
    found = find_subject(request.viewer, document.subject_kind, document.subject)
    form, tried = WithdrawForm(request.POST or None), None
    if request.method == "POST":
        tried = try_form(
            form, withdraw_document, keep=request.note_refusal, document_id=document.pk, actor=request.actor
        )
        if tried.done is not None:
            messages.success(request, _("已撤回材料：%(name)s。") % {"name": document.title})
            return redirect(found.url)
    else:
        require_withdrawable(request.viewer, document)
    context = {
        "document": document,
        "found": found,
        "form": form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    status = tried.status if tried else 200
    return render(request, "cases/documents/withdraw.html", context, status=status)


def tab_content(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    """Everything kept with a case, by what it hangs on."""
    groups = [(words, found) for words, found in documents_of_case(viewer, case) if found]
    return {
        "papers": papers_of(viewer, CASE, case.pk),
        # Taken back on the page of the thing they hang on, which knows what was decided.
        "groups": [
            (words, rows_of(viewer, found, settled=True))
            for words, found in groups
            if found[0].subject_kind != CASE
        ],
    }
