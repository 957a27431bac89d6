"""Keeping views of the list, and taking it out as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.register.forms import ChangeViewForm, ExportForm, ListFilter, SaveViewForm
from cases.register.models import SavedView
from cases.register.selectors import counted, find, get_saved, saved_views
from cases.register.services import change_view, remove_view, save_view
from cases.register.views.table import COLUMNS_NOTE, columns, rows_up_to
from courts.actors.domain import Right
from courts.exports.selectors import MEDIA_TYPE, most_rows
from courts.exports.services import ExportedFile, export
from courts.refusals.domain import NotVisible
from courts.refusals.services import run_form


def _may_share(request: HttpRequest, court_id: int) -> bool:
    return bool(request.viewer.may(Right.SHARE_VIEWS, court_id))


def _court(request: HttpRequest) -> Any:
    if request.court is None:
        raise NotVisible("no post")
    return request.court


@login_required
@require_GET
def views_page(request: HttpRequest) -> HttpResponse:
    """One's own views and those the court shares."""
    return _views(request)


def _views(request: HttpRequest, failed: ChangeViewForm | None = None, failed_id: Any = None) -> HttpResponse:
    court = _court(request)
    shown = []
    for view in saved_views(request.viewer, court.pk):
        editable = view.person_id == request.viewer.person_id or _may_share(request, view.court_id)
        form = failed if failed is not None and view.pk == failed_id else _change_form(request, view)
        words = ListFilter(_read(view.query), viewer=request.viewer)
        words.is_valid()
        shown.append({"view": view, "form": form if editable else None, "words": words.in_words()})
    return render(request, "cases/register/views.html", {"views": shown, "failed": failed})


def _read(query: str) -> Any:
    return QueryDict(query)


def _change_form(request: HttpRequest, view: SavedView, data: Any = None) -> ChangeViewForm:
    initial = {"name": view.name, "pinned": view.pinned, "shared": view.shared_with_court}
    may_share = _may_share(request, view.court_id)
    return ChangeViewForm(data, may_share=may_share, initial=initial, prefix=str(view.pk)[-6:])


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the list under a name."""
    court = _court(request)
    filters = ListFilter(_read(request.POST.get("query", "")), viewer=request.viewer)
    form = SaveViewForm(request.POST, may_share=_may_share(request, court.pk))

    def act(*, name: str, shared: bool = False) -> SavedView:
        query = filters.query()
        return save_view(name=name, query=query, shared=shared, court_id=court.pk, actor=request.actor)

    back = f"{reverse('cases')}?{filters.query()}"
    if not filters.is_valid() or not filters.query():
        messages.error(request, _("没有可保存的条件。"))
    elif saved := run_form(form, act):
        messages.success(request, _("已保存为视图「%(name)s」。") % {"name": saved.name})
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect(back)


@login_required
@require_POST
def change(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Rename, pin or share a view."""
    view = get_saved(request.viewer, view_id)
    form = _change_form(request, view, request.POST)

    def act(*, name: str, pinned: bool, shared: bool = view.shared_with_court) -> SavedView:
        return change_view(view_id=view.pk, name=name, pinned=pinned, shared=shared, actor=request.actor)

    if run_form(form, act):
        messages.success(request, _("视图已修改。"))
        return redirect("cases-views")
    return _views(request, form, view.pk)


@login_required
@require_POST
def remove(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Delete a view; cases are not touched."""
    remove_view(view_id=view_id, actor=request.actor)
    messages.success(request, _("视图已删除，案件不受影响。"))
    return redirect("cases-views")


@login_required
def export_page(request: HttpRequest) -> HttpResponse:
    """What the file will hold and what it is needed for; then the file."""
    court = _court(request)
    if not request.viewer.may(Right.EXPORT, court.pk):
        raise NotVisible("export")
    filters = ListFilter(request.GET, viewer=request.viewer)
    if not filters.is_valid():
        return redirect(f"{reverse('cases')}?{request.GET.urlencode()}")
    form = ExportForm(request.POST or None)
    if request.method == "POST" and (made := _export(request, filters, form)):
        answer = HttpResponse(made.content, content_type=MEDIA_TYPE)
        answer.headers["Content-Disposition"] = _attachment(made.name)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    context = {
        "form": form,
        "words": filters.in_words(),
        "count": counted(find(request.viewer, filters.wanted(), request.today)),
        "most": f"{most_rows(court.pk):,}",
        "columns": [column.label for column in columns(len(filters.courts) > 1)],
        "note": COLUMNS_NOTE,
        "back": f"{reverse('cases')}?{filters.query()}",
    }
    return render(request, "cases/register/export.html", context)


def _export(request: HttpRequest, filters: ListFilter, form: ExportForm) -> ExportedFile | None:
    wanted, with_court = filters.wanted(), len(filters.courts) > 1

    def act(*, reason: str) -> ExportedFile:
        return export(
            court=request.court,
            title=_("案件清单"),
            columns=columns(with_court),
            rows_up_to=lambda most: rows_up_to(request.viewer, wanted, request.today, most, with_court),
            filters=filters.in_words(),
            reason=reason,
            actor=request.actor,
        )

    made: ExportedFile | None = run_form(form, act)
    return made


def _attachment(name: str) -> str:
    return f"attachment; filename=\"export.xlsx\"; filename*=UTF-8''{quote(name)}"
