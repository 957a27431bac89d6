"""One case, one page (一案一页)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.docket import registry
from cases.docket.domain import Seal, Status
from cases.docket.models import Case
from cases.docket.selectors import disposals, get_visible, readers, words
from cases.intake.selectors import refusal_grounds
from cases.limits.domain import Lamp
from cases.limits.models import CaseClock
from cases.limits.selectors import KINDS, account_of, lamp_of, law
from cases.nodes.selectors import nodes, timeline
from cases.parties.selectors import parties_of
from cases.parties.selectors import words as party_words
from courts.trail.selectors import case_trail, facts, verbs


@login_required
@require_GET
def case_page(request: HttpRequest, case_id: UUID, tab: str = "overview") -> HttpResponse:
    """One case with the tab asked for. 404 for an unknown tab."""
    case = get_visible(request.viewer, case_id)
    tabs = registry.tabs()
    chosen = next((entry for entry in tabs if entry.code == tab), None)
    if chosen is None:
        raise Http404(tab)
    context = {
        **_head(case, request.today),
        "tabs": [_tab(entry, case, tab) for entry in tabs],
        "tab_template": chosen.template,
        **_steps(case, request),
        "banners": registry.banners(case, request.viewer, request.today),
        "panels": [
            (panel, panel.content(case, request.viewer, request.today)) for panel in registry.side_panels()
        ],
        "part": _part(chosen, case, request),
    }
    return render(request, "cases/register/case.html", context)


def _part(chosen: registry.Tab, case: Case, request: HttpRequest) -> dict[str, Any]:
    asked = (request.GET,) if chosen.asks else ()
    return chosen.content(case, request.viewer, request.today, *asked)


def _tab(entry: registry.Tab, case: Case, current: str) -> dict[str, Any]:
    url = reverse("case", args=[case.pk])
    return {
        "label": entry.label,
        "url": url if entry.code == "overview" else f"{url}{entry.code}/",
        "current": entry.code == current,
        "count": entry.count(case) if entry.count else None,
    }


def _steps(case: Case, request: HttpRequest) -> dict[str, Any]:
    found = registry.steps(case, request.viewer, request.today)
    shown = [
        {
            "label": step.label,
            "icon": step.icon,
            "reason": step.reason,
            "url": step.url,
            "post": step.post,
            "allowed": bool(step.url),
            "primary": step.primary,
        }
        for step in found
    ]
    lawful = sum(bool(step.url) for step in found)
    note = _("可以办 %(now)d 项，现在不能办 %(locked)d 项") % {"now": lawful, "locked": len(found) - lawful}
    return {"steps": shown, "steps_note": note}


def _head(case: Case, today: date) -> dict[str, Any]:
    clock = CaseClock.objects.filter(case=case).first()
    lamp = lamp_of(clock, today)
    days_left = (clock.due_on - today).days if clock and clock.due_on else None
    return {
        "case": case,
        "clock": clock,
        "lamp": lamp,
        "show_lamp": lamp is not Lamp.NONE,
        "days_left": days_left,
        "status_rule": words("statuses").latest(case.status),
        "procedure_rule": words("procedures").latest(case.procedure),
        "seal_rule": words("seals").latest(case.sealed) if case.sealed != Seal.NONE.value else None,
        "disposal_rule": disposals().latest(case.disposal) if case.disposal else None,
        "parties": _named_parties(case),
        "received": case.status == Status.RECEIVED.value,
    }


def _named_parties(case: Case) -> list[Any]:
    roles = party_words("roles")
    language = get_language() or "zh-hans"
    parties = parties_of(case)
    for party in parties:
        party.role_word = roles.latest(party.role).name(language)
    return parties


def overview_content(case: Case, viewer: object, today: date) -> dict[str, Any]:
    """The first tab: how the date came about, parties, facts."""
    return {
        **account_of(case, today),
        "channel_rule": words("channels").latest(case.channel),
        "ground": refusal_grounds().latest(case.refusal_ground) if case.refusal_ground else None,
        "readers": readers(case) if case.sealed != Seal.NONE.value else [],
    }


def timeline_content(case: Case, viewer: object, today: date) -> dict[str, Any]:
    """The second tab: what happened by the day it happened, and what is to come."""
    language = get_language() or "zh-hans"
    items: list[dict[str, Any]] = [
        {
            "on": event.occurred_on,
            "text": f"{nodes().latest(event.node).name(language)}　{event.detail}",
            "note": _("%(who)s 录入") % {"who": event.entered_by},
            "kind": "done",
        }
        for event in timeline(case)
    ]
    clock = CaseClock.objects.filter(case=case).first()
    if clock is not None and clock.watched and clock.due_on is not None:
        items += [{"on": today, "text": _("今日"), "kind": "now"}]
        items += [{"on": clock.due_on, "text": _("审限届满"), "kind": "plan"}]
        if clock.last_request_on is not None:
            ended = clock.last_request_on < today
            said = _("延长审限申请已截止") if ended else _("延长审限申请截止")
            items += [{"on": clock.last_request_on, "text": said, "kind": "plan"}]
        items.sort(key=lambda item: item["on"])
    return {"items": items}


def trail_content(case: Case, viewer: object, today: date) -> dict[str, Any]:
    """The last tab: every business event of the case, as kept on the trail."""
    language = get_language() or "zh-hans"
    events = case_trail(case.pk)
    for event in events:
        verb = event["verb"]
        event["verb_word"] = verbs().latest(verb).name(language) if verb in verbs() else verb
        event["shown"] = [
            (facts().latest(key).name(language), _told(key, value, language))
            for key, value in (event["data"] or {}).items()
            if key in facts() and value not in (None, "", [])
        ]
    return {"trail": events}


def _told(key: str, value: Any, language: str) -> str:
    """A value of the trail in words: codes by their names, parties as role and name."""
    tables = {
        "procedure": words("procedures"),
        "channel": words("channels"),
        "disposal": disposals(),
        "node": nodes(),
        "ground": refusal_grounds() if str(value) in refusal_grounds() else law().grounds,
        "to_rule": law().rules,
    }
    if key == "kind" and str(value) in KINDS:
        return str(KINDS[str(value)])
    if key == "parties":
        roles = party_words("roles")
        return "、".join(f"{roles.latest(row['role']).name(language)} {row['name']}" for row in value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, dict):
        return "；".join(f"{name} {_told(name, part, language)}" for name, part in value.items())
    if isinstance(value, list):
        return " → ".join(str(part) if part is not None else "—" for part in value)
    table: Any = tables.get(key, ())
    return str(table.latest(value).name(language)) if value in table else str(value)
