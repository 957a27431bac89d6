"""Bringing in a recusal, its page with the viewer's own acts, the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assignment.recusals import services
from assignment.recusals.domain import Act, AskedBy, State
from assignment.recusals.forms import (
    AskForm,
    CheckForm,
    DecideForm,
    ReviewForm,
    TellForm,
    UrgentForm,
    WithdrawForm,
)
from assignment.recusals.models import Recusal
from assignment.recusals.selectors import acts_now, get_visible, grounds, listed
from assignment.recusals.selectors.papers import KIND
from assignment.recusals.selectors.reading import WHICH, for_committee
from assignment.recusals.services import NewRecusal
from assignment.recusals.views.offers import concerned, waiting_count
from assignment.recusals.views.shown import course, deciders_in, dress, dress_all
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import get_visible as get_visible_case
from cases.docket.selectors import visible as visible_cases
from cases.documents.selectors import papers_of
from cases.parties.selectors import parties_of, words
from courts.actors.domain import Right
from courts.people.selectors import members
from courts.refusals.domain import NotVisible, Refused
from courts.refusals.services import Tried, try_form

PATH = "/recusals/"
MOST = 200
FORMS: dict[Act, type[Any]] = {
    Act.CHECK: CheckForm,
    Act.DECIDE: DecideForm,
    Act.RECONSIDER: DecideForm,
    Act.REVIEW: ReviewForm,
    Act.URGENT: UrgentForm,
    Act.TELL: TellForm,
    Act.WITHDRAW: WithdrawForm,
}
QUIET = (Act.URGENT, Act.WITHDRAW)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The form: who, wanted by whom, on which grounds; what stops and who decides stand beside it."""
    case = get_visible_case(request.viewer, case_id)
    if case.status != Status.OPEN.value:
        raise Refused("RECUSAL-NOT-OPEN", case_id=case.pk, court_id=case.court_id)
    form = _ask_form(request, case)
    tried = None
    if request.method == "POST":
        tried = try_form(form, _ask, keep=request.note_refusal, case_id=case.pk, actor=request.actor)
        if tried.done is not None:
            messages.success(request, _("已登记。决定作出前，被申请人暂停参与本案的工作。"))
            return redirect("recusal", tried.done.pk)
    context = {
        "case": case,
        "form": form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
        "deciders": deciders_in(case, request.today),
    }
    return render(request, "assignment/recusals/ask.html", context, status=tried.status if tried else 200)


def _ask(*, case_id: UUID, actor: Any, **given: Any) -> Any:
    return services.ask_recusal(case_id=case_id, new=NewRecusal(**given), actor=actor)


def _ask_form(request: HttpRequest, case: Case) -> AskForm:
    roles = words("roles")
    language = get_language() or "zh"
    handler = case.handling.handler_id
    own = handler is not None and handler == request.viewer.person_id
    initial = {
        "asked": AskedBy.SELF.value if own else AskedBy.PARTY.value,
        "person": str(handler or ""),
        "asked_on": request.today,
        "before_debate_ended": True,
    }
    return AskForm(
        request.POST or None,
        parties=[
            (str(party.pk), f"{roles.latest(party.role).name(language)} {party.name}")
            for party in parties_of(case)
        ],
        people=[(str(one.pk), one.name) for one in members(case.court_id, request.today)],
        grounds=grounds().in_force(request.today),
        language=language,
        initial=initial,
    )


@login_required
@require_safe
def recusal_page(request: HttpRequest, recusal_id: UUID) -> HttpResponse:
    """The recusal with its course, its documents and the viewer's own acts."""
    recusal = get_visible(request.viewer, recusal_id)
    return render(request, "assignment/recusals/one.html", _content(request, recusal))


def _content(
    request: HttpRequest, recusal: Recusal, tried: tuple[Act, Any, Tried] | None = None
) -> dict[str, Any]:
    failed, form, outcome = tried or (None, None, None)
    acts = [
        _act(one, recusal, request, form if one is failed else None)
        for one in acts_now(request.viewer, recusal, request.today)
    ]
    reads = visible_cases(request.viewer).filter(pk=recusal.case_id).exists()
    return {
        "row": dress(recusal, request.today, reads),
        "recusal": recusal,
        "reads_case": reads,
        "course": course(recusal, request.viewer, request.today),
        "acts": acts,
        "form": form,
        "refusal": outcome.refusal if outcome else None,
        "incident": outcome.number if outcome else "",
        "papers": papers_of(request.viewer, KIND, recusal.pk),
    }


