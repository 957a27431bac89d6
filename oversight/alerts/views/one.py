"""One alert: where its day stands, what was said, before whom it lay, who was told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courts.trail.selectors import verbs
from oversight.alerts import selectors
from oversight.alerts.domain import Kind
from oversight.alerts.forms import AcknowledgeForm
from oversight.alerts.models import Alert
from oversight.alerts.views.shown import dress, post_name
from oversight.notices.selectors import about, kinds

GONE = {
    "case_closed": gettext_lazy("案件已结案"),
    "clock_changed": gettext_lazy("审限已变更"),
    "list_left": gettext_lazy("不再符合名单条件"),
    "released": gettext_lazy("羁押已解除"),
    "stop_ended": gettext_lazy("停表已恢复或者原因已消除"),
}


@login_required
@require_safe
def alert_page(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """An alert with its history, and the form of whoever has to acknowledge it."""
    alert = selectors.get_visible(request.viewer, alert_id)
    content = page_content(request, alert)
    form = AcknowledgeForm(answer=content["answer"], plan=content["plan"])
    return render(request, "oversight/alerts/one.html", {**content, "form": form})


def page_content(request: HttpRequest, alert: Alert) -> dict[str, Any]:
    """What the page of an alert shows, without its form."""
    found = selectors.rows(selectors.visible(request.viewer).filter(pk=alert.pk))
    row = dress(found, request)[0]
    level = next(rule for rule in selectors.levels() if rule.code == alert.level)
    language = get_language() or "zh"
    return {
        "alert": alert,
        "row": row,
        "level": level,
        "level_name": row["level_name"],
        "signs": selectors.signs_of_case(alert, request.today) if level.kind is Kind.HIDDEN else [],
        "action": level.action(language),
        "answer": row["answer"],
        "plan": level.plan and row["answer"],
        "reasons": list(selectors.reasons()) if row["answer"] else [],
        "items": [_item(event, language) for event in selectors.history_of(alert)],
        "steps": [_step(step) for step in selectors.escalations_of(alert)],
        "told": _told(alert, language),
        "back": request.POST.get("next") or "/alerts/",
    }


def _item(event: dict[str, Any], language: str) -> dict[str, Any]:
    data = event["data"] or {}
    verb = event["verb"]
    word = verbs().latest(verb).name(language) if verb in verbs() else verb
    kind = {"alert_escalated": "clock", "alert_closed": "clock"}.get(verb, "done")
    return {
        "when": event["at"],
        "text": "　".join(part for part in (word, _happened(verb, data, language)) if part),
        "note": "·".join(part for part in (event["actor"], data.get("note", "")) if part),
        "kind": kind,
    }


def _happened(verb: str, data: dict[str, Any], language: str) -> str:
    if verb == "alert_raised" and data.get("kind", "limit") != "limit":
        return _("触发日 %(raised)s") % {"raised": data.get("raised_on", "—")}
    if verb == "alert_raised":
        return _("触发日 %(raised)s，届满 %(due)s") % {
            "raised": data.get("raised_on", "—"),
            "due": data.get("due_on", "—"),
        }
    if verb == "alert_escalated":
        return _("%(day)s 报%(to)s") % {"day": data["escalated_on"], "to": post_name(data["role"])}
    if verb == "escalation_acknowledged":
        return post_name(data["role"])
    if verb == "alert_closed":
        return str(GONE.get(data.get("reason", ""), data.get("reason", "")))
    return _plan(data, language)


def _plan(data: dict[str, Any], language: str) -> str:
    table = selectors.reasons()
    reason = data.get("reason") or ""
    parts = [table.latest(reason).name(language)] if reason in table else []
    if data.get("planned_on"):
        parts.append(_("计划 %(day)s 结案") % {"day": data["planned_on"]})
    return _("，").join(parts)


def _step(step: Any) -> dict[str, Any]:
    if step.acknowledged_at is not None:
        state = ("done", _("已签收"))
    elif step.ended_at is not None:
        state = ("none", _("已结束"))
    else:
        state = ("brass", _("待签收"))
    return {
        "to": post_name(step.role, step.division.name if step.division else ""),
        "step": step,
        "tone": state[0],
        "word": state[1],
    }


def _told(alert: Alert, language: str) -> list[dict[str, Any]]:
    return [
        {
            "name": notice.person.name,
            "kind": kinds().latest(notice.kind).name(language),
            "text": kinds().latest(notice.kind).sentence(notice.words, language),
            "at": notice.at,
            "seen_at": notice.seen_at,
        }
        for notice in about(alert.case_id, alert.pk)
    ]
