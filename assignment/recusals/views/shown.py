"""A recusal in words: its state, and every step taken on it or still to come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assignment.changes.selectors import is_criminal
from assignment.changes.selectors.reading import is_masked, readable
from assignment.recusals.domain import AskedBy, Decider, Part, State
from assignment.recusals.forms import ASKED, MATTERS, PARTS, STATES
from assignment.recusals.models import Recusal, UrgentMatter
from assignment.recusals.selectors import decider_rules, grounds
from assignment.recusals.selectors.reading import for_committee, is_guarded, sees_check
from cases.docket.models import Case
from courts.actors.domain import Viewer

TONES = {
    State.WAITING: ("brass", "clock"),
    State.GRANTED: ("done", "check"),
    State.DECLINED: ("none", "block"),
    State.REVIEWING: ("brass", "history"),
    State.UPHELD: ("none", "block"),
    State.WITHDRAWN: ("none", "back"),
}


def language() -> str:
    return get_language() or "zh"


def dress_all(rows: Iterable[Recusal], viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Rows of a list, with one look at what the viewer reads."""
    found = list(rows)
    read = readable(viewer, [recusal.case_id for recusal in found])
    return [dress(recusal, today, recusal.case_id in read) for recusal in found]


def dress(recusal: Recusal, today: date, reads: bool) -> dict[str, Any]:
    """A row of a list; a sealed case has neither number nor cause for whoever does not read it."""
    hidden = is_masked(recusal.case, reads)
    state = State(recusal.state)
    tone, icon = TONES[state]
    by = recusal.open_until
    return {
        "recusal": recusal,
        "reads": reads,
        "case": _("不公开案件") if hidden else recusal.case,
        "cause": "" if hidden else recusal.case.cause_name,
        "state": STATES[state],
        "tone": tone,
        "icon": icon,
        "part": PARTS[Part(recusal.part)],
        "asked": ASKED[AskedBy(recusal.asked)],
        "decider": decider_said(recusal, today),
        "due_on": by,
        "left": (by - today).days if isinstance(by, date) else None,
        "grounds": [(code, grounds().latest(code).name(language())) for code in recusal.grounds],
        "stops": state is State.WAITING,
    }


def decider_said(recusal: Recusal, today: date) -> str:
    """Who decides: by the law, or the committee as no leader of the court is left."""
    by_president = recusal.decider == Decider.PRESIDENT.value and recusal.decided_on is None
    code = "DECIDE-NO-OTHER" if by_president and for_committee(recusal, today) else recusal.decider_rule
    return decider_rules().latest(code).name(language())


def deciders_in(case: Case, on: date) -> list[tuple[str, str]]:
    """Who decides in a case like this, with the article."""
    rules = [rule for rule in decider_rules().in_force(on) if rule.parts and not rule.protected]
    fit = [rule for rule in rules if is_criminal(case) or not rule.criminal]
    return [(rule.name(language()), rule.article) for rule in fit]


def course(recusal: Recusal, viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Every step in order: taken, now, or still to come; the check for those who may know of it."""
    steps = [_asked(recusal), *(_urgent(matter) for matter in recusal.urgent.order_by("entered_at"))]
    if sees_check(viewer, recusal):
        steps += _check(recusal, today)
    if recusal.withdrawn_at:
        text = _("%(who)s撤回") % {"who": recusal.withdrawn_by}
        step = _step(_("已撤回"), text, at=recusal.withdrawn_at, note=recusal.withdraw_reason)
        return [*steps, step]
    steps.append(_decision(recusal, today))
    if recusal.decided_on and recusal.asked == AskedBy.PARTY.value:
        steps.append(_told(recusal.told_on, recusal.told_how))
    if recusal.review_asked_on:
        steps += _review(recusal)
    return steps


def _asked(recusal: Recusal) -> dict[str, Any]:
    who = recusal.party_name or ASKED[AskedBy(recusal.asked)]
    words = {"who": who, "name": recusal.name, "by": recusal.entered_by}
    text = _("%(who)s提出 %(name)s 回避，%(by)s登记") % words
    return _step(_("提出"), text, on=recusal.asked_on, note=recusal.statement)


def _urgent(matter: UrgentMatter) -> dict[str, Any]:
    words = {"what": _matter(matter.matter), "who": matter.entered_by}
    text = _("紧急办理%(what)s，%(who)s登记") % words
    return _step(_("紧急事项"), text, at=matter.entered_at, note=matter.reason)


def _matter(value: str) -> Any:
    return next(words for one, words in MATTERS.items() if one.value == value)


def _check(recusal: Recusal, today: date) -> list[dict[str, Any]]:
    title = _("监察部门核查")
    if recusal.checked_at:
        words = {"who": recusal.checked_by, "word": _("同意") if recusal.check_for else _("不同意")}
        said = _("%(who)s表示%(word)s") % words
        return [_step(title, said, at=recusal.checked_at, note=recusal.check_text)]
    if recusal.state != State.WAITING.value or not is_guarded(recusal, today):
        return []
    text = _("该法官近期记录过干预，依职权的回避先核查")
    return [{"title": title, "text": text, "kind": "now", "on": None, "at": None, "note": ""}]


def _decision(recusal: Recusal, today: date) -> dict[str, Any]:
    rule = decider_said(recusal, today)
    if recusal.decided_on is None:
        text = _("%(rule)s，最迟 %(day)s") % {"rule": rule, "day": recusal.due_on}
        return {"title": _("决定"), "text": text, "kind": "now", "on": recusal.due_on, "at": None, "note": ""}
    reviewed = recusal.review_on is not None
    granted = recusal.state == State.GRANTED.value and not reviewed
    word = _("准予回避") if granted else _("驳回申请")
    text = _("%(who)s：%(word)s") % {"who": recusal.decided_by, "word": word}
    note = f"{recusal.document} {recusal.decision}".strip()
    step = _step(_("决定"), text, at=recusal.decided_at, note=note)
    return {**step, "warn": _("超过三日") if recusal.is_decided_late else ""}


def _told(on: date | None, how: str) -> dict[str, Any]:
    if on is None:
        text = _("尚未告知申请人")
        return {"title": _("告知"), "text": text, "kind": "now", "on": None, "at": None, "note": ""}
    return _step(_("告知"), how, on=on)


def _review(recusal: Recusal) -> list[dict[str, Any]]:
    asked = _step(
        _("申请复议"), _("复议期间不停止工作"), on=recusal.review_asked_on, note=recusal.review_reason
    )
    if recusal.review_on is None:
        text = _("最迟 %(day)s 作出复议决定") % {"day": recusal.review_due_on}
        open_ = {"title": _("复议决定"), "text": text, "kind": "now", "on": recusal.review_due_on}
        return [asked, {**open_, "at": None, "note": ""}]
    word = _("准予回避") if recusal.state == State.GRANTED.value else _("维持驳回")
    text = _("%(who)s：%(word)s") % {"who": recusal.review_by, "word": word}
    note = f"{recusal.review_document} {recusal.review}".strip()
    done = _step(_("复议决定"), text, at=recusal.review_at, note=note)
    return [asked, done, _told(recusal.review_told_on, recusal.review_told_how)]


def _step(title: str, text: Any, *, at: Any = None, on: date | None = None, note: str = "") -> dict[str, Any]:
    moment = localtime(at) if at else None
    return {"title": title, "text": text, "kind": "done", "at": moment, "on": on, "note": note}
