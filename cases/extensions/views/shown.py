"""A request in words: its state, who decides, how long, and every step taken on it or still to come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.extensions.domain import State
from cases.extensions.forms import STATES
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import follow_clock, length_of
from cases.limits.domain import Approver
from cases.limits.domain.explain import APPROVERS
from courts.places.models import Court

TONES = {
    State.ADVISING: ("brass", ""),
    State.FORWARDING: ("brass", ""),
    State.DECIDING: ("brass", ""),
    State.GRANTED: ("done", "check"),
    State.REFUSED: ("none", "block"),
    State.WITHDRAWN: ("none", "back"),
}


def english() -> bool:
    return (get_language() or "zh").startswith("en")


def court_words(court: Court | None) -> str:
    """A court in the language of the page."""
    if court is None:
        return _("未使用本系统的上级法院")
    return court.name_en if english() and court.name_en else court.name


def approver_words(asked: ExtensionRequest) -> str:
    """By whom the law has the step granted."""
    zh, en = APPROVERS[Approver(asked.approver)]
    return en if english() else zh


def length_words(asked: ExtensionRequest) -> str:
    span = length_of(asked.value, asked.unit)
    return span.en if english() else span.zh


def dress(asked: ExtensionRequest, today: date) -> dict[str, Any]:
    """A row of a list."""
    state = State(follow_clock(asked).state)
    tone, icon = TONES[state]
    left = (asked.decide_by - today).days if asked.decide_by and asked.is_live else None
    return {
        "asked": asked,
        "case": asked.case,
        "state": STATES[state],
        "tone": tone,
        "icon": icon,
        "length": length_words(asked),
        "court": court_words(asked.court),
        "decider": court_words(asked.deciding_court),
        "approver": approver_words(asked),
        "left": left,
        "handler": asked.asked_by_person.name,
    }


def course(asked: ExtensionRequest) -> list[dict[str, Any]]:
    """Every step of a request in order: taken, now, or still to come."""
    state = State(asked.state)
    steps = [_asked(asked)]
    home = asked.deciding_court_id == asked.court_id
    if asked.advised_at or state is State.ADVISING:
        said = _said(_("庭长意见"), asked.advised_at, asked.advised_by, asked.advice_for, asked.advice)
        steps.append(said if asked.advised_at else _open(_("庭长意见"), _("等庭长提出意见"), "now"))
    if asked.forwarded_at or state is State.FORWARDING:
        said = _said(_("报请"), asked.forwarded_at, asked.forwarded_by, asked.forward_for, asked.forward)
        steps.append(said if asked.forwarded_at else _open(_("报请"), _("等本院院长报请上级法院"), "now"))
    elif state is State.ADVISING and not home:
        steps.append(_open(_("报请"), _("本院院长报请上级法院"), "plan"))
    if asked.withdrawn_at:
        steps.append(_withdrawn(asked))
    else:
        steps.append(_decision(asked))
    if asked.item is not None:
        steps.append(_told(asked))
    return steps


def _asked(asked: ExtensionRequest) -> dict[str, Any]:
    words = {"who": asked.asked_by, "length": length_words(asked)}
    text = _("%(who)s申请延长%(length)s") % words
    if asked.sent_by_client:
        text = _("%(who)s以承办法官名义提交，申请延长%(length)s") % words
    return {
        "at": localtime(asked.asked_at),
        "title": _("申请"),
        "text": text,
        "note": asked.reason,
        "kind": "done",
        "late": asked.late_reason,
        "warn": _("逾期申请") if asked.is_late else "",
    }


def _said(title: str, at: Any, who: str, agreed: bool | None, text: str) -> dict[str, Any]:
    word = _("同意") if agreed else _("不同意")
    return {
        "at": localtime(at) if at else None,
        "title": title,
        "text": _("%(who)s表示%(word)s") % {"who": who, "word": word},
        "note": text,
        "kind": "done",
    }


def _open(title: str, text: str, kind: str, on: date | None = None) -> dict[str, Any]:
    return {"title": title, "text": text, "kind": kind, "on": on}


def _withdrawn(asked: ExtensionRequest) -> dict[str, Any]:
    text = _("%(who)s撤回") % {"who": asked.withdrawn_by}
    at = localtime(asked.withdrawn_at) if asked.withdrawn_at else None
    return {"at": at, "title": _("已撤回"), "text": text, "note": asked.withdraw_reason, "kind": "done"}


def _decision(asked: ExtensionRequest) -> dict[str, Any]:
    court = court_words(asked.deciding_court)
    if asked.decided_at is None:
        kind = "now" if asked.state == State.DECIDING.value else "plan"
        text = _("%(court)s决定") % {"court": court}
        if asked.decide_by:
            text = _("%(court)s决定，最迟 %(day)s") % {"court": court, "day": asked.decide_by}
        return _open(_("决定"), text, kind, asked.decide_by)
    word = _("予以批准") if asked.state == State.GRANTED.value else _("不予批准")
    told = {"who": asked.decided_by, "word": word, "on": asked.decided_on}
    text = _("%(who)s：%(word)s，决定日 %(on)s") % told
    if asked.deciding_court is None:
        text = _("%(word)s，决定日 %(on)s，%(who)s登记") % told
    cited = _("文号：%(document)s") % {"document": asked.document}
    return {
        "at": localtime(asked.decided_at),
        "title": _("决定"),
        "text": text,
        "note": f"{cited} {asked.decision}".strip(),
        "kind": "done",
        "warn": _("超过应当决定的日期") if asked.is_decided_late else "",
    }


def _told(asked: ExtensionRequest) -> dict[str, Any]:
    item = asked.item
    assert item is not None  # granted
    if item.told_on is None:
        return _open(_("告知当事人"), _("尚未告知当事人（法释〔2019〕4号第七条）"), "now")
    return {
        "on": item.told_on,
        "title": _("告知当事人"),
        "text": item.told_how,
        "kind": "done",
    }
