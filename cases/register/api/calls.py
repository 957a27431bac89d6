"""The calls about cases. Everything shown or changed goes through ``visible``: the rest is 404."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.docket.models import Case
from cases.docket.selectors import by_number, get_visible
from cases.intake.domain import review_ends_on
from cases.intake.selectors import review_term
from cases.intake.services.filing import file_case
from cases.intake.services.review import accept_case, refuse_case
from cases.limits.domain import Lamp
from cases.numbers.selectors import case_types
from cases.register.api import shapes
from cases.register.api.answers import case_answer, row_answer
from cases.register.selectors import listed
from courts.actors.domain import Right
from courts.clients.paging import KeysetPagination, page_size
from courts.clients.reading import read_body, read_query
from courts.clients.schema import CASES, PAGE_PARAMETERS, PROBLEM_MEDIA_TYPE, ProblemSerializer, paged
from courts.places.selectors import court_by_code
from courts.refusals.domain import InvalidInput, NotVisible, Refused, Sentence
from courts.refusals.selectors import explain

_FULL_WIDTH = str.maketrans("()０１２３４５６７８９", "（）0123456789")
_PAPER = re.compile("之[一二三四五六七八九十]{1,3}$")


class CaseListView(APIView):
    """List and search the visible cases; file a new one."""

    scopes = {"GET": "cases:read", "POST": "cases:write"}

    @extend_schema(
        operation_id="cases_list",
        tags=[CASES],
        summary="案件列表与检索 List and search cases",
        parameters=[shapes.CaseQuery, *PAGE_PARAMETERS],
        responses=paged("CasePage", shapes.CaseRowSerializer),
    )
    def get(self, request: Request) -> Response:
        wanted = _filters(read_query(request, shapes.CaseQuery))
        paging = KeysetPagination("case")
        page = listed(
            request.viewer,
            wanted,
            request.today,
            after=paging.cursor(request) or "",
            size=page_size(request),
        )
        paging.end_page(request, page.after)
        return paging.answer(row_answer(row) for row in page.rows)

    @extend_schema(
        operation_id="cases_create",
        tags=[CASES],
        summary="登记收案 File a case",
        request=shapes.FilingSerializer,
        responses={201: shapes.CaseSerializer},
    )
    def post(self, request: Request) -> Response:
        read_query(request, paged=False)
        filing = read_body(request, shapes.FilingSerializer)
        _check_reach(request, filing["court"])
        case = file_case(filing, actor=request.actor)
        address = reverse("api-case", args=[case.pk])
        return Response(
            _answer(request, case),
            status=status.HTTP_201_CREATED,
            headers={"Location": request.build_absolute_uri(address)},
        )


def _check_reach(request: Request, code: str) -> None:
    """For a client, a court outside its binding is as invisible as the cases in it (404, never 403)."""
    court = court_by_code(code.strip())
    outside = court is not None and not request.viewer.may(Right.FILE, court.pk)
    if outside and request.viewer.client_id is not None:
        raise NotVisible(code)


def _filters(wanted: dict[str, Any]) -> dict[str, Any]:
    """Codes checked against what exists; ``lamp`` as the selectors want it."""
    errors: dict[str, str] = {}
    if "court" in wanted:
        court = court_by_code(wanted["court"])
        if court is None:
            errors["court"] = _("没有代码为 %(code)s 的法院。") % {"code": wanted["court"]}
        else:
            wanted["court"] = court.code
    if "case_type" in wanted and wanted["case_type"] not in case_types():
        errors["case_type"] = _("没有类型代字「%(code)s」。") % {"code": wanted["case_type"]}
    if errors:
        raise InvalidInput(errors)
    if "lamp" in wanted:
        wanted["lamp"] = Lamp(wanted["lamp"])
    return wanted


class CaseView(APIView):
    """One case."""

    scopes = {"GET": "cases:read"}

    @extend_schema(
        operation_id="cases_retrieve",
        tags=[CASES],
        summary="案件详情 Read a case",
        responses=shapes.CaseSerializer,
    )
    def get(self, request: Request, case_id: Any) -> Response:
        read_query(request, paged=False)
        return Response(_answer(request, get_visible(request.viewer, case_id)))


class CaseByNumberView(APIView):
    """One case by its number, however its brackets and digits were typed."""

    scopes = {"GET": "cases:read"}

    @extend_schema(
        operation_id="cases_by_number",
        tags=[CASES],
        summary="按案号查询 Find a case by its number",
        parameters=[shapes.NumberQuery],
        responses={200: shapes.CaseSerializer, (404, PROBLEM_MEDIA_TYPE): ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        typed = read_query(request, shapes.NumberQuery, paged=False)["number"]
        number = _PAPER.sub("", "".join(typed.split()).translate(_FULL_WIDTH))
        return Response(_answer(request, by_number(request.viewer, number)))


class AcceptView(APIView):
    """Accept a filing: it gets its number and its limit starts."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="cases_accept",
        tags=[CASES],
        summary="立案 Accept a filing",
        request=shapes.AcceptanceSerializer,
        responses=shapes.CaseSerializer,
    )
    def post(self, request: Request, case_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, case_id)
        body = read_body(request, shapes.AcceptanceSerializer)
        case = accept_case(
            case_id=case_id, accepted_on=body.get("accepted_on") or request.today, actor=request.actor
        )
        return Response(_answer(request, case, _warnings(case)))


class RefuseView(APIView):
    """Refuse a filing on a lawful ground, with the reason."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="cases_refuse",
        tags=[CASES],
        summary="不予立案 Refuse a filing",
        request=shapes.RefusalSerializer,
        responses=shapes.CaseSerializer,
    )
    def post(self, request: Request, case_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, case_id)
        body = read_body(request, shapes.RefusalSerializer)
        case = refuse_case(
            case_id=case_id,
            ground=body["ground"],
            reason=body["reason"],
            refused_on=body.get("refused_on") or request.today,
            actor=request.actor,
        )
        return Response(_answer(request, case))


def _answer(request: Request, case: Case, warnings: list[Sentence] | None = None) -> dict[str, Any]:
    return case_answer(
        case, request.viewer, today=request.today, language=_language(), warnings=warnings or ()
    )


def _warnings(case: Case) -> list[Sentence]:
    """Acceptance after the review term passes, but is said (INTAKE-LATE)."""
    last_day = review_ends_on(case.received_on, review_term(case.category).days)
    if case.filed_on is None or case.filed_on <= last_day:
        return []
    days = {"received_on": case.received_on, "last_day": last_day, "accepted_on": case.filed_on}
    return [explain(Refused("INTAKE-LATE", **days), _language())]


def _language() -> str:
    return get_language() or "zh-hans"
