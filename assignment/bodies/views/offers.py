"""What trial bodies offer to the case page and the work list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignment.bodies.domain import Kind, Part
from assignment.bodies.models import TrialBody
from assignment.bodies.selectors import (
    body_of,
    days_to_tell,
    facts_held,
    may_form,
    settled_on,
    unlawful,
    vacant,
)
from assignment.bodies.views.correction import corrections_to_decide, count_corrections
from assignment.bodies.views.shown import body_shown, on_facts
from assignment.draws.domain import Purpose
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import Step, Tab, WorkItem, side_panel, steps_from, work_from, work_kind
from cases.docket.selectors import visible
from courts.actors.domain import Right, Viewer
from courts.people.registry import NavEntry, nav_entry

MOST = 40


def offer() -> None:
    """Called in ready()."""
    side_panel(panel())
    steps_from(steps_of_body)
    work_from(work_items, work_count)
    work_from(corrections_to_decide, count_corrections)
    work_kind("body", 24, gettext_lazy("审判组织"))
    label = gettext_lazy("人民陪审员名册")
    nav_entry(NavEntry("cases", 26, label, "/office/assessors/", "people", _keeps))


def _keeps(viewer: Viewer) -> bool:
    return viewer.may_anywhere(Right.KEEP_ASSESSORS)


def panel() -> Tab:
    """Who tries the case, in the right column of its page."""
    return Tab("body", 8, gettext_lazy("审判组织"), "assignment/bodies/panel.html", panel_content)


def panel_content(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    body = body_of(case)
    accepted = case.status in (Status.OPEN.value, Status.CLOSED.value)
    shown = body_shown(body, case, today) if body else None
    lawful = on_facts(case, (), today) if accepted and body is None else None
    return {"case": case, "accepted": accepted, "shown": shown, "lawful": lawful}


def steps_of_body(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Forming the body, filling its seats, telling the parties."""
    if case.status != Status.OPEN.value or case.handling.handler_id is None:
        return
    body, forms = body_of(case), may_form(viewer, case)
    if body is None:
        if forms:
            yield _forming(case, today)
        return
    free = vacant(body)
    for right, step in ((Right.KEEP_ASSESSORS, _assessors(case, free)), (Right.DRAW, _judges(case, free))):
        if step is not None and (forms or viewer.may(right, case.court_id)):
            yield step
    if not forms:
        return
    url = reverse("body", args=[case.pk])
    if unlawful(case, body, today) is not None:
        reason = _("程序或者事实变化后，现在的组成不再合法：结束后另行组成。")
        yield Step(_("另行组成审判组织"), "people", reason, url=url, primary=True, order=12)
    elif body.kind == Kind.PANEL.value and not any(free.values()) and body.told_on is None:
        reason = _("审判人员确定后三日内，最迟 %(day)s（民事诉讼法第一百三十一条）。")
        said_of = reason % {"day": settled_on(body) + timedelta(days=days_to_tell())}
        yield Step(_("告知当事人审判组织"), "send", said_of, url=f"{url}#tell", order=13)


def _forming(case: Case, today: date) -> Step:
    said = on_facts(case, facts_held(case, today), today)
    reason = _("依法可以：%(ways)s（%(article)s）。") % {
        "ways": _("；").join(said["ways"]),
        "article": said["article"],
    }
    return Step(_("组成审判组织"), "people", reason, url=reverse("body", args=[case.pk]), order=12)


def _assessors(case: Case, free: Mapping[Purpose, int]) -> Step | None:
    if not free[Purpose.ASSESSOR]:
        return None
    reason = _("还要抽取 %(n)d 名；开庭七日前（法释〔2019〕5号第三条）。") % {"n": free[Purpose.ASSESSOR]}
    url = reverse("body-draw", args=[case.pk, "assessors"])
    return Step(_("抽取人民陪审员"), "dice", reason, url=url, primary=True, order=11)


