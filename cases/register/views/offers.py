"""What the case nouns offer to the case page, the work list and the navigation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.docket.domain import Seal, Status
from cases.docket.models import Case
from cases.docket.registry import Step, Tab, WorkItem, work_count
from cases.docket.selectors import visible
from cases.intake.domain import review_ends_on
from cases.intake.selectors import open_drafts, review_term, waiting
from cases.nodes.models import NodeEvent
from cases.register.views.case import overview_content, timeline_content, trail_content
from courts.actors.domain import Right, Role, Viewer
from courts.people.registry import NavEntry

MOST = 60
DRAFTS = 10


def tabs() -> list[Tab]:
    """Overview, time line and trail of a case; the tab of the limit is its own noun's."""

    def events(case: Case) -> int:
        return NodeEvent.objects.filter(case=case).count()

    where = "cases/register/tabs"
    return [
        Tab("overview", 1, gettext_lazy("概览"), f"{where}/overview.html", overview_content),
        Tab("timeline", 2, gettext_lazy("时间线"), f"{where}/timeline.html", timeline_content, events),
        Tab("trail", 90, gettext_lazy("留痕"), f"{where}/trail.html", trail_content),
    ]


def links() -> list[NavEntry]:
    """The navigation entries of the register."""

    def everyone(viewer: Viewer) -> bool:
        return True

    def reads_cases(viewer: Viewer) -> bool:
        return bool(viewer.read_courts or viewer.read_divisions or Role.JUDGE in viewer.roles)

    return [
        NavEntry("mine", 1, gettext_lazy("工作台"), "/", "home", everyone, count=work_count),
        NavEntry("cases", 1, gettext_lazy("案件"), "/cases/", "folder", reads_cases),
    ]


