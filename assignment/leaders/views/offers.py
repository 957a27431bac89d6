"""What the work list says of leaders behind their target, late in the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignment.leaders.domain import percent
from assignment.leaders.selectors import prompts_for
from cases.docket.registry import WorkItem, work_from, work_kind
from courts.actors.domain import Right, Role, Viewer
from courts.people.registry import NavEntry, nav_entry


def offer() -> None:
    """Called in ready()."""
    label = gettext_lazy("院庭长办案")
    work_from(work_items, work_count)
    work_kind("leader", 48, label)
    nav_entry(NavEntry("oversight", 16, label, "/leaders/", "scale", shown_to))
    others, note = gettext_lazy("其他院领导"), gettext_lazy("副院长、专职委员的任职日期，用于办案量")
    nav_entry(NavEntry("office", 47, others, "/office/leaders/", "scale", _administers, note=note))


def _administers(viewer: Viewer) -> bool:
    return viewer.may_anywhere(Right.ADMINISTER)


def work_items(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """As the night found it: for a leader the own rate, for trial management how many are behind."""
    rows = prompts_for(viewer, today)
    own = [row for row in rows if row.person_id == viewer.person_id]
    for row in own[:1]:
        told = {"rate": percent(row.rate_bp), "target": percent(row.target_bp)}
        basis = _("现为 %(rate)s，标准 %(target)s·法发〔2017〕10号第四条") % told
        yield _item(_("办案量落后于进度"), basis, f"/leaders/{viewer.person_id}/", today)
    if Role.TRIAL_MANAGEMENT not in viewer.roles:
        return
    for code, number in sorted(Counter(row.court.code for row in rows).items()):
        basis = _("%(n)d 人·吉高法〔2019〕2号（五）") % {"n": number}
        yield _item(_("院庭长办案量落后于进度"), basis, f"/leaders/?court={code}", today)


def _item(title: str, basis: str, url: str, today: date) -> WorkItem:
    return WorkItem(
        title=title,
        basis=basis,
        url=url,
        action=_("查看"),
        due_on=date(today.year, 12, 31),
        kind="leader",
    )


def work_count(viewer: Viewer, today: date) -> int:
    """As many as ``work_items`` gives."""
    return sum(1 for _one in work_items(viewer, today))


def shown_to(viewer: Viewer) -> bool:
    """The list is public inside the courts: to everybody with a post."""
    return bool(viewer.roles)
