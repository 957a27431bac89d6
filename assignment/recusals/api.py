"""REST: bringing in a recusal, and what is done with it under the same id."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assignment.recusals import services
from assignment.recusals.domain import AskedBy, Decider, Part, State
from assignment.recusals.models import Recusal
from assignment.recusals.selectors import get_visible, recusals_of
from assignment.recusals.services import NewRecusal
from cases.docket.selectors import get_visible as get_visible_case
from courts.clients.paging import KeysetPagination
from courts.clients.reading import DayField, StrictSerializer, WordField, fields_named, read_body, read_query
from courts.clients.schema import DRAWS, PAGE_PARAMETERS, paged
from courts.refusals.domain import NotVisible

READING = ("draws:read", "cases:read")
ACTS = ["approve", "decline", "review", "review-approve", "review-decline", "tell", "urgent", "withdraw"]


class NewRecusalSerializer(StrictSerializer):
    """Who is to withdraw, who wants it, on which grounds of the law."""

    part = WordField([part.value for part in Part])
    person = serializers.UUIDField(required=False, allow_null=True, help_text="本院人员 Staff of the court")
    name = serializers.CharField(
        required=False, allow_blank=True, max_length=80, help_text="院外人员 Outsiders"
    )
    asked_by = WordField([asked.value for asked in AskedBy])
    party = serializers.UUIDField(required=False, allow_null=True)
    grounds = serializers.ListField(child=serializers.CharField(max_length=4), help_text="R01–R11")
    statement = serializers.CharField(max_length=2000)
    asked_on = DayField(required=False, allow_null=True)
    before_debate_ended = serializers.BooleanField(required=False)


class RecusalActSerializer(StrictSerializer):
    """What is said with the act; ``document`` is the number of the committee's decision."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    document = serializers.CharField(required=False, allow_blank=True, max_length=100)
    on = DayField(required=False, allow_null=True)
    how = serializers.CharField(required=False, allow_blank=True, max_length=100)
    matter = serializers.CharField(required=False, allow_blank=True, max_length=13)


class RecusalSerializer(serializers.Serializer[Any]):
    """A recusal; ``stops_work`` is true while it is not decided."""

    id = serializers.UUIDField()
    case = serializers.UUIDField()
    status = WordField([state.value for state in State])
    part = WordField([part.value for part in Part])
    person = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()
    asked_by = WordField([asked.value for asked in AskedBy])
    party = serializers.UUIDField(allow_null=True)
    grounds = serializers.ListField(child=serializers.CharField())
    statement = serializers.CharField()
    asked_on = serializers.DateField()
    due_on = serializers.DateField()
    decider = WordField([decider.value for decider in Decider])
    decided_on = serializers.DateField(allow_null=True)
    decided_by = serializers.CharField()
    decision = serializers.CharField()
    document = serializers.CharField()
    told_on = serializers.DateField(allow_null=True)
    review_asked_on = serializers.DateField(allow_null=True)
    review_due_on = serializers.DateField(allow_null=True)
    review_on = serializers.DateField(allow_null=True)
    review = serializers.CharField()
    stops_work = serializers.BooleanField()