def _judges(case: Case, free: Mapping[Purpose, int]) -> Step | None:
    if not free[Purpose.MEMBER]:
        return None
    reason = _("还有 %(n)d 个法官席位，由分案池随机抽取。") % {"n": free[Purpose.MEMBER]}
    url = reverse("body-draw", args=[case.pk, "members"])
    return Step(_("抽取合议庭成员"), "dice", reason, url=url, primary=True, order=11)


def _waiting(viewer: Viewer) -> QuerySet[TrialBody]:
    """Panels of open cases with a seat that the viewer may draw for, or whose parties he is to tell.

    ``judges`` and ``lay`` sit; ``settled`` is the day on which the last of them came to sit.
    """
    sits, assessor = Q(members__to_on=None), Q(members__part=Part.ASSESSOR.value)
    own = Q(case__handling__handler_id=viewer.person_id)
    lay = Q(court_id__in=viewer.courts_with(Right.KEEP_ASSESSORS)) | own
    judges = Q(court_id__in=viewer.courts_with(Right.DRAW)) | own
    short_lay, short = Q(lay__lt=F("assessors")), Q(judges__lt=F("size") - F("assessors"))
    untold = Q(told_on=None, size=F("judges") + F("lay"))
    rows = TrialBody.objects.filter(to_on=None, kind=Kind.PANEL.value, case__status=Status.OPEN.value)
    rows = rows.filter(lay | judges, case__in=visible(viewer)).select_related("case__handling")
    counted = rows.annotate(
        judges=Count("members", sits & ~assessor),
        lay=Count("members", sits & assessor),
        settled=Max("members__from_on", filter=sits),
    )
    return counted.filter(short_lay & lay | short & judges | untold & own).order_by("from_on", "id")


def work_items(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """Assessors and members to draw, parties to tell."""
    if viewer.person_id is None or not _concerned(viewer):
        return
    for body in _waiting(viewer)[:MOST]:
        own = body.case.handling.handler_id == viewer.person_id
        lay, judges = body.assessors - body.lay, body.size - body.assessors - body.judges
        if lay > 0 and (own or viewer.may(Right.KEEP_ASSESSORS, body.court_id)):
            url, basis = _drawing(body, "assessors"), _("开庭七日前·法释〔2019〕5号第三条")
            yield _item(body, _("随机抽取人民陪审员"), basis, url, _("抽取"), None)
        if judges > 0 and (own or viewer.may(Right.DRAW, body.court_id)):
            url, basis = _drawing(body, "members"), _("法发〔2022〕31号第二条")
            yield _item(body, _("随机抽取合议庭成员"), basis, url, _("抽取"), None)
        if own and body.told_on is None and lay <= 0 and judges <= 0:
            due = max(body.from_on, body.settled) + timedelta(days=days_to_tell())
            url = f"{reverse('body', args=[body.case_id])}#tell"
            basis = _("审判人员确定后三日内·民事诉讼法第一百三十一条")
            yield _item(body, _("告知当事人审判组织"), basis, url, _("登记"), due)


def _drawing(body: TrialBody, what: str) -> str:
    return reverse("body-draw", args=[body.case_id, what])


def _item(body: TrialBody, title: str, basis: str, url: str, action: str, due_on: date | None) -> WorkItem:
    case = body.case
    return WorkItem(
        title=title,
        basis=basis,
        url=url,
        action=action,
        due_on=due_on,
        case_label=str(case),
        case_url=reverse("case", args=[case.pk]),
        case_detail=case.cause_name,
        kind="body",
        case_id=case.pk,
    )


def _concerned(viewer: Viewer) -> bool:
    return any(viewer.may_anywhere(right) for right in (Right.KEEP_ASSESSORS, Right.DRAW, Right.FORM_BODY))


def work_count(viewer: Viewer, today: date) -> int:
    """As many as ``work_items`` shows."""
    return sum(1 for _one in work_items(viewer, today))
