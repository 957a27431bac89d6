"""The pictures of the guide: which page each shows, to whom, and the words that must be on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from assignment.draws.models import Draw
from cases.docket.models import Case
from cases.extensions.models import ExtensionRequest
from cases.intake.models import FilingDraft
from courts.people.models import Person
from reviews.plans.models import ReviewPlan
from reviews.procedure.models import Review

COURT = "220621"
DESK, PHONE = (1366, 900), (390, 844)
JUDGE = "fusong-judge3"


@dataclass(frozen=True)
class Picture:
    """One file of docs/images. ``who`` is a demo login ("" is nobody) or is found by a function."""

    name: str
    who: str | Callable[[], str]
    path: str | Callable[[], str]
    shows: tuple[str, ...]
    language: str = "zh-hans"
    size: tuple[int, int] = DESK
    look_at: str = ""
    status: int = 200

    def login(self) -> str:
        return self.who if isinstance(self.who, str) else self.who()

    def address(self) -> str:
        return self.path if isinstance(self.path, str) else self.path()

    def __str__(self) -> str:
        return self.name


def cases(**wanted: Any) -> QuerySet[Case]:
    """Cases of the court that are not sealed, the latest first."""
    return Case.objects.filter(court__code=COURT, sealed="none", **wanted).order_by("-received_on", "pk")


def over() -> Case:
    """A case over its limit: the handled one whose limit ends, or ended, before all others."""
    found = Case.objects.filter(court__code=COURT, sealed="none", status="open", clock__stopped_since=None)
    row: Case = first(found.filter(handling__handler__isnull=False).order_by("clock__due_on", "pk"))
    return row


def of_over(name: str, **more: Any) -> Callable[[], str]:
    return lambda: reverse(name, kwargs={"case_id": over().pk, **more})


def handler_of_over() -> str:
    return str(over().handling.handler.username)


def first(found: QuerySet[Any]) -> Any:
    row = found.first()
    assert row is not None, found.query
    return row


def received() -> str:
    return reverse("accept", kwargs={"case_id": first(cases(status="received", four_category=False)).pk})


def accepted_already() -> str:
    return reverse("accept", kwargs={"case_id": over().pk})


def drawn() -> Draw:
    return Draw.objects.filter(case__in=cases(), revealed_at__isnull=False).latest("revealed_at")


def draw_page() -> str:
    return reverse("draw", kwargs={"case_id": drawn().case_id})


def receipt() -> str:
    return reverse("verify", kwargs={"receipt": drawn().receipt})


def draft() -> str:
    found = FilingDraft.objects.filter(owner__username="fusong-clerk", case=None).order_by("pk")
    return reverse("filing", kwargs={"draft_id": first(found).pk})


def plan() -> str:
    return reverse("review-plan", kwargs={"plan_id": first(ReviewPlan.objects.filter(court__code=COURT)).pk})


def told() -> Review:
    """A review whose judge has been told deductions."""
    found = Review.objects.filter(case__court__code=COURT, told_on__isnull=False)
    row: Review = first(found.order_by("-told_on", "pk"))
    return row


def judge_of_told() -> str:
    return str(told().judge.username)


def told_page() -> str:
    return reverse("review", kwargs={"review_id": told().pk})


def asked() -> ExtensionRequest:
    """The latest request for an extension that was granted."""
    found = ExtensionRequest.objects.filter(case__in=cases(), state="granted").order_by("-asked_at", "pk")
    row: ExtensionRequest = first(found)
    return row


def handler_of_asked() -> str:
    return str(asked().case.handling.handler.username)


def asked_page() -> str:
    return reverse("extension", kwargs={"request_id": asked().pk})


def judge_page() -> str:
    return reverse("person", kwargs={"person_id": Person.objects.get(username=JUDGE).pk})


PICTURES = [
    Picture("worklist", "fusong-clerk", "/", ("工作台", "收案")),
    Picture("search", "fusong-management", "/cases/?q=买卖合同&status=open", ("案件", "买卖合同")),
    Picture("account", JUDGE, "/me/", ("我的账户", "修改密码")),
    Picture("refused", "fusong-clerk", accepted_already, ("违规操作已拦截", "下一步"), status=422),
    Picture("filing", "fusong-clerk", draft, ("登记立案",)),
    Picture("accept", "fusong-clerk", received, ("立案",)),
    Picture("draw", "fusong-clerk", draw_page, ("随机分案",)),
    Picture("case", handler_of_over, of_over("case"), ("下一步",)),
    Picture("limit", handler_of_over, of_over("case-tab", tab="limit"), ("审限",)),
    Picture("agenda", JUDGE, "/agenda/", ("审限日历",)),
    Picture("extension", handler_of_asked, asked_page, ("延长审限",)),
    Picture("alerts", "fusong-president", "/alerts/", ("审限预警",)),
    Picture("dispatch", "fusong-management", "/alerts/dispatch/", ("周调度",)),
    Picture("dashboard", "fusong-president", "/dashboard/?period=year", ("驾驶舱", "超审限")),
    Picture("division", "fusong-head3", "/dashboard/", ("驾驶舱",)),
    Picture("below", "baishan-president", "/dashboard/?face=below", ("下级法院",)),
    Picture("plan", "fusong-management", plan, ("评查计划",)),
    Picture("review", judge_of_told, told_page, ("评查",)),
    Picture("person", "fusong-admin", judge_page, ("任职", "员额")),
    Picture("options", "fusong-admin", "/office/options/", ("法院选项",)),
    Picture("jobs", "fusong-admin", "/office/jobs/", ("夜间任务",)),
    Picture("roles", "fusong-clerk", "/office/roles/", ("权责清单",)),
    Picture("verify", "", receipt, ("查验",)),
    Picture("dashboard-en", "fusong-president", "/dashboard/?period=year", ("Dashboard",), language="en"),
    Picture("case-en", handler_of_over, of_over("case"), ("Next",), language="en"),
]
