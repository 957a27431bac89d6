"""REST: requests that change a case's limit, of every kind, and answering them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.docket.selectors import get_visible
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors.requests import (
    STATUSES,
    answer_of_item,
    answer_of_request,
    find,
    rows_of_case,
)
from cases.extensions.services.requests import answer, ask, enter
from cases.limits.domain import LedgerKind, Unit
from courts.clients.paging import KeysetPagination
from courts.clients.reading import (
    AmountField,
    DayField,
    StrictSerializer,
    WordField,
    read_body,
    read_query,
)
from courts.clients.schema import LIMITS, PAGE_PARAMETERS, paged
from courts.refusals.domain import InvalidInput

KINDS = [kind.value for kind in LedgerKind]
UNITS = [unit.value for unit in Unit]


class NewRequestSerializer(StrictSerializer):
    """What is asked for. Which fields a kind needs, the law says; what it cannot use is an error."""

    kind = WordField(KINDS)
    ground = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=40,
        help_text="X01–X22；延长：情形 Extension: why",
    )
    starts_on = DayField(required=False, allow_null=True)
    ends_on = DayField(required=False, allow_null=True, help_text="空：仍在进行 Null: still going on")
    on = DayField(required=False, allow_null=True, help_text="转换、重新计算的决定日 Day of the decision")
    to_rule = serializers.CharField(required=False, allow_blank=True, max_length=40)
    value = AmountField(required=False, allow_null=True, help_text="延长的长度 Length of an extension")
    unit = WordField(UNITS, required=False, allow_null=True)
    reason = serializers.CharField(max_length=1000)
    document = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="依据文书的文号 Number of the paper"
    )
    late_reason = serializers.CharField(
        required=False, allow_blank=True, max_length=500, help_text="逾期申请延长的理由 Why it is asked late"
    )


class AnswerSerializer(StrictSerializer):
    """Why, and by what paper; a rejection gives its reason."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)
    document = serializers.CharField(required=False, allow_blank=True, max_length=200)


class LimitRequestSerializer(serializers.Serializer[Any]):
    """A request: an extension with its deciding court, or an item of the ledger."""

    id = serializers.UUIDField()
    case = serializers.UUIDField()
    kind = WordField(KINDS)
    status = WordField(STATUSES)
    ground = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    on = serializers.DateField(allow_null=True)
    to_rule = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    step = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    document = serializers.CharField()
    asked_on = serializers.DateField()
    asked_by = serializers.CharField()
    late = serializers.BooleanField()
    approver = serializers.CharField(allow_null=True)
    deciding_court = serializers.CharField(allow_null=True, help_text="六位代码 Six-digit code")
    stage = serializers.CharField(allow_null=True, help_text="advising | forwarding | deciding")
    decide_by = serializers.DateField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)
    answered_by = serializers.CharField()
    answer = serializers.CharField()
    told_on = serializers.DateField(allow_null=True, help_text="告知当事人日 Day the parties were told")


class LimitRequestsView(APIView):
    """What was asked or entered for the limit of one case."""

    scopes = {"GET": ("limits:read", "cases:read"), "POST": "cases:write"}

    @extend_schema(
        operation_id="limit_requests_list",
        tags=[LIMITS],
        summary="审限申请与事项 Requests on a limit",
        parameters=PAGE_PARAMETERS,
        responses=paged("LimitRequestPage", LimitRequestSerializer),
    )
    def get(self, request: Request, case_id: Any) -> Response:
        read_query(request)
        rows = rows_of_case(get_visible(request.viewer, case_id))
        page = KeysetPagination("limit-request")
        return page.answer(page.paginate_table(rows, request, key=lambda row: str(row["id"])))

    @extend_schema(
        operation_id="limit_requests_create",
        tags=[LIMITS],
        summary="申请延长、扣除、中止等 Ask for an extension, exclusion, suspension …",
        request=NewRequestSerializer,
        responses={201: LimitRequestSerializer},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, case_id)
        body = read_body(request, NewRequestSerializer)
        body["value"] = _number(body.get("value"))
        if body["kind"] == LedgerKind.EXTENSION.value:
            made = answer_of_request(ask(case_id=case_id, body=body, actor=request.actor))
        else:
            made = answer_of_item(enter(case_id=case_id, body=body, actor=request.actor))
        return Response(made, status=status.HTTP_201_CREATED)


class ApproveView(APIView):
    """Approve a request that waits; never by the client that sent it."""

    scopes = {"POST": "cases:write"}
    agreed = True

    @extend_schema(
        operation_id="limit_requests_approve",
        tags=[LIMITS],
        summary="批准 Approve",
        request=AnswerSerializer,
        responses=LimitRequestSerializer,
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        read_query(request, paged=False)
        find(request.viewer, request_id)
        body = read_body(request, AnswerSerializer)
        given = {"reason": body.get("reason", ""), "document": body.get("document", "")}
        done = answer(request_id=request_id, agreed=self.agreed, actor=request.actor, **given)
        asked = isinstance(done, ExtensionRequest)
        return Response(answer_of_request(done) if asked else answer_of_item(done))


class RejectView(ApproveView):
    """Reject a request that waits, with the reason."""

    agreed = False

    @extend_schema(
        operation_id="limit_requests_reject",
        tags=[LIMITS],
        summary="不予批准 Reject",
        request=AnswerSerializer,
        responses=LimitRequestSerializer,
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        return super().post(request, request_id)


def _number(text: str | None) -> Decimal | None:
    if text is None or not text.strip():
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or not 0 < found <= 3660:
        raise InvalidInput({"value": _("期限应为正整数。")})
    return found
