"""What reviews offer to the work list, the case page, the navigation and the pages of plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assignment.draws.domain import Status as DrawStatus
from cases.docket.models import Case
from cases.docket.registry import Tab, WorkItem
from courts.actors.domain import Right, Role, Viewer
from courts.people.registry import NavEntry
from courts.places.models import Court
from oversight.dashboards.registry import Desk, Figure
from oversight.indicators.domain import Measured
from reviews.plans.models import ReviewPlan, Sample
from reviews.plans.registry import CourtPanel, Panel
from reviews.plans.selectors import judges_covered, watching_courts
from reviews.procedure.domain import Part, Said, Status
from reviews.procedure.models import Assignment, Review, Statement
from reviews.procedure.selectors import assigned_to, figures, own_results, status_words, visible
from reviews.sheets.domain import points
from reviews.sheets.selectors import grades, items, sheets

KIND = "quality"
BASIS = gettext_lazy("案件质量评查·吉高法〔2019〕2号（十三）")


def links() -> list[NavEntry]:
    """The navigation entries of reviews."""

    def watches(viewer: Viewer) -> bool:
        return viewer.person_id is not None and bool(watching_courts(viewer))

    def reviews(viewer: Viewer) -> bool:
        return viewer.may_anywhere(Right.REVIEW)

    def judges(viewer: Viewer) -> bool:
        return Role.JUDGE in viewer.roles

    return [
        NavEntry("reviews", 1, gettext_lazy("评查计划"), "/reviews/", "list", watches),
        NavEntry("reviews", 2, gettext_lazy("评查队列"), "/reviews/queue/", "inbox", reviews, _queued),
        NavEntry("reviews", 3, gettext_lazy("本人案件评查"), "/reviews/mine/", "scale", judges, _unanswered),
        NavEntry(
            "reviews",
            4,
            gettext_lazy("评分标准"),
            "/reviews/standard/",
            "file",
            lambda viewer: watches(viewer) or reviews(viewer) or judges(viewer),
        ),
    ]


def _queued(viewer: Viewer, today: date) -> int:
    return assigned_to(viewer).filter(done_at=None).count()


def _unanswered(viewer: Viewer, today: date) -> int:
    return sum(1 for _review in _to_answer(viewer))


def _to_answer(viewer: Viewer) -> Iterator[Review]:
    told = own_results(viewer).filter(status=Status.TOLD_TO_JUDGE.value)
    yield from told.exclude(statements__said__in=[Said.OBJECTION.value, Said.ACCEPTANCE.value])


def work_of_reviewer(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """What is assigned to the viewer and not done."""
    if not viewer.may_anywhere(Right.REVIEW):
        return
    for row in assigned_to(viewer).filter(done_at=None):
        again = row.part == Part.SECOND.value
        yield WorkItem(
            title=_("复评案件质量") if again else _("评查案件质量"),
            basis=str(BASIS),
            url=reverse("review", args=[row.review_id]),
            action=_("评查"),
            due_on=row.due_on,
            case_label=row.review.case.number or "",
            case_url=reverse("review", args=[row.review_id]),
            case_detail=row.review.case.cause_name,
            kind=KIND,
        )


def work_of_judge(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """Results told to the viewer that wait for an answer."""
    if viewer.person_id is None or not viewer.roles:
        return
    for review in _to_answer(viewer):
        yield WorkItem(
            title=_("阅看评查意见，提出陈述或者异议"),
            basis=str(BASIS),
            url=reverse("review", args=[review.pk]),
            action=_("阅看"),
            due_on=review.objection_until,
            case_label=review.case.number or "",
            case_url=reverse("case", args=[review.case_id]),
            case_detail=review.case.cause_name,
            kind=KIND,
        )


def work_of_witness(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """Locked lists that wait for the number of an overseer."""
    courts = viewer.courts_with(Right.REVIEW_OVERSEE) - viewer.courts_with(Right.REVIEW_PLAN)
    locked = Sample.objects.filter(court_id__in=courts, draw__status=DrawStatus.COMMITTED.value)
    plans = ReviewPlan.objects.filter(pk__in=locked.values("plan_id")).exclude(locked_by=viewer.person_id)
    for plan in plans.order_by("pk") if courts else ():
        yield _of_plan(plan, _("为评查抽样见证报数"), _("报数"), today)


def work_of_office(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """What the planning office does next, one line a plan and act."""
    courts = viewer.courts_with(Right.REVIEW_PLAN)
    if not courts:
        return
    waiting = Review.objects.filter(court_id__in=courts).exclude(judge_id=viewer.person_id)
    acts = [
        (_("分派评查员"), _("分派"), waiting.filter(status=Status.DRAWN.value)),
        (_("另行分派（评查员申请回避）"), _("分派"), waiting.filter(pk__in=_asked())),
        (_("分派复评的评查员"), _("分派"), waiting.filter(status=Status.OBJECTION.value)),
        (_("告知承办法官评查意见"), _("告知"), waiting.filter(status=Status.FIRST_OPINION.value)),
        (_("定级"), _("定级"), waiting.filter(_ready(today))),
    ]
    for title, action, found in acts:
        numbers = Counter(found.values_list("plan_id", flat=True))
        for plan in ReviewPlan.objects.filter(pk__in=numbers).order_by("pk"):
            yield _of_plan(plan, title, action, plan.due_on, numbers[plan.pk])


def _asked() -> Any:
    asked = Assignment.objects.exclude(replace_reason="").filter(replaced_at=None, done_at=None)
    return asked.values("review_id")


def _ready(today: date) -> Q:
    """Reviews whose result may be made final."""
    told = Q(status=Status.TOLD_TO_JUDGE.value)
    accepted = Statement.objects.filter(said=Said.ACCEPTANCE.value).values("review_id")
    again = Assignment.objects.filter(part=Part.SECOND.value, done_at__isnull=False).values("review_id")
    answered = told & (Q(objection_until__lt=today) | Q(pk__in=accepted))
    return answered | Q(status=Status.RE_REVIEW.value, pk__in=again)


def _of_plan(plan: ReviewPlan, title: str, action: str, due_on: date, number: int = 0) -> WorkItem:
    url = reverse("review-plan", args=[plan.pk])
    name = _("%(year)d 年第 %(n)d 号评查计划") % {"year": plan.year, "n": plan.serial}
    many = ngettext("%(n)d 件", "%(n)d 件", number) % {"n": number} if number else ""
    return WorkItem(
        title=title,
        basis=str(BASIS),
        url=url,
        action=action,
        due_on=due_on,
        case_label=name,
        case_url=url,
        case_detail=many,
        kind=KIND,
    )


def case_panel() -> Tab:
    """The panel on the page of a case; empty for whoever may not know of its review."""
    return Tab("reviews", 30, gettext_lazy("评查"), "reviews/procedure/case_panel.html", _of_case)


def _of_case(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    found = visible(viewer).filter(case=case).select_related("plan").order_by("-pk")
    return {
        "reviews": [
            {
                "review": review,
                "status": status_words().latest(review.status),
                "total": points(review.total) if review.total is not None else "",
                "grade": grades().latest(review.grade) if review.grade else None,
            }
            for review in found
        ]
    }


def plan_panel() -> Panel:
    """The reviews of a plan, on its page."""
    return Panel(10, "reviews/procedure/plan_panel.html", _of_plan_page)


def _of_plan_page(plan: ReviewPlan, viewer: Viewer, today: date) -> dict[str, Any]:
    rows = visible(viewer).filter(plan=plan).select_related("case", "judge")
    listed = list(rows.order_by("judge__name", "judge_id", "pk"))
    running = _running(plan)
    return {
        "plan": plan,
        "rows": [_progress(review, running, today) for review in listed],
        "unassigned": sum(review.status == Status.DRAWN.value for review in listed),
        "may_plan": viewer.may(Right.REVIEW_PLAN, plan.court_id),
        **figures_shown(plan.court_id, plan_id=plan.pk),
    }


def _running(plan: ReviewPlan) -> dict[Any, Assignment]:
    """The assignment in force of each review of a plan, the second after the first."""
    rows = Assignment.objects.filter(review__plan=plan, replaced_at=None).select_related("reviewer", "sheet")
    return {row.review_id: row for row in rows.order_by("part")}


def _progress(review: Review, running: dict[Any, Assignment], today: date) -> dict[str, Any]:
    now = running.get(review.pk)
    open_ = now is not None and now.done_at is None
    return {
        "review": review,
        "status": status_words().latest(review.status),
        "assignment": now,
        "asked": bool(now and open_ and now.replace_reason),
        "days_left": (now.due_on - today).days if now and open_ else None,
        "total": points(review.total) if review.total is not None else "",
        "grade": grades().latest(review.grade) if review.grade else None,
    }


def court_panel() -> CourtPanel:
    """Grades and frequent deductions of a court, on the overview."""
    return CourtPanel(10, "reviews/procedure/figures.html", _of_court)


def _of_court(court: Court, period_from: date, period_to: date) -> dict[str, Any]:
    return figures_shown(court.pk, closed=(period_from, period_to))


def figures_shown(court_id: int, **wanted: Any) -> dict[str, Any]:
    """The figures in words: every grade with its number, the items most often deducted."""
    found = figures(court_id=court_id, **wanted)
    return {
        "reviews_number": found.reviews,
        "final_number": found.final,
        "grades": [(rule, found.grades.get(rule.code, 0)) for rule in grades()],
        "items": [_frequent(*row) for row in found.items],
    }


def _frequent(code: str, cases: int, tenths: int) -> tuple[Any, Any, int, str]:
    item = items().latest(code)
    return item, sheets().latest(item.sheet), cases, points(tenths)


def coverage_figure(desk: Desk) -> Iterator[Figure]:
    """Judges covered by a review of the cases closed in the dashboard's period, for who watches the court."""
    if desk.division is not None or desk.court.pk not in watching_courts(desk.user):
        return
    covered, judges = judges_covered(desk.court.pk, desk.frame.first, desk.frame.last)
    if not judges:
        return
    before = desk.frame.year_before
    covered_last, judges_last = judges_covered(desk.court.pk, before.first, before.last)
    yield Figure(
        label=_("评查覆盖法官"),
        icon="scale",
        part=covered,
        whole=judges,
        url=f"{reverse('reviews')}?court={desk.court.code}",
        percent=True,
        last=_("去年 %(part)d / %(whole)d") % {"part": covered_last, "whole": judges_last},
    )


def coverage_value(viewer: Viewer, court_id: int, first: date, last: date) -> Measured | None:
    """The same as an indicator, for API clients too: a number of judges, no review."""
    if court_id not in watching_courts(viewer) | viewer.read_courts:
        return None
    return Measured(*judges_covered(court_id, first, last))
