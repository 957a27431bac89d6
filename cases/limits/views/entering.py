"""Entering the ledger: a form, a check of what the dates become, and the entry itself."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.docket.domain import Status
from cases.docket.selectors import get_visible
from cases.docket.services import about, require_right
from cases.limits.domain import LedgerShapeError
from cases.limits.forms import FORMS, LedgerForm
from cases.limits.models import LedgerItem
from cases.limits.selectors import WhatIf, account, limit_of, shape_words
from cases.limits.services import enter_item, weigh_entry
from cases.limits.services.checking import Entered
from cases.limits.views.tab import key_dates
from cases.limits.views.words import ACTS, DATES
from courts.actors.domain import Right
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import Tried, try_form

APART = ("csrfmiddlewaretoken", "confirm", "checked")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """One item: checked first, its dates shown beside the old ones; the same form with ``confirm`` saves."""
    if kind not in FORMS:
        raise Http404(kind)
    case = get_visible(request.viewer, case_id)
    limit = limit_of(case, request.today)
    with about(case):
        require_right(request.actor, Right.KEEP_LEDGER, case.court_id, _("登记审限事项"))
        if case.status != Status.OPEN.value:
            raise Refused("LIM-LEDGER-NOT-OPEN")
        if limit is None or limit.result is None:
            raise Refused("LIM-LEDGER-NO-CLOCK")
    form = FORMS[kind](request.POST or None, rule=limit.rule, today=request.today)
    tried, weighed = Tried(), None
    if request.method == "POST":
        save = confirmed(request.POST)
        tried = _try(request, form, case_id, save=save)
        if save and tried.done is not None:
            item: LedgerItem = tried.done
            waits = item.state == LedgerItem.State.PROPOSED
            said = _("已登记，待核准后计算。") if waits else _("已登记，审限已重新计算。")
            messages.success(request, said)
            return redirect("case-tab", case.pk, "limit")
        weighed = tried.done
    context = {
        "case": case,
        "form": form,
        "kind": kind,
        "title": ACTS[kind][0],
        "hint": ACTS[kind][2],
        "tried": tried,
        "now": account(limit, case, request.today),
        "dates": key_dates(limit.result),
        **weighed_words(weighed),
        "checked": fingerprint(request.POST) if weighed else "",
        "changed": request.method == "POST" and weighed is not None and bool(request.POST.get("confirm")),
    }
    status = 200 if weighed is not None or request.method != "POST" else tried.status
    return render(request, "cases/limits/enter.html", context, status=status)


def _try(request: HttpRequest, form: LedgerForm, case_id: UUID, *, save: bool) -> Tried:
    act = enter_item if save else weigh_entry

    def run(**_cleaned: Any) -> Any:
        return act(case_id=case_id, entered=_entered(form), actor=request.actor)

    return try_form(form, run, keep=request.note_refusal)


def _entered(form: LedgerForm) -> Entered:
    try:
        return form.entered()
    except LedgerShapeError as error:
        raise InvalidInput({error.field: shape_words(error)}) from error


def confirmed(posted: QueryDict) -> bool:
    """Whether to save: asked to, and nothing typed differs from what was checked before."""
    checked = posted.get("checked", "")
    return posted.get("confirm") == "1" and (not checked or checked == fingerprint(posted))


def fingerprint(posted: QueryDict) -> str:
    """What was typed, in short, so that a change after the check is seen."""
    typed = sorted((name, *values) for name, values in posted.lists() if name not in APART)
    return hashlib.sha256(repr(typed).encode()).hexdigest()[:32]


def weighed_words(weighed: WhatIf | None) -> dict[str, Any]:
    """Old and new dates for the page, and the account as it would read."""
    if weighed is None:
        return {"weighed": None}
    changes = [
        {"name": DATES[name], "old": old, "new": new, "differs": differs, "kind": name}
        for name, old, new, differs in weighed.changes()
        if old is not None or new is not None
    ]
    steps = list(weighed.after.explanation)
    return {"weighed": weighed, "changes": changes, "why_after": steps[:-1], "sum_after": steps[-1]}