def _act(one: Act, recusal: Recusal, request: HttpRequest, form: Any) -> dict[str, Any]:
    title, button, note = _words()[one]
    days = {"asked_on": request.today, "told_on": request.today}
    made = form or FORMS[one](initial=days)
    if "document" in made.fields and not for_committee(recusal, request.today):
        del made.fields["document"]
    return {
        "code": one.value,
        "title": title,
        "button": button,
        "note": note,
        "url": reverse("recusal-act", args=[recusal.pk, one.value]),
        "form": made,
        "quiet": one in QUIET,
    }


def _words() -> dict[Act, tuple[str, str, str]]:
    return {
        Act.CHECK: (_("核查"), _("提交核查意见"), _("该法官近期记录过干预；同意后才能准予依职权回避")),
        Act.DECIDE: (_("作出决定"), _("确认决定"), _("民事诉讼法第五十条：三日内决定")),
        Act.RECONSIDER: (_("复议"), _("确认复议决定"), _("三日内作出复议决定")),
        Act.REVIEW: (_("登记复议申请"), _("登记"), _("只可申请一次；复议期间不停止工作")),
        Act.URGENT: (_("标明紧急事项"), _("标明"), _("只限今天；不紧急的等待决定")),
        Act.TELL: (_("登记告知申请人"), _("登记"), ""),
        Act.WITHDRAW: (_("撤回申请"), _("撤回"), _("决定之前可以撤回")),
    }


@login_required
@require_POST
def act(request: HttpRequest, recusal_id: UUID, name: str) -> HttpResponse:
    """Decide, reconsider, ask for it, tell, mark as urgent, withdraw; then the page again."""
    one = next((one for one in Act if one.value == name), None)
    if one is None:
        raise Http404(name)
    recusal = get_visible(request.viewer, recusal_id)
    form = FORMS[one](request.POST)
    tried = try_form(
        form, SERVICES[one], keep=request.note_refusal, recusal_id=recusal_id, actor=request.actor
    )
    if tried.done is None:
        content = _content(request, get_visible(request.viewer, recusal_id), (one, form, tried))
        return render(request, "assignment/recusals/one.html", content, status=tried.status)
    messages.success(request, _done(one, getattr(tried.done, "state", "")))
    return redirect("recusal", recusal.pk)


def _done(one: Act, state: str) -> str:
    decided = {
        State.GRANTED.value: _("已决定准予回避。"),
        State.DECLINED.value: _("已决定驳回申请。"),
        State.UPHELD.value: _("已决定维持驳回。"),
    }
    if one in (Act.DECIDE, Act.RECONSIDER):
        return decided[state]
    return {
        Act.CHECK: _("核查意见已提交。"),
        Act.REVIEW: _("复议申请已登记，复议期间不停止工作。"),
        Act.URGENT: _("已标明紧急事项，只限今天。"),
        Act.TELL: _("已登记告知申请人。"),
        Act.WITHDRAW: _("申请已撤回。"),
    }[one]


def _yes(service: Callable[..., Any]) -> Callable[..., Any]:
    def run(*, agreed: str, **facts: Any) -> Any:
        return service(agreed=agreed == "yes", **facts)

    return run


SERVICES: dict[Act, Callable[..., Any]] = {
    Act.CHECK: _yes(services.check_recusal),
    Act.DECIDE: _yes(services.decide_recusal),
    Act.RECONSIDER: _yes(services.reconsider),
    Act.REVIEW: services.ask_review,
    Act.URGENT: services.mark_urgent,
    Act.TELL: services.tell_party,
    Act.WITHDRAW: services.withdraw_recusal,
}


@login_required
@require_safe
def recusal_list(request: HttpRequest) -> HttpResponse:
    """The newest first. 404 for whom recusals do not concern."""
    if not concerned(request.viewer):
        raise NotVisible(PATH)
    mine = waiting_count(request.viewer, request.today)
    which = request.GET.get("which", "")
    which = which if which in WHICH else ("mine" if mine else "waiting")
    rows = listed(request.viewer, which, request.today)[:MOST]
    names = {"mine": _("等我办理"), "waiting": _("办理中"), "ended": _("已办结")}
    tabs = [
        {
            "label": label,
            "url": f"{PATH}?which={code}",
            "current": code == which,
            "count": mine if code == "mine" else None,
        }
        for code, label in names.items()
    ]
    context = {
        "rows": dress_all(rows, request.viewer, request.today),
        "which": which,
        "mine": mine,
        "tabs": tabs,
        "may_enter": request.viewer.may_anywhere(Right.RECORD_NODE),
    }
    return render(request, "assignment/recusals/list.html", context)