class CaseRecusalsView(APIView):
    """The recusals of a case."""

    scopes = {"GET": READING, "POST": "cases:write"}

    @extend_schema(
        operation_id="recusals_list",
        tags=[DRAWS],
        summary="回避 Recusals",
        parameters=PAGE_PARAMETERS,
        responses=paged("RecusalPage", RecusalSerializer),
    )
    def get(self, request: Request, case_id: Any) -> Response:
        read_query(request)
        found = recusals_of(get_visible_case(request.viewer, case_id))
        page = KeysetPagination("-id")
        return page.answer(answer_of(row) for row in page.paginate_queryset(found, request))

    @extend_schema(
        operation_id="recusals_create",
        tags=[DRAWS],
        summary="提出回避 Ask for a recusal",
        request=NewRecusalSerializer,
        responses={201: RecusalSerializer},
    )
    def post(self, request: Request, case_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible_case(request.viewer, case_id)
        body = read_body(request, NewRecusalSerializer)
        new = NewRecusal(
            part=body["part"],
            asked=body["asked_by"],
            grounds=body["grounds"],
            statement=body["statement"],
            person=body.get("person"),
            name=body.get("name") or "",
            party=body.get("party"),
            asked_on=body.get("asked_on"),
            before_debate_ended=body.get("before_debate_ended", True),
        )
        with fields_named(asked="asked_by"):
            made = services.ask_recusal(case_id=case_id, new=new, actor=request.actor)
        return Response(answer_of(made), status=status.HTTP_201_CREATED)


class RecusalView(APIView):
    """One recusal."""

    scopes = {"GET": READING}

    @extend_schema(
        operation_id="recusals_retrieve",
        tags=[DRAWS],
        summary="一项回避 One recusal",
        responses=RecusalSerializer,
    )
    def get(self, request: Request, recusal_id: UUID) -> Response:
        read_query(request, paged=False)
        return Response(answer_of(get_visible(request.viewer, recusal_id)))


class RecusalActView(APIView):
    """Decide, ask for reconsideration, reconsider, tell, mark as urgent, withdraw."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="recusals_act",
        tags=[DRAWS],
        summary="办理回避 Act on a recusal",
        parameters=[OpenApiParameter("name", str, OpenApiParameter.PATH, enum=ACTS)],
        request=RecusalActSerializer,
        responses=RecusalSerializer,
    )
    def post(self, request: Request, recusal_id: UUID, name: str) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, recusal_id)
        if name not in ACTS:
            raise NotVisible(name)
        with fields_named(told_on="on", told_how="how", asked_on="on"):
            _act(name, recusal_id, read_body(request, RecusalActSerializer), request)
        return Response(answer_of(get_visible(request.viewer, recusal_id)))


def _act(name: str, recusal_id: UUID, body: dict[str, Any], request: Request) -> None:
    about = {"recusal_id": recusal_id, "actor": request.actor}
    reason, document = body.get("reason") or "", body.get("document") or ""
    if name in ("approve", "decline"):
        services.decide_recusal(agreed=name == "approve", reason=reason, document=document, **about)
    elif name in ("review-approve", "review-decline"):
        agreed = name == "review-approve"
        services.reconsider(agreed=agreed, reason=reason, document=document, **about)
    elif name == "review":
        services.ask_review(reason=reason, asked_on=body.get("on"), **about)
    elif name == "tell":
        on = body.get("on") or request.actor.today
        services.tell_party(told_on=on, told_how=body.get("how") or "", **about)
    elif name == "urgent":
        services.mark_urgent(matter=body.get("matter") or "", reason=reason, **about)
    else:
        services.withdraw_recusal(reason=reason, **about)


def answer_of(recusal: Recusal) -> dict[str, Any]:
    """The recusal in the words of the interface."""
    return {
        "id": recusal.pk,
        "case": recusal.case_id,
        "status": recusal.state,
        "part": recusal.part,
        "person": recusal.person_id,
        "name": recusal.name,
        "asked_by": recusal.asked,
        "party": recusal.party_id,
        "grounds": recusal.grounds,
        "statement": recusal.statement,
        "asked_on": recusal.asked_on,
        "due_on": recusal.due_on,
        "decider": recusal.decider,
        "decided_on": recusal.decided_on,
        "decided_by": recusal.decided_by,
        "decision": recusal.decision,
        "document": recusal.document,
        "told_on": recusal.told_on,
        "review_asked_on": recusal.review_asked_on,
        "review_due_on": recusal.review_due_on,
        "review_on": recusal.review_on,
        "review": recusal.review,
        "stops_work": recusal.state == State.WAITING.value,
    }
