"""REST: asking for another handler, and what is done with the request under the same id."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assignment.changes import services
from assignment.changes.domain import How, Level, State
from assignment.changes.models import ChangeRequest
from assignment.changes.selectors import changes_of, get_visible
from assignment.changes.selectors.reading import told_level, told_state
from assignment.changes.services import Said
from cases.docket.selectors import get_visible as get_visible_case
from courts.clients.paging import KeysetPagination
from courts.clients.reading import DayField, StrictSerializer, WordField, fields_named, read_body, read_query
from courts.clients.schema import DRAWS, PAGE_PARAMETERS, paged
from courts.refusals.domain import InvalidInput, NotVisible

READING = ("draws:read", "cases:read")
ACTS = ["advise", "approve", "decline", "withdraw", "tell"]


class NewChangeSerializer(StrictSerializer):
    """The ground, why, what shows it; ``to`` names a judge, without it the case is drawn again.

    Without ``evidence`` the reason stands for it: the paper lies in the system that sends.
    """

    ground = serializers.CharField(max_length=4, help_text="G2–G8")
    reason = serializers.CharField(max_length=1000)
    evidence = serializers.CharField(required=False, allow_blank=True, max_length=300)
    to = serializers.UUIDField(required=False, allow_null=True)


class ChangeActSerializer(StrictSerializer):
    """What is said with the act; declining and taking back need it. ``agreed`` goes with an opinion."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)
    agreed = serializers.BooleanField(required=False)
    document = serializers.CharField(required=False, allow_blank=True, max_length=100)
    told_on = DayField(required=False)
    told_whom = serializers.CharField(required=False, allow_blank=True, max_length=200)
    told_how = serializers.CharField(required=False, allow_blank=True, max_length=100)


class ChangeSerializer(serializers.Serializer[Any]):
    """A request for a change of handler, as far as its reader may know it."""

    id = serializers.UUIDField()
    case = serializers.UUIDField()
    status = WordField([state.value for state in State])
    ground = serializers.CharField()
    reason = serializers.CharField()
    evidence = serializers.CharField()
    how = WordField([how.value for how in How])
    member = serializers.BooleanField(help_text="合议庭成员 A judge of the panel, not the handler")
    decided_by_level = WordField(
        [level.value for level in Level], allow_null=True, help_text="决定前为空 Null until it is decided"
    )
    handler_before = serializers.UUIDField()
    to = serializers.UUIDField(allow_null=True)
    handler_after = serializers.UUIDField(allow_null=True)
    asked_on = serializers.DateField()
    asked_by = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)
    decided_by = serializers.CharField()
    decision = serializers.CharField()
    document = serializers.CharField(help_text="审判委员会决定编号 Number of the committee's decision")
    fixed_on = serializers.DateField(allow_null=True)
    tell_by = serializers.DateField(allow_null=True)
    told_on = serializers.DateField(allow_null=True)
    told_whom = serializers.CharField()
    told_how = serializers.CharField()
    recusal = serializers.UUIDField(allow_null=True)


class CaseChangesView(APIView):
    """The changes of a case."""

    scopes = {"GET": READING, "POST": "cases:write"}

    @extend_schema(
        operation_id="reassignments_list",
        tags=[DRAWS],
        summary="变更承办法官 Changes of handler",
        parameters=PAGE_PARAMETERS,
        responses=paged("ReassignmentPage", ChangeSerializer),
    )
    def get(self, request: Request, case_id: Any) -> Response:
        read_query(request)
        found = changes_of(get_visible_case(request.viewer, case_id))
        page = KeysetPagination("-id")
        return page.answer(answer_of(row, request) for row in page.paginate_queryset(found, request))

    @extend_schema(
        operation_id="reassignments_create",
        tags=[DRAWS],
        summary="提请变更承办法官 Ask for another handler",
        request=NewChangeSerializer,
        responses={201: ChangeSerializer},
    )
    def post(self, request: Request, case_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible_case(request.viewer, case_id)
        body = read_body(request, NewChangeSerializer)
        body["evidence"] = body.get("evidence") or body["reason"][:300]
        asked = services.ask_change(case_id=case_id, actor=request.actor, **body)
        return Response(_again(asked, request), status=status.HTTP_201_CREATED)


class ChangeView(APIView):
    """One request."""

    scopes = {"GET": READING}

    @extend_schema(
        operation_id="reassignments_retrieve",
        tags=[DRAWS],
        summary="一项变更 One change",
        responses=ChangeSerializer,
    )
    def get(self, request: Request, request_id: UUID) -> Response:
        read_query(request, paged=False)
        return Response(answer_of(get_visible(request.viewer, request_id), request))


class ChangeActView(APIView):
    """Advise, approve, decline, withdraw, or note that the parties were told."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="reassignments_act",
        tags=[DRAWS],
        summary="办理变更 Act on a change",
        parameters=[OpenApiParameter("name", str, OpenApiParameter.PATH, enum=ACTS)],
        request=ChangeActSerializer,
        responses=ChangeSerializer,
    )
    def post(self, request: Request, request_id: UUID, name: str) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, request_id)
        if name not in ACTS:
            raise NotVisible(name)
        body = read_body(request, ChangeActSerializer)
        with fields_named(text="reason"):
            done = _act(name, request_id, body, request)
        return Response(_again(done, request))


def _act(name: str, request_id: UUID, body: dict[str, Any], request: Request) -> ChangeRequest:
    text, about = body.get("reason") or "", {"request_id": request_id, "actor": request.actor}
    if name == "withdraw":
        return services.withdraw_change(reason=text, **about)
    if name == "tell":
        told = {"told_whom": body.get("told_whom") or "", "told_how": body.get("told_how") or ""}
        return services.tell_parties(told_on=body.get("told_on") or request.actor.today, **told, **about)
    if name == "advise":
        if "agreed" not in body:
            raise InvalidInput({"agreed": _("必填。")})
        return services.advise_change(said=Said(agreed=body["agreed"], text=text), **about)
    said = Said(agreed=name == "approve", text=text, document=body.get("document") or "")
    return services.decide_change(said=said, **about)


def _again(asked: ChangeRequest, request: Request) -> dict[str, Any]:
    return answer_of(get_visible(request.viewer, asked.pk), request)


def answer_of(asked: ChangeRequest, request: Request) -> dict[str, Any]:
    """The request in the words of the interface."""
    return {
        "id": asked.pk,
        "case": asked.case_id,
        "status": told_state(request.viewer, asked).value,
        "ground": asked.ground,
        "reason": asked.reason,
        "evidence": asked.evidence,
        "how": asked.how,
        "member": asked.member is not None,
        "decided_by_level": told_level(request.viewer, asked),
        "handler_before": asked.from_judge_id,
        "to": asked.to_judge_id,
        "handler_after": asked.new_judge_id,
        "asked_on": asked.asked_on,
        "asked_by": asked.asked_by,
        "decided_on": asked.decided_on,
        "decided_by": asked.decided_by,
        "decision": asked.decision,
        "document": asked.document,
        "fixed_on": asked.fixed_on,
        "tell_by": asked.tell_by,
        "told_on": asked.told_on,
        "told_whom": asked.told_whom,
        "told_how": asked.told_how,
        "recusal": asked.origin,
    }
