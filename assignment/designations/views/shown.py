"""A designation as a page shows it, masked where the case is sealed to the viewer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from assignment.designations.domain import Approver, State
from assignment.designations.forms import english
from assignment.designations.models import Designation
from assignment.designations.selectors import grounds, is_masked, readable, states
from assignment.designations.services.deciding import WHO
from courts.actors.domain import Viewer

TONES = {
    State.ASKED.value: ("brass", "clock"),
    State.APPROVED.value: ("done", "check"),
    State.DECLINED.value: ("stop", "block"),
    State.WITHDRAWN.value: ("", "back"),
}


def who_approves(asked: Designation) -> str:
    """Who has to approve, in words."""
    zh, en = WHO[asked.approver]
    return en if english() else zh


def dress(asked: Designation, reads: bool) -> dict[str, Any]:
    """One row: the number and the reason of a sealed case are left out for whoever does not read it."""
    hidden = is_masked(asked, reads)
    tone, icon = TONES[asked.state]
    rule = grounds().latest(asked.ground)
    return {
        "asked": asked,
        "reads": reads,
        "hidden": hidden,
        "case": _("不公开案件") if hidden else asked.case.number or asked.case.cause_name,
        "cause": "" if hidden else asked.case.cause_name,
        "rule": rule,
        "reason": _("案件不公开，理由不公布。") if hidden else asked.reason,
        "answer": "" if hidden else asked.answer,
        "state": states().latest(asked.state),
        "tone": tone,
        "icon": icon,
        "approver": who_approves(asked),
        "by_law": asked.approver == Approver.LAW.value,
        "decided_by": asked.ended_by or (_("依法随关联案件") if asked.by_law else ""),
    }


def dress_all(rows: Iterable[Designation], viewer: Viewer) -> list[dict[str, Any]]:
    """Rows of a list, with one look at what the viewer reads."""
    found = list(rows)
    read = readable(viewer, found)
    return [dress(asked, asked.case_id in read) for asked in found]
