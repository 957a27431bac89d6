"""What requests offer to the case page, the work list and the navigation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import Step, Tab, WorkItem
from cases.extensions.domain import State
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import (
    answers_to_record,
    askable,
    clocks_to_ask,
    concerned,
    count_to_ask,
    follow_clock,
    live_request,
    of_case,
    statutory_of,
    waiting_count,
    waiting_for,
)
from cases.extensions.views.shown import dress, length_words
from courts.actors.domain import Right, Viewer
from courts.people.registry import NavEntry

MOST = 60


def link() -> NavEntry:
    """The entry of the navigation, with how many wait for the viewer."""
    label = gettext_lazy("延长审限")
    return NavEntry("cases", 20, label, "/extensions/", "history", concerned, count=waiting_count)


def panel() -> Tab:
    """The requests of a case, beside whatever tab is open."""
    return Tab("extensions", 15, gettext_lazy("延长审限"), "cases/extensions/of_case.html", panel_content)


def panel_content(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    return {"requests": [dress(asked, today) for asked in of_case(case)]}


def steps_of_case(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Asking for more time, or taking what the law grants; greyed with the reason for whom it is not."""
    if case.status != Status.OPEN.value or not viewer.may_anywhere(Right.ASK_EXTENSION):
        return
    handler = case.handling.handler
    label = _("申请延长审限")
    if handler is None or handler.pk != viewer.person_id:
        name = handler.name if handler else "—"
        yield Step(label, "clock", _("由承办法官 %(name)s 申请。") % {"name": name}, order=30)
        return
    if (offered := statutory_of(case, today)) is not None:
        said = {"day": offered.new_due_on or "—", "article": offered.rule.article}
        reason = _("法律直接规定的延长，至 %(day)s（%(article)s）。") % said
        url = reverse("take-statutory", args=[case.pk])
        yield Step(_("依法延长审限"), "clock", reason, url=url, order=29)
        return
    yield _asking_step(case, today)


def _asking_step(case: Case, today: date) -> Step:
    label = _("申请延长审限")
    live = live_request(case.pk)
    if live is not None:
        reason = _("%(day)s 的申请正在办理。") % {"day": live.asked_on}
        return Step(label, "clock", reason, order=30)
    wanted = askable(case, today)
    if wanted is None:
        return Step(label, "clock", _("停表期间、依法不能延长或者延长已经用尽。"), order=30)
    url = reverse("ask-extension", args=[case.pk])
    if wanted.late:
        reason = _("最迟申请日 %(day)s 已过，须写明逾期理由。") % {"day": wanted.last_request_on}
        return Step(label, "clock", reason, url=url, order=30)
    if wanted.last_request_on is None:
        return Step(label, "clock", _("审限届满前申请。"), url=url, order=30)
    left = (wanted.last_request_on - today).days
    reason = _("最迟 %(day)s 申请，还有 %(n)d 日。") % {"day": wanted.last_request_on, "n": left}
    return Step(label, "clock", reason, url=url, order=30)


def last_days_to_ask(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the handler: the last day for asking is near."""
    for clock in clocks_to_ask(viewer, today)[:MOST]:
        case = clock.case
        yield WorkItem(
            title=_("需要的，申请延长审限"),
            basis=_("申请截止·法释〔2019〕4号第一条"),
            url=reverse("ask-extension", args=[case.pk]),
            action=_("申请"),
            due_on=clock.last_request_on,
            case_label=str(case),
            case_url=reverse("case", args=[case.pk]),
            case_detail=_("审限 %(day)s 届满") % {"day": clock.due_on},
            kind="ask_extension",
            case_id=case.pk,
        )


def count_last_days(viewer: Viewer, today: date) -> int:
    """As many as ``last_days_to_ask`` shows."""
    return min(count_to_ask(viewer, today), MOST) if viewer.may_anywhere(Right.ASK_EXTENSION) else 0


def requests_waiting(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For head, president and upper court: requests to speak on; for the handler: answers to enter."""
    if not waiting_count(viewer, today):
        return
    titles = {
        State.ADVISING.value: (_("对延长审限申请提出意见"), _("提出意见")),
        State.FORWARDING.value: (_("报请上级法院延长审限"), _("报请")),
        State.DECIDING.value: (_("决定是否延长审限"), _("决定")),
    }
    for asked in waiting_for(viewer, today).select_related("asked_by_person")[:MOST]:
        yield _item(asked, *titles[asked.state])
    for asked in answers_to_record(viewer).select_related("asked_by_person")[:MOST]:
        yield _item(asked, _("登记上级法院对延长审限的批复"), _("登记"))


def _item(asked: ExtensionRequest, title: str, action: str) -> WorkItem:
    follow_clock(asked)
    who = {"who": asked.asked_by_person.name, "length": length_words(asked), "day": asked.due_on}
    late = _("逾期申请·") if asked.is_late else ""
    return WorkItem(
        title=title,
        basis=late + _("%(who)s申请延长%(length)s，%(day)s 届满") % who,
        url=reverse("extension", args=[asked.pk]),
        action=action,
        due_on=asked.decide_by or asked.due_on,
        case_label=str(asked.case),
        case_url=reverse("extension", args=[asked.pk]),
        case_detail=asked.court.name,
        kind="extension",
        case_id=asked.case_id,
    )


def count_requests(viewer: Viewer, today: date) -> int:
    """As many as ``requests_waiting`` shows."""
    if not waiting_count(viewer, today):
        return 0
    return waiting_for(viewer, today)[:MOST].count() + answers_to_record(viewer)[:MOST].count()
