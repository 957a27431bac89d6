"""What recusals offer to the case page, the work list and the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignment.recusals.domain import State
from assignment.recusals.models import Recusal
from assignment.recusals.selectors import recusals_of, to_tell, waiting_for
from assignment.recusals.selectors.reading import OPEN, may_check
from assignment.recusals.services.stopping import stop
from assignment.recusals.views.shown import dress, dress_all
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import Banner, Step, Tab, WorkItem, banners_from, steps_from, work_from, work_kind
from cases.docket.registry import tab as add_tab
from courts.actors.domain import Right, Role, Viewer
from courts.people.registry import NavEntry, nav_entry

MOST = 40


def offer() -> None:
    """Put into the registries what recusals hold up, and what they offer. Called in ready()."""
    stop()
    add_tab(tab())
    banners_from(banners)
    steps_from(steps_of_case)
    for source, count in work():
        work_from(source, count)
    work_kind("recusal", 24, gettext_lazy("回避"))
    work_kind("recusal_tell", 25, gettext_lazy("告知回避决定"))
    nav_entry(link())


def concerned(user: Viewer) -> bool:
    """Whether the list of recusals is for the viewer at all."""
    rights = (Right.DECIDE_RECUSAL, Right.RECORD_NODE, Right.CHECK_CHANGE, Right.ENTER_COMMITTEE)
    return user.person_id is not None and any(user.may_anywhere(right) for right in rights)


def waiting_count(user: Viewer, today: date) -> int:
    """How many wait for the viewer; the navigation shows it."""
    return len(waiting_for(user, today)) + to_tell(user).count() if concerned(user) else 0


def link() -> NavEntry:
    """The list of recusals."""
    return NavEntry("cases", 23, gettext_lazy("回避"), "/recusals/", "leave", concerned, count=waiting_count)


def tab() -> Tab:
    """The recusals of a case."""

    def number(case: Case) -> int:
        return Recusal.objects.filter(case=case).count()

    return Tab("recusals", 7, gettext_lazy("回避"), "assignment/recusals/tab.html", tab_content, number)


def tab_content(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    return {"recusals": [dress(recusal, today, True) for recusal in recusals_of(case)[:MOST]], "case": case}


def banners(case: Case, viewer: Viewer, today: date) -> Iterator[Banner]:
    """Recusals that are not decided: somebody's work on the case stands still."""
    for recusal in Recusal.objects.filter(case=case, state__in=OPEN):
        words = {"name": recusal.name, "asked": recusal.asked_on, "day": recusal.open_until}
        if recusal.state == State.WAITING.value:
            text = _("%(asked)s 提出 %(name)s 回避，最迟 %(day)s 决定；决定前其暂停参与本案。") % words
            yield Banner(text, "warn", "warn", reverse("recusal", args=[recusal.pk]), _("查看"))
        else:
            text = _("%(name)s 的回避正在复议，最迟 %(day)s 决定；复议期间不停止工作。") % words
            yield Banner(text, "history", "brass", reverse("recusal", args=[recusal.pk]), _("查看"))


def steps_of_case(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Bringing in a recusal, for those who may."""
    if case.status != Status.OPEN.value or viewer.person_id is None:
        return
    enters = viewer.may(Right.RECORD_NODE, case.court_id)
    presides = Role.PRESIDENT in viewer.roles and viewer.may(Right.DECIDE_RECUSAL, case.court_id)
    if enters or presides:
        reason = _("法庭辩论终结前提出，三日内决定；决定前被申请人暂停参与本案（民事诉讼法第四十八条）。")
        yield Step(_("登记回避"), "leave", reason, url=reverse("recusal-ask", args=[case.pk]), order=61)


def work() -> list[tuple[Callable[[Viewer, date], Iterator[WorkItem]], Callable[[Viewer, date], int]]]:
    """The sources of the work list, each with its count."""
    return [(recusals_waiting, count_waiting), (parties_to_tell, count_to_tell)]


def recusals_waiting(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For president and presiding judge: recusals to decide and to reconsider."""
    for row in dress_all(waiting_for(viewer, today)[:MOST], viewer, today):
        recusal = row["recusal"]
        waiting = recusal.state == State.WAITING.value
        title = _("决定是否回避：%(name)s") if waiting else _("对回避复议：%(name)s")
        action, due_on = _("决定"), recusal.due_on if waiting else recusal.review_due_on
        if may_check(viewer, recusal, today):
            title, action = _("核查依职权回避：%(name)s"), _("核查")
        yield _item(row, title % {"name": recusal.name}, action, "recusal", due_on)


def count_waiting(viewer: Viewer, today: date) -> int:
    return len(waiting_for(viewer, today)[:MOST])


def parties_to_tell(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the handler and the clerks: parties to be told of a decision."""
    for row in dress_all(to_tell(viewer)[:MOST], viewer, today):
        title = _("告知回避决定：%(name)s") % {"name": row["recusal"].party_name}
        yield _item(row, title, _("登记告知"), "recusal_tell", None)


def count_to_tell(viewer: Viewer, today: date) -> int:
    return to_tell(viewer)[:MOST].count()


def _item(row: dict[str, Any], title: str, action: str, kind: str, due_on: date | None) -> WorkItem:
    recusal: Recusal = row["recusal"]
    return WorkItem(
        title=title,
        basis=_("三日内决定·民事诉讼法第五十条"),
        url=reverse("recusal", args=[recusal.pk]),
        action=action,
        due_on=due_on,
        case_label=str(row["case"]),
        case_url=reverse("case", args=[recusal.case_id]) if row["reads"] else "",
        case_detail=row["cause"],
        kind=kind,
        case_id=recusal.case_id,
    )
