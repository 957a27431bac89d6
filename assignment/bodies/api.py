"""REST: the trial body of a case."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assignment.bodies.domain import How, Kind, Part
from assignment.bodies.selectors import body_answer
from assignment.bodies.services import Wanted, draw_seats, form_body, tell_parties
from assignment.draws.domain import Purpose
from cases.docket.selectors import get_visible
from courts.clients.reading import DayField, StrictSerializer, WordField, read_body, read_query
from courts.clients.schema import DRAWS


class BodyMemberSerializer(serializers.Serializer[Any]):
    """Who sits: a judge or a people's assessor."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    part = WordField([part.value for part in Part])
    how = WordField([how.value for how in How])
    handler = serializers.BooleanField()
    from_on = serializers.DateField()
    draw = serializers.UUIDField(allow_null=True)


class BodySerializer(serializers.Serializer[Any]):
    """What tries a case. ``complete``: no seat is left to be drawn."""

    id = serializers.UUIDField()
    kind = WordField([kind.value for kind in Kind])
    size = serializers.IntegerField()
    assessors = serializers.IntegerField()
    rule = serializers.CharField(help_text="组成规则代码 Row of the composition table")
    facts = serializers.ListField(child=serializers.CharField())
    from_on = serializers.DateField()
    told_on = serializers.DateField(allow_null=True, help_text="告知当事人之日 The parties were told")
    complete = serializers.BooleanField()
    members = BodyMemberSerializer(many=True)


class NewBodySerializer(StrictSerializer):
    """The body wanted. ``judges`` sit by designation with a ``reason``; seats left over are drawn."""

    kind = WordField([kind.value for kind in Kind])
    size = serializers.IntegerField(required=False, default=1)
    assessors = serializers.IntegerField(required=False, default=0, min_value=0)
    facts = serializers.ListField(child=serializers.CharField(max_length=30), required=False, default=list)
    judges = serializers.ListField(child=serializers.UUIDField(), required=False, default=list)
    presiding = serializers.UUIDField(required=False, allow_null=True, default=None)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300, default="")
    chosen_assessors = serializers.ListField(
        child=serializers.CharField(max_length=60),
        required=False,
        default=list,
        help_text="不得挑选：非空即拒绝 Refused unless empty: assessors are drawn",
    )


class SeatsSerializer(StrictSerializer):
    """A draw of assessors or members in one call."""

    purpose = WordField([Purpose.ASSESSOR.value, Purpose.MEMBER.value])
    nonce = serializers.CharField(required=False, allow_blank=True, max_length=64, default="")
    source = WordField(["party", "witness"], required=False, default="party")
    by = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=160,
        default="",
        help_text="见证人姓名和部门 Who the witness is",
    )
    hearing_on = DayField(required=False, allow_null=True, default=None)
    specialty = serializers.CharField(required=False, allow_blank=True, max_length=20, default="")
    substitutes = serializers.IntegerField(required=False, default=0)
    late_reason = serializers.CharField(required=False, allow_blank=True, max_length=300, default="")


class ToldSerializer(StrictSerializer):
    """The parties were told who tries the case."""

    told_on = DayField()
    how = serializers.CharField(max_length=120)


class CaseBodyView(APIView):
    """Form what tries a case."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="cases_body_create",
        tags=[DRAWS],
        summary="组成审判组织 Form the trial body",
        request=NewBodySerializer,
        responses={201: BodySerializer},
    )
    def post(self, request: Request, case_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, case_id)
        body = read_body(request, NewBodySerializer)
        chosen = body.pop("chosen_assessors")
        form_body(case_id=case_id, wanted=Wanted(**body, chosen=chosen), actor=request.actor)
        return Response(body_answer(get_visible(request.viewer, case_id)), status=status.HTTP_201_CREATED)


class BodyDrawsView(APIView):
    """Draw for every vacant seat of a body."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="cases_body_draws_create",
        tags=[DRAWS],
        summary="抽取人民陪审员、合议庭成员 Draw assessors or members",
        request=SeatsSerializer,
        responses={201: BodySerializer},
    )
    def post(self, request: Request, case_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, case_id)
        asked = read_body(request, SeatsSerializer)
        draw_seats(case_id=case_id, actor=request.actor, **asked)
        return Response(body_answer(get_visible(request.viewer, case_id)), status=status.HTTP_201_CREATED)


class BodyToldView(APIView):
    """Enter that the parties were told who tries the case."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="cases_body_told_create",
        tags=[DRAWS],
        summary="登记告知审判组织 Tell the parties who tries the case",
        request=ToldSerializer,
        responses={201: BodySerializer},
    )
    def post(self, request: Request, case_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, case_id)
        tell_parties(case_id=case_id, actor=request.actor, **read_body(request, ToldSerializer))
        return Response(body_answer(get_visible(request.viewer, case_id)), status=status.HTTP_201_CREATED)