def steps_of_intake(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Acceptance and refusal, while the filing is under review."""
    if case.status != Status.RECEIVED.value:
        return
    last_day = review_ends_on(case.received_on, review_term(case.category).days)
    due = _("最迟 %(day)s 决定（%(article)s）。") % {
        "day": last_day,
        "article": review_term(case.category).article.split("；")[0],
    }
    if viewer.may(Right.ACCEPT, case.court_id):
        yield Step(_("立案"), "check", due, url=reverse("accept", args=[case.pk]), primary=True, order=1)
        refuse = _("须选择法定事由并写明理由，告知当事人救济途径。")
        yield Step(_("不予立案"), "block", refuse, url=reverse("refuse", args=[case.pk]), order=2)
    else:
        yield Step(_("立案"), "check", _("由立案庭书记员审查决定。"))


def steps_of_case(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Node entry, closing, granting, confirming: lawful ones with an address, the others with the reason."""
    if case.four_category is None and not case.imported and viewer.may(Right.ACCEPT, case.court_id):
        asked = _("收案时未答复是否可能属于四类案件（法发〔2021〕30号第二条）。")
        yield Step(_("四类案件识别"), "flag", asked, url=reverse("four-category", args=[case.pk]), order=10)
    if case.status == Status.RECEIVED.value:
        yield Step(_("报结"), "check", _("尚未立案，没有案号。"))
        return
    if case.status == Status.REFUSED.value:
        return
    if viewer.may(Right.RECORD_NODE, case.court_id):
        node = _("送达、开庭、合议、宣判等，按实际发生日录入。")
        yield Step(_("录入节点"), "pen", node, url=reverse("record-node", args=[case.pk]), order=20)
    if case.status == Status.OPEN.value:
        yield _closing_step(case, viewer)
        if case.imported and not case.open_confirmed:
            yield _confirming_step(case, viewer)
    if case.sealed != Seal.NONE.value and case.handling.handler_id == viewer.person_id:
        reason = _("不公开案件只有审判组织和被授权人可以查阅。")
        yield Step(_("授权查阅"), "lock", reason, url=reverse("grant", args=[case.pk]), order=60)


def _closing_step(case: Case, viewer: Viewer) -> Step:
    handler = case.handling.handler
    if handler is None:
        return Step(_("报结"), "check", _("尚未分案，没有承办法官。"), order=40)
    if handler.pk != viewer.person_id:
        said = _("由承办法官 %(name)s 办理，其他人员不得代为报结。") % {"name": handler.name}
        return Step(_("报结"), "check", said, order=40)
    basis = _("以宣判或最后一名当事人签收之日为结案日（法释〔2000〕29号第十条）。")
    return Step(_("报结"), "check", basis, url=reverse("close", args=[case.pk]), order=40)


def _confirming_step(case: Case, viewer: Viewer) -> Step:
    if viewer.may(Right.CONFIRM_IMPORT, case.court_id):
        reason = _("批量导入的案件核实未结之前不预警。")
        url = reverse("confirm-open", args=[case.pk])
        return Step(_("核实未结"), "check", reason, url=url, post=True, primary=True, order=5)
    return Step(_("核实未结"), "check", _("由审判管理办公室核实。"), order=5)


def filings_waiting(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the filing clerk: filings to decide on, by the last day of their review term."""
    if not viewer.may_anywhere(Right.ACCEPT):
        return
    for case in waiting(viewer)[:MOST]:
        term = review_term(case.category)
        yield WorkItem(
            title=_("审查起诉材料并决定是否立案"),
            basis=_("收到之日起 %(n)d 日·%(article)s")
            % {"n": term.days, "article": term.article.split("；")[0]},
            url=reverse("case", args=[case.pk]),
            action=_("审查"),
            due_on=review_ends_on(case.received_on, term.days),
            case_label=f"{case.type_code}·{case.cause_name}",
            case_url=reverse("case", args=[case.pk]),
            case_detail=_("收案 %(day)s") % {"day": case.received_on},
            kind="review",
            case_id=case.pk,
        )


def count_filings(viewer: Viewer, today: date) -> int:
    """As many as ``filings_waiting`` shows."""
    return waiting(viewer)[:MOST].count() if viewer.may_anywhere(Right.ACCEPT) else 0


def _unanswered(viewer: Viewer) -> QuerySet[Case]:
    return visible(viewer).filter(
        court_id__in=viewer.courts_with(Right.ACCEPT),
        four_category=None,
        imported=False,
        status__in=[Status.RECEIVED.value, Status.OPEN.value],
    )


def count_questions(viewer: Viewer, today: date) -> int:
    """As many as ``questions_unanswered`` shows."""
    return _unanswered(viewer)[:MOST].count() if viewer.may_anywhere(Right.ACCEPT) else 0


def questions_unanswered(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the filing clerk: filings that came in without an answer to the four-category question."""
    if not viewer.may_anywhere(Right.ACCEPT):
        return
    for case in _unanswered(viewer).order_by("received_on", "id")[:MOST]:
        yield WorkItem(
            title=_("答复四类案件识别"),
            basis=_("收案时未答复·法发〔2021〕30号第二条"),
            url=reverse("four-category", args=[case.pk]),
            action=_("答复"),
            due_on=None,
            case_label=case.number or f"{case.type_code}·{case.cause_name}",
            case_url=reverse("case", args=[case.pk]),
            case_detail=_("收案 %(day)s") % {"day": case.received_on},
            kind="four_category",
            case_id=case.pk,
        )


def drafts_waiting(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """One's own unfinished filings."""
    for draft in open_drafts(viewer)[:DRAFTS]:
        yield WorkItem(
            title=_("继续登记立案"),
            basis=_("草稿，已自动保存"),
            url=reverse("filing", args=[draft.pk]),
            action=_("继续"),
            due_on=None,
            case_label=str(draft.data.get("cause") or _("尚未填写案由")),
            case_url=reverse("filing", args=[draft.pk]),
            kind="draft",
        )


def count_drafts(viewer: Viewer, today: date) -> int:
    """As many as ``drafts_waiting`` shows."""
    return open_drafts(viewer)[:DRAFTS].count()


def imports_to_confirm(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For trial management: imported cases nobody has confirmed as open."""
    courts = viewer.courts_with(Right.CONFIRM_IMPORT)
    if not courts:
        return
    found = visible(viewer).filter(court_id__in=courts, imported=True, open_confirmed=False)
    number = found.filter(status=Status.OPEN.value).count()
    if number:
        yield WorkItem(
            title=_("核实导入案件是否未结"),
            basis=_("核实之前不预警"),
            url=reverse("cases") + "?imported=on",
            action=_("核实"),
            due_on=None,
            case_label=ngettext("%(n)d 件", "%(n)d 件", number) % {"n": number},
            case_url=reverse("cases") + "?imported=on",
            kind="import",
        )
