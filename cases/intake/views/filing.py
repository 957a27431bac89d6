"""Filing: one page in sections, kept as a draft from the first key on; the check; handing in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from uuid_utils.compat import uuid7

from cases.intake.forms import FilingForms, case_type_of, default_kind, default_roles, read_post
from cases.intake.forms.posted import is_blank, read_rows
from cases.intake.models import FilingDraft
from cases.intake.selectors import get_draft
from cases.intake.services.drafts import discard_draft, hand_in, save_draft, start_draft
from cases.intake.views import parts
from cases.intake.views.findings import Findings, examine, hints, with_related
from cases.intake.views.sheet import sheet
from courts.actors.domain import Right
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.refusals.selectors import explain


def filing_court(request: HttpRequest) -> Court:
    """The court the viewer files in: their own, else the first in which they may. Raises PEOPLE-RIGHT."""
    allowed = request.viewer.courts_with(Right.FILE)
    if request.court is not None and request.court.pk in allowed:
        return request.court
    found = Court.objects.filter(pk__in=allowed).order_by("code").first()
    if found is None:
        raise Refused("PEOPLE-RIGHT", act=_("登记立案"))
    return found


@login_required
@require_GET
def new(request: HttpRequest) -> HttpResponse:
    """An empty page. Its draft is made by the first save, under the id the page already carries."""
    if not request.viewer.may_anywhere(Right.FILE):
        raise NotVisible("filing")
    draft = FilingDraft(pk=uuid7(), court=filing_court(request), owner=request.user, data={})
    return _page(request, draft, _first(request.today))


def _first(today: date) -> dict[str, Any]:
    return {"channel": "counter", "received_on": today.isoformat()}


@login_required
@require_GET
def edit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Go on with a draft, from whatever machine."""
    draft = get_draft(request.viewer, draft_id)
    if draft.case_id is not None:
        return _handed_in(request, draft.case_id)
    return _page(request, draft, draft.data or _first(request.today), more=_more(request))


def _more(request: HttpRequest) -> int:
    """Blank rows asked for without the script."""
    wanted = request.GET.get("more", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) < 3 else 0


