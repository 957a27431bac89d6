"""A change in words: its state, and every step taken on it or still to come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assignment.changes.domain import How, Level, State
from assignment.changes.forms import STATES
from assignment.changes.models import LIVE, ChangeRequest
from assignment.changes.selectors import days_to_tell, for_committee, grounds, sees_check
from assignment.changes.selectors.reading import is_masked, readable, told_level, told_state
from courts.actors.domain import Viewer

TONES = {
    State.ADVISING: ("brass", "clock"),
    State.CHECKING: ("brass", "shield"),
    State.DECIDING: ("brass", "clock"),
    State.APPROVED: ("brass", "dice"),
    State.DONE: ("done", "check"),
    State.REFUSED: ("none", "block"),
    State.WITHDRAWN: ("none", "back"),
    State.LAPSED: ("none", "block"),
}


def language() -> str:
    return get_language() or "zh"


def ground_words(asked: ChangeRequest) -> str:
    """The ground as it stood when it was asked for."""
    rule, _early = grounds().at_or_earliest(asked.ground, asked.rule_version)
    return f"{asked.ground} {rule.name(language())}"


def dress_all(rows: Iterable[ChangeRequest], viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Rows of a list, with one look at what the viewer reads."""
    found = list(rows)
    read = readable(viewer, [asked.case_id for asked in found])
    return [dress(asked, viewer, today, asked.case_id in read) for asked in found]


def dress(asked: ChangeRequest, viewer: Viewer, today: date, reads: bool) -> dict[str, Any]:
    """A row of a list; a sealed case has no number for whoever does not read it."""
    state = told_state(viewer, asked)
    tone, icon = TONES[state]
    untold = asked.state == State.DONE.value and asked.told_on is None and asked.member is None
    to = asked.new_judge or asked.to_judge
    return {
        "asked": asked,
        "reads": reads,
        "case": _("不公开案件") if is_masked(asked.case, reads) else asked.case,
        "state": STATES[state],
        "tone": tone,
        "icon": icon,
        "ground": ground_words(asked),
        "how": _("重新抽签") if asked.how == How.DRAW.value else _("指定"),
        "from": asked.from_judge.name,
        "member": asked.member is not None,
        "to": to.name if to else "",
        "untold": untold,
        "left": (asked.tell_by - today).days if untold and asked.tell_by else None,
        "live": asked.state in LIVE,
    }


def decides_said(asked: ChangeRequest, viewer: Viewer, today: date) -> str:
    """Whose decision it is, in words; who may not know of the check is not told before it is made."""
    level = told_level(viewer, asked)
    if asked.document or (asked.decided_at is None and for_committee(asked, today)):
        return _("审判委员会")
    if level is None:
        return _("有权限的院庭长")
    return _("庭长") if level == Level.HEAD.value else _("院长")


