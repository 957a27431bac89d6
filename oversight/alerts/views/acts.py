"""Acknowledging one alert on its page, or several from the list."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courts.refusals.domain import InvalidInput
from courts.refusals.selectors import explain
from courts.refusals.services import put_on_form, run_form
from oversight.alerts import selectors
from oversight.alerts.forms import AcknowledgeForm
from oversight.alerts.services.acknowledging import Outcome, acknowledge, acknowledge_many
from oversight.alerts.views.lists import PATH, list_content
from oversight.alerts.views.one import page_content


@login_required
@require_POST
def acknowledge_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Acknowledge one alert and go back; what is wrong is said on the alert's page, with what was typed."""
    alert = selectors.get_visible(request.viewer, alert_id)
    content = page_content(request, alert)
    form = AcknowledgeForm(request.POST, answer=content["answer"], plan=content["plan"])
    done = run_form(form, acknowledge, alert_id=alert_id, actor=request.actor)
    if done is None:
        return render(request, "oversight/alerts/one.html", {**content, "form": form}, status=400)
    messages.success(request, _("预警已签收。"))
    return HttpResponseRedirect(_back(request))


@login_required
@require_POST
def acknowledge_several(request: HttpRequest) -> HttpResponse:
    """Acknowledge the chosen ones with the same words, and say which were refused."""
    form = AcknowledgeForm(request.POST, auto_id="bulk-%s")
    chosen = request.POST.getlist("alert")
    outcome: Outcome | None = None
    if form.is_valid():
        try:
            outcome = acknowledge_many(alert_ids=chosen, actor=request.actor, **form.cleaned_data)
        except InvalidInput as invalid:
            put_on_form(form, invalid)
    if outcome is None:
        content = list_content(request, _query(_back(request)), form)
        return render(request, "oversight/alerts/list.html", {**content, "chosen": set(chosen)}, status=400)
    _say(request, outcome)
    return HttpResponseRedirect(_back(request))


def _say(request: HttpRequest, outcome: Outcome) -> None:
    done = len(outcome.done)
    if done:
        said = ngettext("已签收 %(n)d 条预警。", "已签收 %(n)d 条预警。", done) % {"n": done}
        messages.success(request, said)
    for alert, refused in outcome.refused:
        incident = request.note_refusal(refused)
        sentence = explain(refused, get_language() or "zh")
        said = _("%(number)s 未签收：%(why)s（%(code)s，%(incident)s）") % {
            "number": alert.case.number,
            "why": sentence.detail,
            "code": sentence.code,
            "incident": incident,
        }
        messages.warning(request, said)


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe and (wanted.startswith(PATH) or wanted == "/") else PATH


def _query(address: str) -> Any:
    """The query of the list the form was sent from."""
    query = QueryDict(mutable=True)
    for name, values in parse_qs(urlsplit(address).query).items():
        query[name] = values[0]
    return query
