"""What changes offer to the case page, the work list and the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignment.changes.domain import State
from assignment.changes.models import ChangeRequest
from assignment.changes.selectors import (
    changes_of,
    hearing_again,
    live_change,
    may_ask,
    to_tell,
    untold_since,
    waiting_for,
)
from assignment.changes.services.following import follow
from assignment.changes.views.shown import dress, dress_all, ground_words
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import Banner, Step, Tab, WorkItem, banners_from, steps_from, work_from, work_kind
from cases.docket.registry import tab as add_tab
from courts.actors.domain import Right, Role, Viewer
from courts.people.registry import NavEntry, nav_entry

MOST = 40
RIGHTS = (Right.ASK_CHANGE, Right.ADVISE_CHANGE, Right.DECIDE_CHANGE, Right.CHECK_CHANGE, Right.DRAW)


def offer() -> None:
    """Put into the registries what changes bar and hold up, and what they offer. Called in ready()."""
    follow()
    add_tab(tab())
    banners_from(banners)
    steps_from(steps_of_case)
    for source, count in work():
        work_from(source, count)
    work_kind("change", 22, gettext_lazy("变更承办法官"))
    work_kind("change_tell", 23, gettext_lazy("告知变更承办法官"))
    for link in links():
        nav_entry(link)


def concerned(user: Viewer) -> bool:
    """Whether the list of changes is for the viewer at all."""
    return user.person_id is not None and any(user.may_anywhere(right) for right in RIGHTS)


def reads_reports(user: Viewer) -> bool:
    """Whether the viewer may have records of interference to read."""
    return user.person_id is not None and (
        user.may_anywhere(Right.CHECK_CHANGE) or Role.PRESIDENT in user.roles or Role.JUDGE in user.roles
    )


def waiting_count(user: Viewer, today: date) -> int:
    """How many wait for the viewer; the navigation shows it."""
    if not concerned(user):
        return 0
    return waiting_for(user, today).count() + to_tell(user).count()


def links() -> list[NavEntry]:
    """The list of changes, and the records of interference."""
    return [
        NavEntry(
            "cases", 22, gettext_lazy("变更承办法官"), "/changes/", "people", concerned, count=waiting_count
        ),
        NavEntry("cases", 24, gettext_lazy("干预过问记录"), "/interference/", "shield", reads_reports),
    ]


def tab() -> Tab:
    """The changes of a case."""

    def number(case: Case) -> int:
        return ChangeRequest.objects.filter(case=case).count()

    return Tab("changes", 6, gettext_lazy("变更承办"), "assignment/changes/tab.html", tab_content, number)


def tab_content(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    return {"changes": [dress(asked, viewer, today, True) for asked in changes_of(case)[:MOST]], "case": case}


def banners(case: Case, viewer: Viewer, today: date) -> Iterator[Banner]:
    """That the handler is to change, or has changed and the parties were not told; that it is heard again."""
    if case.status != Status.OPEN.value:
        return
    if hearing_again(case):
        text = _("开庭后、评议前更换了审判人员，应当重新开庭审理（法释〔2021〕1号第三百零一条）。")
        yield Banner(text, "warn", "warn")
    found = changes_of(case).filter(member=None).first()
    if found is None:
        return
    url, label = reverse("change", args=[found.pk]), _("查看")
    names = {"old": found.from_judge.name, "ground": ground_words(found)}
    if found.state == State.APPROVED.value:
        stays = _("已批准变更承办法官（%(ground)s）；新承办法官确定前仍由 %(old)s 办理。")
        stops = _("%(old)s 已回避；新承办法官确定前停止审理。")
        yield Banner((stops if found.origin else stays) % names, "people", "brass", url, label)
    elif found.state == State.DONE.value and found.new_judge is not None:
        names |= {"new": found.new_judge.name, "day": found.fixed_on}
        if found.told_on is None:
            text = _("%(day)s 承办法官由 %(old)s 变更为 %(new)s（%(ground)s），尚未告知当事人。") % names
            yield Banner(text, "warn", "warn", url, label)
        else:
            text = _("%(day)s 承办法官由 %(old)s 变更为 %(new)s（%(ground)s）。") % names
            yield Banner(text, "people", "", url, label)


def steps_of_case(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Asking for another handler; for the handler, recording interference."""
    handler = case.handling.handler
    if case.status != Status.OPEN.value or handler is None:
        return
    if viewer.person_id is not None and viewer.person_id == handler.pk:
        reason = _("限您和本院、上级法院的监察部门、院长查看；记录后受保护。")
        url = reverse("interference-new", args=[case.pk])
        yield Step(_("记录干预、过问"), "shield", reason, url=url, order=62)
    if not viewer.may(Right.ASK_CHANGE, case.court_id):
        return
    label = _("提请变更承办法官")
    live = live_change(case.pk)
    if live is not None:
        reason = _("%(day)s 提请的变更正在办理。") % {"day": live.asked_on}
        yield Step(label, "people", reason, order=60)
    elif may_ask(viewer, case):
        reason = _("须有法定事由，庭长提出意见，院长按权限决定，并告知当事人。")
        yield Step(label, "people", reason, url=reverse("change-ask", args=[case.pk]), order=60)