def course(asked: ChangeRequest, viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Every step of a request in order: taken, now, or still to come."""
    steps = [_asked(asked)]
    if asked.advised_at:
        steps.append(_said(_("庭长意见"), asked.advised_at, asked.advised_by, asked.advice_for, asked.advice))
    elif asked.state == State.ADVISING.value:
        steps.append(_open(_("庭长意见"), _("等庭长提出意见"), "now"))
    if asked.protected and sees_check(viewer, asked):
        steps += _check(asked)
    if asked.withdrawn_at:
        text = _("%(who)s撤回") % {"who": asked.withdrawn_by}
        at = localtime(asked.withdrawn_at)
        return [*steps, _done(_("已撤回"), text, at=at, note=asked.withdraw_reason)]
    if asked.state == State.LAPSED.value and asked.decided_at is None:
        return [*steps, _open(_("终止"), _("案件办结或者因回避另行变更，本申请终止"), "done")]
    steps.append(_decision(asked, told_state(viewer, asked), decides_said(asked, viewer, today)))
    if asked.is_changed and asked.member is not None:
        steps.append(_left(asked))
    elif asked.is_changed:
        steps += [_fixed(asked), _told(asked)]
    return steps


def _asked(asked: ChangeRequest) -> dict[str, Any]:
    how = (
        _("重新抽签")
        if asked.how == How.DRAW.value
        else _("指定给 %(name)s") % {"name": asked.to_judge.name if asked.to_judge else "—"}
    )
    words = {"who": asked.asked_by, "ground": ground_words(asked), "how": how}
    text = _("%(who)s提请，事由 %(ground)s，%(how)s") % words
    if asked.origin:
        text = _("由准予回避的决定直接引起，%(how)s") % words
    note = _("%(reason)s（依据：%(evidence)s）") % {"reason": asked.reason, "evidence": asked.evidence}
    return _done(_("提请"), text, at=localtime(asked.asked_at), note=note)


def _said(title: str, at: Any, who: str, agreed: bool | None, text: str) -> dict[str, Any]:
    word = _("同意") if agreed else _("不同意")
    said = _("%(who)s表示%(word)s") % {"who": who, "word": word}
    return _done(title, said, at=localtime(at), note=text)


def _check(asked: ChangeRequest) -> list[dict[str, Any]]:
    title = _("监察部门核查")
    if asked.checked_at:
        return [_said(title, asked.checked_at, asked.checked_by, asked.check_for, asked.check_text)]
    kind = "now" if asked.state == State.CHECKING.value else "plan"
    return [_open(title, _("该法官近期记录过干预，违背其意愿的变更先核查"), kind)]


def _decision(asked: ChangeRequest, state: State, decides: str) -> dict[str, Any]:
    if asked.decided_at is None:
        who = _("由%(who)s决定") % {"who": decides}
        return _open(_("决定"), who, "now" if state is State.DECIDING else "plan")
    word = _("不予变更") if asked.state == State.REFUSED.value else _("予以变更")
    text = _("%(who)s：%(word)s") % {"who": asked.decided_by, "word": word}
    return _done(
        _("决定"), text, at=localtime(asked.decided_at), note=f"{asked.document} {asked.decision}".strip()
    )


def _left(asked: ChangeRequest) -> dict[str, Any]:
    title = _("变更成员")
    if asked.new_judge is None:
        text = _("%(old)s 退出合议庭，席位重新抽取") % {"old": asked.from_judge.name}
    else:
        text = _("%(old)s → %(new)s") % {"old": asked.from_judge.name, "new": asked.new_judge.name}
    return _done(title, text, on=asked.fixed_on)


def _fixed(asked: ChangeRequest) -> dict[str, Any]:
    title = _("确定新承办法官")
    if asked.new_judge is None:
        stays = _("等立案庭重新抽签；在此之前仍由原承办法官办理")
        return _open(title, _("等立案庭重新抽签；在此之前停止审理") if asked.origin else stays, "now")
    names = {"old": asked.from_judge.name, "new": asked.new_judge.name}
    return _done(title, _("%(old)s → %(new)s") % names, on=asked.fixed_on)


def _told(asked: ChangeRequest) -> dict[str, Any]:
    title = _("告知当事人")
    if asked.told_on is not None:
        text = _("%(whom)s，%(how)s") % {"whom": asked.told_whom, "how": asked.told_how}
        return _done(title, text, on=asked.told_on)
    if asked.tell_by is None:
        n = days_to_tell(asked.court_id)
        text = ngettext("新承办法官确定后 %(n)d 日内告知", "新承办法官确定后 %(n)d 日内告知", n) % {"n": n}
        return _open(title, text, "plan")
    return _open(title, _("尚未告知，最迟 %(day)s") % {"day": asked.tell_by}, "now", on=asked.tell_by)


def _done(title: str, text: str, *, at: Any = None, on: date | None = None, note: str = "") -> dict[str, Any]:
    return {"title": title, "text": text, "kind": "done", "at": at, "on": on, "note": note}


def _open(title: str, text: str, kind: str, on: date | None = None) -> dict[str, Any]:
    return {"title": title, "text": text, "kind": kind, "on": on}