@login_required
@require_POST
def save(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Keep what stands on the page; answer JSON to autosave, to a changed choice the parts that follow."""
    draft = _kept(request, draft_id)
    page = reverse("filing", args=[draft.pk])
    if request.htmx:
        answer = _changed(request, draft, request.POST.get("changed", ""))
        answer["HX-Replace-Url"] = page
        return answer
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"saved_at": draft.saved_at.isoformat(), "page_url": page})
    if draft.case_id is not None:
        return _handed_in(request, draft.case_id)
    if request.POST.get("do") == "leave":
        messages.success(request, _("草稿已保存，可从「收案审查」页继续。"))
        return redirect("intake-queue")
    return redirect(f"{page}?more=1#step-parties" if request.POST.get("do") == "add" else page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything in reading form before it is handed in; back to the page when something is wrong."""
    draft = _kept(request, draft_id) if request.method == "POST" else get_draft(request.viewer, draft_id)
    if draft.case_id is not None:
        return _handed_in(request, draft.case_id)
    found = examine(draft.data, court=draft.court, viewer=request.viewer, today=request.today)
    if found.filing is None or found.errors:
        return _page(request, draft, draft.data, found=found)
    if request.method == "POST":
        return redirect("filing-check", draft.pk)
    forms = FilingForms(draft.data, court=draft.court, day=request.today)
    context = {
        **_frame(request, draft, draft.data),
        "steps": parts.steps(draft.data, forms, page=reverse("filing", args=[draft.pk])),
        "sheet": sheet(found.filing),
        "hints": hints(draft.data, court=draft.court, viewer=request.viewer, today=request.today),
        "ticked": set(draft.data.get("related_to") or []),
    }
    return render(request, "cases/intake/check.html", context)


@login_required
@require_POST
def submit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Hand the draft in. Pressed twice, it is one case, and both presses lead to it."""
    draft = get_draft(request.viewer, draft_id)
    if draft.case_id is not None:
        return redirect("case", draft.case_id)
    try:
        case = hand_in(draft_id=draft_id, actor=request.actor)
    except InvalidInput as invalid:
        return _page(request, draft, draft.data, found=Findings(errors=dict(invalid.errors)))
    except Refused as refused:
        return _page(request, draft, draft.data, found=Findings(refused=refused))
    messages.success(request, _("收案登记成功。下一步：审查并决定是否立案。"))
    return redirect("case", case.pk)


@login_required
@require_POST
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    discard_draft(draft_id=draft_id, actor=request.actor)
    messages.success(request, _("草稿已删除。"))
    return redirect("intake-queue")


def _kept(request: HttpRequest, draft_id: UUID) -> FilingDraft:
    """Save the posted page, as a new draft when it is the first time."""
    try:
        get_draft(request.viewer, draft_id)
    except NotVisible:
        start_draft(court=filing_court(request), actor=request.actor, draft_id=draft_id)
    data = with_related(read_post(request.POST), request.viewer)
    return save_draft(draft_id=draft_id, data=data, actor=request.actor)


def _handed_in(request: HttpRequest, case_id: UUID) -> HttpResponse:
    messages.info(request, _("这份草稿已经提交，案件如下。"))
    return redirect("case", case_id)


def _frame(request: HttpRequest, draft: FilingDraft, raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "draft": draft,
        "draft_name": str(draft.pk)[-6:].upper(),
        "filing_court": draft.court,
        "review": parts.review_facts(raw, request.today),
        "preview": parts.limit_preview(raw, draft.court, request.today),
        "follows": parts.what_follows(draft.court, raw, request.today),
    }


def _page(
    request: HttpRequest,
    draft: FilingDraft,
    raw: Mapping[str, Any],
    *,
    found: Findings | None = None,
    more: int = 0,
) -> HttpResponse:
    forms = FilingForms(
        _with_rows(raw, more), court=draft.court, day=request.today, found=found and found.errors
    )
    context = {
        **_frame(request, draft, forms.source.data),
        "form": forms.source,
        "formset": forms.parties,
        "rest": forms.claim,
        "steps": parts.steps(raw, forms),
        "problem_count": forms.problem_count,
        "hints": hints(raw, court=draft.court, viewer=request.viewer, today=request.today),
        "ticked": set(raw.get("related_to") or []),
    }
    status = 400 if found and found.errors else 200
    if found and found.refused and not found.errors:
        status = 422
        context["refusal"] = explain(found.refused, get_language() or "zh")
        context["incident"] = request.note_refusal(found.refused)
    return render(request, "cases/intake/filing.html", context, status=status)


def _with_rows(raw: Mapping[str, Any], more: int) -> Mapping[str, Any]:
    """The draft with blank rows of parties added."""
    rows = raw.get("parties")
    if not rows or not more:
        return raw
    roles = default_roles(case_type_of(raw.get("case_type")))
    return {**raw, "parties": [*rows, *({"role": roles[-1], "kind": "person"} for _row in range(more))]}


def _changed(request: HttpRequest, draft: FilingDraft, changed: str) -> HttpResponse:
    """The parts of the page that follow from a choice just made."""
    raw = draft.data
    rows = {"parties": _rows_on_page(request)}
    forms = FilingForms({**raw, **rows}, court=draft.court, day=request.today, swap=True)
    context = {
        **_frame(request, draft, forms.source.data),
        "form": forms.source,
        "formset": forms.parties,
        "steps": parts.steps(raw, forms),
        "changed": changed,
        "swap": True,
    }
    if changed == "parties":
        context["hints"] = hints(raw, court=draft.court, viewer=request.viewer, today=request.today)
        context["ticked"] = set(raw.get("related_to") or [])
    return render(request, "cases/intake/changed.html", context)


def _rows_on_page(request: HttpRequest) -> list[dict[str, Any]]:
    """The rows as they stand on the page; blank ones take the role and kind usual in the type just chosen."""
    chosen = case_type_of(request.POST.get("case_type"))
    roles = default_roles(chosen)
    rows = read_rows(request.POST)
    for number, row in enumerate(rows):
        if chosen is not None and is_blank(row):
            row["role"] = roles[min(number, len(roles) - 1)]
            row["kind"] = default_kind(row["role"])
    return rows
