"""REST: asking for a designation, deciding it, the ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assignment.designations import services
from assignment.designations.domain import Approver, State
from assignment.designations.models import Designation
from assignment.designations.selectors import get_visible, is_masked, readable, visible
from assignment.designations.selectors.ledger import listed
from cases.docket.selectors import get_visible as get_visible_case
from courts.clients.paging import KeysetPagination
from courts.clients.reading import DayField, StrictSerializer, WordField, fields_named, read_body, read_query
from courts.clients.schema import DRAWS, PAGE_PARAMETERS, paged

READING = ("draws:read", "cases:read")


class NewDesignationSerializer(StrictSerializer):
    """Who, on which ground of the list, and why; D09 cites its order in ``document``."""

    judge = serializers.UUIDField()
    ground = serializers.CharField(max_length=10, help_text="D01–D09")
    reason = serializers.CharField(max_length=1000)
    document = serializers.CharField(required=False, allow_blank=True, max_length=120)


class DesignationAnswerSerializer(StrictSerializer):
    """What is said with the act; declining and taking back need it."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class DesignationQuery(serializers.Serializer[Any]):
    """Which designations; ``from`` and ``to`` are days of the decision."""

    court = serializers.CharField(required=False, help_text="六位代码 Six-digit code")
    ground = serializers.CharField(required=False)
    state = WordField([state.value for state in State], required=False)
    to = DayField(required=False)

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": DayField(required=False)}


class DesignatedJudgeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class DesignationSerializer(serializers.Serializer[Any]):
    """A designation; ``follows`` is the related case that was taken (ground D04 by law).

    Of a sealed case that the viewer does not read, ``case``, its number and the words are left out;
    ``follows`` is left out where the viewer does not read that case.
    """

    id = serializers.UUIDField()
    case = serializers.UUIDField(allow_null=True)
    case_number = serializers.CharField(allow_null=True)
    court = serializers.CharField()
    judge = DesignatedJudgeSerializer()
    ground = serializers.CharField()
    reason = serializers.CharField()
    document = serializers.CharField()
    state = WordField([state.value for state in State])
    approver = WordField([one.value for one in Approver])
    follows = serializers.UUIDField(allow_null=True)
    asked_on = serializers.DateField()
    asked_by = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)
    decided_by = serializers.CharField()
    answer = serializers.CharField()


class CaseDesignationsView(APIView):
    """The designations of one case."""

    scopes = {"GET": READING, "POST": "cases:write"}

    @extend_schema(
        operation_id="cases_designations_list",
        tags=[DRAWS],
        summary="本案指定分案 Designations of a case",
        parameters=PAGE_PARAMETERS,
        responses=paged("CaseDesignationPage", DesignationSerializer),
    )
    def get(self, request: Request, case_id: UUID) -> Response:
        read_query(request)
        case = get_visible_case(request.viewer, case_id)
        return _page(request, visible(request.viewer).filter(case=case))

    @extend_schema(
        operation_id="cases_designations_create",
        tags=[DRAWS],
        summary="提请指定分案 Ask for a designation",
        request=NewDesignationSerializer,
        responses={201: DesignationSerializer},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        read_query(request, paged=False)
        get_visible_case(request.viewer, case_id)
        body = read_body(request, NewDesignationSerializer)
        made = services.ask_designation(case_id=case_id, actor=request.actor, **body)
        return Response(_one(request, made.pk), status=status.HTTP_201_CREATED)


class DesignationListView(APIView):
    """The ledger."""

    scopes = {"GET": READING}

    @extend_schema(
        operation_id="designations_list",
        tags=[DRAWS],
        summary="指定分案台账 Ledger of designations",
        parameters=[DesignationQuery, *PAGE_PARAMETERS],
        responses=paged("DesignationPage", DesignationSerializer),
    )
    def get(self, request: Request) -> Response:
        wanted = dict(read_query(request, DesignationQuery))
        return _page(request, listed(request.viewer, wanted))


class DesignationView(APIView):
    """One designation."""

    scopes = {"GET": READING}

    @extend_schema(
        operation_id="designations_retrieve",
        tags=[DRAWS],
        summary="指定分案详情 Read a designation",
        responses=DesignationSerializer,
    )
    def get(self, request: Request, designation_id: UUID) -> Response:
        read_query(request, paged=False)
        return Response(_one(request, designation_id))


class _ActView(APIView):
    scopes = {"POST": "cases:write"}
    act: Callable[..., Designation]
    word = "answer"

    def done(self, request: Request, designation_id: UUID) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, designation_id)
        said = {self.word: read_body(request, DesignationAnswerSerializer).get("reason", "")}
        with fields_named(answer="reason"):
            made = type(self).act(designation_id=designation_id, actor=request.actor, **said)
        return Response(_one(request, made.pk))


class ApproveDesignationView(_ActView):
    """Approve; the judge has the case."""

    act = staticmethod(services.approve)

    @extend_schema(
        operation_id="designations_approve",
        tags=[DRAWS],
        summary="批准指定分案 Approve a designation",
        request=DesignationAnswerSerializer,
        responses=DesignationSerializer,
    )
    def post(self, request: Request, designation_id: UUID) -> Response:
        return self.done(request, designation_id)


class DeclineDesignationView(_ActView):
    """Decline with the reason; the case is drawn then."""

    act = staticmethod(services.decline)

    @extend_schema(
        operation_id="designations_decline",
        tags=[DRAWS],
        summary="不予批准指定分案 Decline a designation",
        request=DesignationAnswerSerializer,
        responses=DesignationSerializer,
    )
    def post(self, request: Request, designation_id: UUID) -> Response:
        return self.done(request, designation_id)


class WithdrawDesignationView(_ActView):
    """Take it back before it is decided."""

    act = staticmethod(services.withdraw)
    word = "reason"

    @extend_schema(
        operation_id="designations_withdraw",
        tags=[DRAWS],
        summary="撤回指定分案 Withdraw a designation",
        request=DesignationAnswerSerializer,
        responses=DesignationSerializer,
    )
    def post(self, request: Request, designation_id: UUID) -> Response:
        return self.done(request, designation_id)


def _answer(asked: Designation, read: frozenset[UUID]) -> dict[str, Any]:
    hidden = is_masked(asked, asked.case_id in read)
    return {
        "id": asked.pk,
        "case": None if hidden else asked.case_id,
        "case_number": None if hidden else asked.case.number,
        "court": asked.court.code,
        "judge": {"id": asked.judge_id, "name": asked.judge.name},
        "ground": asked.ground,
        "reason": "" if hidden else asked.reason,
        "document": "" if hidden else asked.document,
        "state": asked.state,
        "approver": asked.approver,
        "follows": asked.follows_id if asked.follows_id in read and not hidden else None,
        "asked_on": asked.asked_on,
        "asked_by": asked.asked_by,
        "decided_on": asked.ended_on,
        "decided_by": asked.ended_by,
        "answer": "" if hidden else asked.answer,
    }


def _one(request: Request, designation_id: UUID) -> dict[str, Any]:
    asked = get_visible(request.viewer, designation_id)
    return _answer(asked, readable(request.viewer, [asked]))


def _page(request: Request, found: QuerySet[Designation]) -> Response:
    page = KeysetPagination("-id")
    rows = page.paginate_queryset(found, request)
    read = readable(request.viewer, rows)
    return page.answer(_answer(asked, read) for asked in rows)