def work() -> list[tuple[Callable[[Viewer, date], Iterator[WorkItem]], Callable[[Viewer, date], int]]]:
    """The sources of the work list, each with its count."""
    return [(requests_waiting, count_requests), (parties_to_tell, count_to_tell), (untold, count_untold)]


def requests_waiting(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For head, discipline office and president: requests to speak on."""
    if not concerned(viewer):
        return
    titles = {
        State.ADVISING.value: (_("对变更承办法官提出意见"), _("提出意见")),
        State.CHECKING.value: (_("核查变更承办法官"), _("核查")),
        State.DECIDING.value: (_("决定是否变更承办法官"), _("决定")),
    }
    members = {
        State.ADVISING.value: _("对变更合议庭成员提出意见"),
        State.CHECKING.value: _("核查变更合议庭成员"),
        State.DECIDING.value: _("决定是否变更合议庭成员"),
    }
    for row in dress_all(waiting_for(viewer, today)[:MOST], viewer, today):
        title, action = titles[row["asked"].state]
        if row["member"]:
            title = members[row["asked"].state]
        yield _item(row, title, action, "change", None)


def count_requests(viewer: Viewer, today: date) -> int:
    return waiting_for(viewer, today)[:MOST].count() if concerned(viewer) else 0


def parties_to_tell(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the new handler and the clerks: parties to be told of a change."""
    for row in dress_all(_to_tell(viewer)[:MOST], viewer, today):
        due_on = row["asked"].tell_by
        yield _item(row, _("告知当事人承办法官已变更"), _("登记告知"), "change_tell", due_on)


def _to_tell(viewer: Viewer) -> QuerySet[ChangeRequest]:
    return to_tell(viewer) if concerned(viewer) else ChangeRequest.objects.none()


def count_to_tell(viewer: Viewer, today: date) -> int:
    return _to_tell(viewer)[:MOST].count()


def untold(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the president and the trial management office: the parties were not told in time."""
    if not concerned(viewer):
        return
    for row in dress_all(untold_since(viewer, today)[:MOST], viewer, today):
        due_on = row["asked"].tell_by
        yield _item(row, _("督促告知当事人变更承办法官"), _("查看"), "change_tell", due_on)


def count_untold(viewer: Viewer, today: date) -> int:
    return untold_since(viewer, today)[:MOST].count() if concerned(viewer) else 0


def _item(row: dict[str, Any], title: str, action: str, kind: str, due_on: date | None) -> WorkItem:
    asked: ChangeRequest = row["asked"]
    return WorkItem(
        title=title,
        basis=_("%(ground)s·吉高法〔2019〕2号（四）") % {"ground": row["ground"]},
        url=reverse("change", args=[asked.pk]),
        action=action,
        due_on=due_on,
        case_label=str(row["case"]),
        case_url=reverse("case", args=[asked.case_id]) if row["reads"] else "",
        case_detail=asked.from_judge.name,
        kind=kind,
        case_id=asked.case_id,
    )
