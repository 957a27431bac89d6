"""Names that agree: answered on the case by the clerk, on a page of their own by the judge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from assignment.conflicts.domain import Code, Found
from assignment.conflicts.forms import FlagForm
from assignment.conflicts.selectors import answers_said, cases_to_ask, flags_of_pool, hits_for, open_flags
from assignment.conflicts.services import answer_flag
from assignment.pools.selectors import exclusion_reasons
from cases.docket.domain import Seal
from cases.docket.models import Case
from cases.docket.registry import WorkItem
from cases.docket.selectors import get_visible
from courts.actors.domain import Right, Role, Viewer
from courts.people.models import Person
from courts.people.registry import NavEntry
from courts.people.selectors import quota_judge_ids
from courts.refusals.domain import NotVisible
from courts.refusals.services import try_form

OFFICE = frozenset({Role.ADMINISTRATOR})
"""Posts that only keep the system and handle no case."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_flags(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The conflict check of a case that is to be drawn: what was found, what is asked, what was answered.

    It speaks of judges' families, so it is for those who answer, not for everybody who reads the case.
    """
    case = get_visible(request.viewer, case_id)
    if not request.viewer.may(Right.DRAW, case.court_id):
        raise NotVisible(str(case_id))
    return _page(request, case, quota_judge_ids(case.court_id, request.today), "case-flags", [case.pk])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_flags(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What a judge is asked about a case before its draw, without reading the case."""
    me = request.viewer.person_id
    case = Case.objects.filter(pk=case_id).select_related("court", "handling").first()
    if case is None or me is None or not any(not one.certain for one in hits_for(case, [me], request.today)):
        raise NotVisible(str(case_id))
    return _page(request, case, frozenset({me}), "my-flags", [case.pk])


def _page(
    request: HttpRequest, case: Case, judges: frozenset[UUID], name: str, args: list[Any]
) -> HttpResponse:
    failed, form, tried = "", None, None
    if request.method == "POST":
        failed, form = request.POST.get("key", ""), FlagForm(request.POST)
        asked = {"case_id": case.pk, "judge_id": _uuid(request.POST.get("judge", "")), "key": failed}
        tried = try_form(form, answer_flag, keep=request.note_refusal, actor=request.actor, **asked)
        if tried.done is not None:
            messages.success(request, _("已记录。"))
            return redirect("worklist") if name == "my-flags" else redirect(name, *args)
    mine = name == "my-flags"
    context = {
        "case": case,
        "mine": mine,
        "name": _name(case) if mine else case.number or case.cause_name,
        "flags": rows(case, judges, request.today, failed, form),
        "certain": [] if mine else _certain(case, judges, request.today),
        "answers": [] if mine else answers_said(case),
        "words": True,
        "action": reverse(name, args=args),
        "form": form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    return render(request, "assignment/conflicts/flags.html", context, status=tried.status if tried else 200)


def rows(
    case: Case, judges: frozenset[UUID], today: date, failed: str = "", form: Any = None
) -> list[dict[str, Any]]:
    """What is asked, each with the judge's name, the name that agrees, and its form."""
    return _rows(open_flags(case, judges, today), failed, form)


def _rows(found: list[Found], failed: str = "", form: Any = None) -> list[dict[str, Any]]:
    names = dict(Person.objects.filter(pk__in=[one.judge_id for one in found]).values_list("pk", "name"))
    return [
        {
            "flag": one,
            "judge": names[one.judge_id],
            "reason": exclusion_reasons().latest(one.code.value),
            "said": _said(one),
            "form": form if one.key == failed and form is not None else FlagForm(auto_id=f"id_{number}_%s"),
        }
        for number, one in enumerate(found)
    ]


def _said(flag: Found) -> str:
    """What agrees with what, in words."""
    if flag.by_firm:
        return _("%(name)s 与该法官申报的近亲属在同一律师事务所") % {"name": flag.name}
    if flag.code is Code.RELATIVE:
        return _("%(name)s 与该法官申报的近亲属同名") % {"name": flag.name}
    return _("本案登记的其他角色 %(name)s 与该法官同名") % {"name": flag.name}


def _certain(case: Case, judges: frozenset[UUID], today: date) -> list[dict[str, Any]]:
    found: list[Found] = [one for one in hits_for(case, judges, today) if one.certain]
    names = dict(Person.objects.filter(pk__in=[one.judge_id for one in found]).values_list("pk", "name"))
    return [
        {"judge": names[one.judge_id], "reason": exclusion_reasons().latest(one.code.value)} for one in found
    ]


def _name(case: Case) -> str:
    """What a judge who does not read the case is told of it."""
    return _("不公开案件") if case.sealed != Seal.NONE.value else case.number or case.cause_name


def before_draw(case: Case, viewer: Viewer, today: date) -> dict[str, Any] | None:
    """The part of the draw page: what is asked, what was answered; nothing where there is neither.

    Whose relative has which name is shown to those who answer, the others are told how many wait.
    """
    flags = _rows(flags_of_pool(case, today))
    said = answered(case, viewer)
    if not flags and said is None:
        return None
    may = viewer.may(Right.DRAW, case.court_id)
    url = reverse("case-flags", args=[case.pk]) if may else ""
    return {**(said or {}), "flags": flags if may else [], "waiting": len(flags), "url": url}


def answered(case: Case, viewer: Viewer) -> dict[str, Any] | None:
    """Who was or was not left out for a name; the words of the answer are for those who may answer."""
    answers = answers_said(case)
    return {"answers": answers, "words": viewer.may(Right.DRAW, case.court_id)} if answers else None


def link() -> NavEntry:
    """One's own relatives, for judges and whoever else serves in a court."""
    label = gettext_lazy("我的近亲属")
    return NavEntry(
        "cases", 90, label, "/me/relatives/", "people", lambda viewer: bool(viewer.roles - OFFICE)
    )


def asked_of_me(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For a judge: names in cases to be drawn that agree with what they declared."""
    for case in cases_to_ask(viewer, today):
        yield WorkItem(
            title=_("核对姓名相符的情形"),
            basis=_("分案前核对·法释〔2011〕12号第一条"),
            url=reverse("my-flags", args=[case.pk]),
            action=_("核对"),
            due_on=None,
            case_label=_name(case),
            case_detail="",
            kind="conflict",
            case_id=case.pk,
        )


def count_asked(viewer: Viewer, today: date) -> int:
    """As many as ``asked_of_me`` shows."""
    return len(cases_to_ask(viewer, today))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotVisible(text) from None
