"""What draws offer to the case page and the work list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignment.draws.domain import Status
from assignment.draws.models import Draw
from assignment.draws.registry import parts_answered, to_be_replaced
from assignment.draws.selectors import draws_of, to_draw
from assignment.draws.views.shown import draw_shown
from cases.docket.domain import Status as CaseStatus
from cases.docket.models import Case
from cases.docket.registry import Step, Tab, WorkItem
from courts.actors.domain import Right, Viewer

DAYS_TO_DRAW = 3
MOST = 60


def draw_panel(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    """The latest draw of a case, in short."""
    history = draws_of(case)
    return {
        "case": case,
        "shown": draw_shown(history[0]) if history else None,
        "attempts": len(history),
        "accepted": case.status in (CaseStatus.OPEN.value, CaseStatus.CLOSED.value),
        "may": viewer.may(Right.DRAW, case.court_id),
    }


def draws_tab(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    """Every draw of a case with its roster, and what was answered before it."""
    shown = [draw_shown(found) for found in draws_of(case)]
    return {"case": case, "draws": shown, "answered": parts_answered(case, viewer)}


def panel() -> Tab:
    """The panel in the right column of the case page."""
    return Tab("draw", 10, gettext_lazy("随机分案"), "assignment/draws/panel.html", draw_panel)


def tab() -> Tab:
    """The tab of the case page."""

    def number(case: Case) -> int:
        return Draw.objects.filter(case=case).count()

    return Tab("draws", 4, gettext_lazy("分案"), "assignment/draws/tab.html", draws_tab, number)


def steps_of_draw(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """The draw, while an accepted case has no judge."""
    handled = case.handling.handler_id is not None and not to_be_replaced(case)
    if case.status != CaseStatus.OPEN.value or handled or case.filed_on is None:
        return
    if not viewer.may(Right.DRAW, case.court_id):
        yield Step(_("随机分案"), "dice", _("由立案庭书记员锁定名单、登记报数。"), order=3)
        return
    open_ = Draw.objects.filter(case=case, status__in=[Status.COMMITTED.value, Status.NONCE_FIXED.value])
    label = _("继续分案") if open_.exists() else _("随机分案")
    reason = _("立案后三日内移送审判庭，最迟 %(day)s（法释〔2000〕29号第七条；吉高法〔2019〕2号（四））。")
    said = reason % {"day": case.filed_on + timedelta(days=DAYS_TO_DRAW)}
    yield Step(label, "dice", said, url=reverse("draw", args=[case.pk]), primary=True, order=3)


def count_to_draw(viewer: Viewer, today: date) -> int:
    """As many as ``cases_to_draw`` shows."""
    return to_draw(viewer)[:MOST].count() if viewer.may_anywhere(Right.DRAW) else 0


def cases_to_draw(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the filing clerk: accepted cases that nobody handles yet."""
    if not viewer.may_anywhere(Right.DRAW):
        return
    for case in to_draw(viewer).order_by("filed_on", "id")[:MOST]:
        yield WorkItem(
            title=_("随机分案并移送审判庭"),
            basis=_("立案后三日内移送·法释〔2000〕29号第七条"),
            url=reverse("draw", args=[case.pk]),
            action=_("分案"),
            due_on=case.filed_on + timedelta(days=DAYS_TO_DRAW) if case.filed_on else None,
            case_label=case.number or "",
            case_url=reverse("case", args=[case.pk]),
            case_detail=case.cause_name,
            kind="draw",
            case_id=case.pk,
        )
