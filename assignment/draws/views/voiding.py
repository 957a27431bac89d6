"""Making a draw void: asking, answering; and what that offers to the case page and the work list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

from assignment.draws.domain import Status
from assignment.draws.forms import VoidAnswerForm, VoidForm
from assignment.draws.models import Draw, VoidRequest
from assignment.draws.selectors import seen_for_void, to_draw, unfinished_before, void_of, voids_waiting
from assignment.draws.services import answer_void, ask_void
from assignment.draws.views.shown import draw_shown
from cases.docket.models import Case
from cases.docket.registry import Step, WorkItem, steps_from, work_from, work_kind
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Right, Viewer
from courts.people.registry import NavEntry, nav_entry
from courts.refusals.services import try_form

MOST = 40
OPEN = [Status.COMMITTED.value, Status.NONCE_FIXED.value]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def void(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """Ask that a draw be made void, or answer it; how it ended, once it has."""
    draw = seen_for_void(request.viewer, draw_id)
    waiting = void_of(draw)
    answering = waiting is not None and waiting.state == VoidRequest.State.WAITING
    form = (VoidAnswerForm if answering else VoidForm)(request.POST or None)
    tried = None
    if request.method == "POST":
        service = _answer if answering else ask_void
        tried = try_form(form, service, keep=request.note_refusal, draw_id=draw.pk, actor=request.actor)
        if tried.done is not None:
            messages.success(request, _said(tried.done))
            return redirect("draw-void", draw.pk)
    context = {
        "draw": draw,
        "shown": draw_shown(draw),
        "void": waiting,
        "history": draw.void_requests.order_by("-asked_at"),
        "answering": answering,
        "own": answering and waiting is not None and waiting.asked_by_person_id == request.viewer.person_id,
        "form": form,
        "may": request.viewer.may(Right.VOID_DRAW, draw.court_id),
        "open": draw.status in OPEN,
        "earlier": [number for number, _status in unfinished_before(draw)],
        "reads_case": visible_cases(request.viewer).filter(pk=draw.case_id).exists(),
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    return render(request, "assignment/draws/void.html", context, status=tried.status if tried else 200)


def _answer(*, agreed: str, **facts: Any) -> VoidRequest:
    return answer_void(agreed=agreed == "yes", **facts)


def _said(request: VoidRequest) -> str:
    if request.state == VoidRequest.State.WAITING:
        return _("已提请作废，等待另一人批准；此期间不揭示结果。")
    if request.state == VoidRequest.State.VOIDED:
        return _("已作废。号码已经用掉，密数已经公布；可以对本案重新抽签。")
    return _("已记录不同意，抽签照常进行。")


def offer() -> None:
    """Put into the registries what voiding offers, and the list of cases to be drawn. Called in ready()."""
    steps_from(steps_of_void)
    for source, count in work():
        work_from(source, count)
    work_kind("void", 21, gettext_lazy("抽签作废"))
    for link in links():
        nav_entry(link)


def steps_of_void(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Asking or answering, while a draw of the case is open."""
    if not viewer.may(Right.VOID_DRAW, case.court_id):
        return
    draw = Draw.objects.filter(case=case, status__in=OPEN).first()
    if draw is None:
        return
    waiting = void_of(draw)
    label = _("批准作废抽签") if waiting else _("提请作废抽签")
    reason = _("确有差错的，由两名有权的人先后批准；号码用掉，理由告知当事人。")
    yield Step(label, "block", reason, url=reverse("draw-void", args=[draw.pk]), order=64)


def links() -> list[NavEntry]:
    """The list of cases to be drawn."""

    def shown(user: Viewer) -> bool:
        return user.may_anywhere(Right.DRAW) and user.person_id is not None

    def count(user: Viewer, today: date) -> int:
        return to_draw(user)[:100].count()

    return [NavEntry("cases", 12, gettext_lazy("待分案"), "/draws/", "dice", shown, count=count)]


def work() -> list[tuple[Callable[[Viewer, date], Iterator[WorkItem]], Callable[[Viewer, date], int]]]:
    """The source of the work list with its count."""
    return [(voids_to_answer, count_to_answer)]


def voids_to_answer(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the other approver: requests to make a draw void."""
    for request in voids_waiting(viewer)[:MOST]:
        draw = request.draw
        number = {"no": draw.draw_no, "year": draw.chain.year}
        yield WorkItem(
            title=_("批准或者不同意作废抽签"),
            basis=_("两人批准·吉高法〔2019〕2号（十）"),
            url=reverse("draw-void", args=[draw.pk]),
            action=_("办理"),
            due_on=today,
            case_label=_("%(year)s 年第 %(no)s 号抽签") % number,
            case_url=reverse("draw-void", args=[draw.pk]),
            case_detail=request.asked_by,
            kind="void",
            case_id=draw.case_id,
        )


def count_to_answer(viewer: Viewer, today: date) -> int:
    return voids_waiting(viewer)[:MOST].count()
