"""What designations offer to the case page, the work list, the desk and the navigation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignment.designations.domain import State
from assignment.designations.models import Designation
from assignment.designations.selectors import of_case, own_courts, waiting_for, waiting_of
from assignment.designations.selectors.grounds import left_without_judge
from assignment.designations.selectors.ledger import shares
from assignment.designations.views.shown import dress_all
from assignment.draws.models import Draw
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import DeskPanel, Step, Tab, WorkItem
from courts.actors.domain import Right, Viewer
from courts.people.registry import NavEntry
from courts.places.models import Court

MOST = 60


def link() -> NavEntry:
    """The entry of the navigation, with how many wait for the viewer."""
    return NavEntry(
        "cases", 22, gettext_lazy("指定分案"), "/designations/", "scale", _concerned, count=count_waiting
    )


def _concerned(viewer: Viewer) -> bool:
    return viewer.person_id is not None and bool(own_courts(viewer))


def panel() -> Tab:
    """The designations of a case, beside whatever tab is open."""
    return Tab(
        "designations", 12, gettext_lazy("指定分案"), "assignment/designations/of_case.html", of_case_content
    )


def of_case_content(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    return {"rows": dress_all(of_case(case), viewer)}


def steps_of_case(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Asking for a designation while nobody handles the case; locked with the reason."""
    handled, asks = case.handling.handler_id is not None, viewer.may(Right.DESIGNATE, case.court_id)
    left = handled and asks and case.status == Status.OPEN.value and left_without_judge(case, today)
    if case.status != Status.OPEN.value or (handled and not left):
        return
    label = _("指定分案")
    waiting = waiting_of(case.pk)
    if waiting is not None:
        reason = _("%(day)s 提请指定给 %(name)s，待批准。") % {
            "day": waiting.asked_on,
            "name": waiting.judge.name,
        }
        yield Step(label, "scale", reason, url=reverse("designation", args=[waiting.pk]), order=4)
        return
    if not asks:
        yield Step(label, "scale", _("由立案庭书记员写明事由和依据后报批。"), order=4)
        return
    if not left and Draw.objects.filter(case=case).exclude(status=Draw.Status.VOID).exists():
        yield Step(label, "scale", _("本案已经开始抽签，不得改为指定（法发〔2015〕13号）。"), order=4)
        return
    reason = _("随机为原则，指定为例外：只限清单内的事由，须经批准（吉高法〔2019〕2号（四））。")
    yield Step(label, "scale", reason, url=reverse("designate", args=[case.pk]), order=8)


def waiting(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For whoever approves: what waits for the decision."""
    found = waiting_for(viewer, today)[:MOST]
    for row in dress_all(found, viewer):
        asked: Designation = row["asked"]
        said = {"ground": asked.ground, "name": asked.judge.name}
        yield WorkItem(
            title=_("决定是否批准指定分案"),
            basis=_("%(ground)s·拟由 %(name)s 承办") % said,
            url=reverse("designation", args=[asked.pk]),
            action=_("决定"),
            due_on=None,
            case_label=row["case"],
            case_url=reverse("case", args=[asked.case_id]) if row["reads"] else "",
            case_detail=row["cause"],
            kind="designation",
            case_id=asked.case_id,
        )


def count_waiting(viewer: Viewer, today: date) -> int:
    """As many as ``waiting`` shows."""
    return min(len(waiting_for(viewer, today)), MOST)


def desk() -> DeskPanel:
    """The share of cases that were not drawn, on the first page of who approves designations."""
    return DeskPanel("designations", 30, "assignment/designations/desk.html", desk_content)


def desk_content(viewer: Viewer, today: date) -> dict[str, Any]:
    """This year's share of each court whose designations the viewer approves; nothing for others."""
    courts = viewer.courts_with(Right.APPROVE_DESIGNATION) if viewer.person_id is not None else frozenset()
    rows = []
    for court in Court.objects.filter(pk__in=courts).order_by("code")[:5]:
        counted = shares(court.pk, date(today.year, 1, 1), today).total
        rate = "—" if counted.rate is None else f"{counted.rate / 100:.1f}%"
        asked = Designation.objects.filter(court=court, state=State.ASKED.value).count()
        rows.append({"court": court, "share": counted, "rate": rate, "waiting": asked})
    return {"rows": rows, "year": today.year}
