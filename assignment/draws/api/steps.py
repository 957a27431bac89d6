"""REST: draws step by step, at once, or made void."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assignment.draws.domain import Purpose, Status
from assignment.draws.models import Draw
from assignment.draws.registry import answer_related
from assignment.draws.selectors import get_visible
from assignment.draws.services import commit_draw, draw_at_once, give_nonce, reveal_draw, void_draw
from cases.docket.selectors import get_visible as get_visible_case
from courts.clients.reading import StrictSerializer, WordField, fields_named, read_body, read_query
from courts.clients.schema import DRAWS
from courts.refusals.domain import InvalidInput


class NonceSerializer(StrictSerializer):
    """The number called out at the draw: 1 to 32 digits, empty when nobody gave one."""

    nonce = serializers.CharField(allow_blank=True, max_length=64)
    source = WordField(["party", "witness"], required=False)
    by = serializers.CharField(
        required=False, allow_blank=True, max_length=160, help_text="见证人姓名和部门 Who the witness is"
    )


class VoidSerializer(StrictSerializer):
    """Why; the party reads it. The second call, by another, approves."""

    reason = serializers.CharField(max_length=300)


class RelatedDecisionSerializer(StrictSerializer):
    """The answer to the related cases that a 409 names: follow one of them, or say why not."""

    take = serializers.UUIDField(required=False, help_text="随该案 The case that is followed")
    decline = serializers.CharField(
        required=False, max_length=500, help_text="不随的理由 Why none is followed"
    )


class FinishSerializer(StrictSerializer):
    """For a draw in one call."""

    nonce = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=64)
    related_decision = RelatedDecisionSerializer(required=False, allow_null=True)


class FinishQuery(serializers.Serializer[Any]):
    finish = serializers.BooleanField(required=False, help_text="1：一次完成全部步骤 All steps in one call")


class WinnerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class DrawSerializer(serializers.Serializer[Any]):
    """A draw. ``reveal``, ``seed`` and ``winner`` are empty until it is revealed."""

    id = serializers.UUIDField()
    draw_no = serializers.IntegerField()
    purpose = WordField([purpose.value for purpose in Purpose])
    case = serializers.UUIDField(allow_null=True, help_text="抽样没有案件。 None for a sample draw.")
    case_number = serializers.CharField(allow_null=True)
    court = serializers.CharField()
    attempt = serializers.IntegerField()
    status = WordField([state.value for state in Status])
    snapshot_hash = serializers.CharField()
    receipt = serializers.CharField()
    anchor = serializers.CharField()
    nonce = serializers.CharField(allow_null=True)
    reveal = serializers.CharField(allow_null=True)
    seed = serializers.CharField(allow_null=True)
    total_weight = serializers.IntegerField(allow_null=True)
    counter = serializers.IntegerField(allow_null=True)
    x = serializers.IntegerField(allow_null=True)
    winner = WinnerSerializer(allow_null=True)
    void_asked = serializers.BooleanField(help_text="已提请作废，待另一人批准 Waiting for a second approver")
    picked = serializers.CharField(allow_null=True, help_text="抽样抽中的 id。 What a sample draw picked.")
    committed_at = serializers.DateTimeField()
    nonce_at = serializers.DateTimeField(allow_null=True)
    revealed_at = serializers.DateTimeField(allow_null=True)


class FollowedSerializer(serializers.Serializer[Any]):
    """The case followed a related one: no draw was made, its judge is fixed by law."""

    designation = serializers.UUIDField()
    case = serializers.UUIDField()
    follows = serializers.UUIDField()
    handler = WinnerSerializer()


class CaseDrawsView(APIView):
    """Begin a draw: its whole input is fixed before anything random is known."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="cases_draws_create",
        tags=[DRAWS],
        summary="随机分案 Draw a judge",
        parameters=[FinishQuery],
        request=FinishSerializer,
        responses={
            201: PolymorphicProxySerializer(
                "DrawnOrFollowed", [DrawSerializer, FollowedSerializer], resource_type_field_name=None
            )
        },
    )
    def post(self, request: Request, case_id: Any) -> Response:
        at_once = read_query(request, FinishQuery, paged=False).get("finish", False)
        get_visible_case(request.viewer, case_id)
        body = read_body(request, FinishSerializer)
        nonce = body.get("nonce") or ""
        if nonce and not at_once:
            raise InvalidInput({"nonce": _("名单锁定后才能报数：请用 /draws/{id}/nonce/ 或 ?finish=1。")})
        followed = _answer_related(case_id, body.get("related_decision"), request)
        if followed is not None:
            return Response(followed, status=status.HTTP_201_CREATED)
        if at_once:
            drawn = draw_at_once(case_id=case_id, nonce=nonce, actor=request.actor)
        else:
            drawn = commit_draw(case_id=case_id, actor=request.actor)
        return Response(draw_answer(get_visible(request.viewer, drawn.pk)), status=status.HTTP_201_CREATED)


def _answer_related(case_id: Any, decision: dict[str, Any] | None, request: Request) -> dict[str, Any] | None:
    """Answer what a 409 named; the answer where the case follows another, None where it is drawn."""
    if decision is None:
        return None
    take, decline = decision.get("take"), decision.get("decline") or ""
    if (take is None) == (not decline):
        raise InvalidInput({"related_decision": _("请给出 take（随哪一件）或者 decline（不随的理由）之一。")})
    with fields_named(reason="related_decision"):
        return answer_related(case_id=case_id, take=take, decline=decline, actor=request.actor)


class NonceView(APIView):
    """Fix the number that was called out."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="draws_nonce",
        tags=[DRAWS],
        summary="登记报数 Give the nonce",
        request=NonceSerializer,
        responses=DrawSerializer,
    )
    def post(self, request: Request, draw_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, draw_id)
        body = read_body(request, NonceSerializer)
        draw = give_nonce(
            draw_id=draw_id,
            nonce=body["nonce"],
            source=body.get("source") or "party",
            by=body.get("by") or "",
            actor=request.actor,
        )
        return Response(draw_answer(get_visible(request.viewer, draw.pk)))


class RevealView(APIView):
    """Publish the secret; the judge drawn has the case."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="draws_reveal",
        tags=[DRAWS],
        summary="揭示结果 Reveal the result",
        request=None,
        responses=DrawSerializer,
    )
    def post(self, request: Request, draw_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, draw_id)
        read_body(request, StrictSerializer)
        draw = reveal_draw(draw_id=draw_id, actor=request.actor)
        return Response(draw_answer(get_visible(request.viewer, draw.pk)))


class VoidView(APIView):
    """Make an open draw void: the first call asks, the second, by another client or person, approves."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="draws_void",
        tags=[DRAWS],
        summary="作废抽签（两人批准） Make a draw void (two approvers)",
        request=VoidSerializer,
        responses=DrawSerializer,
    )
    def post(self, request: Request, draw_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, draw_id)
        body = read_body(request, VoidSerializer)
        draw = void_draw(draw_id=draw_id, reason=body["reason"], actor=request.actor)
        return Response(draw_answer(get_visible(request.viewer, draw.pk)))


class DrawView(APIView):
    """One draw."""

    scopes = {"GET": "draws:read"}

    @extend_schema(
        operation_id="draws_retrieve", tags=[DRAWS], summary="抽签详情 Read a draw", responses=DrawSerializer
    )
    def get(self, request: Request, draw_id: Any) -> Response:
        read_query(request, paged=False)
        return Response(draw_answer(get_visible(request.viewer, draw_id)))


def latest_draw(case_id: UUID) -> dict[str, Any] | None:
    """What the answer about a case says of its latest draw."""
    shown = ("id", "draw_no", "receipt", "status")
    return Draw.objects.filter(case_id=case_id).order_by("-attempt").values(*shown).first()


def draw_answer(draw: Draw) -> dict[str, Any]:
    """The draw in the words of the interface; what is not fixed yet is null."""
    fixed = draw.status != Status.COMMITTED.value
    return {
        "id": draw.pk,
        "draw_no": draw.draw_no,
        "purpose": draw.purpose,
        "case": draw.case_id,
        "case_number": draw.case.number if draw.case else None,
        "court": draw.court.code,
        "attempt": draw.attempt,
        "status": draw.status,
        "snapshot_hash": draw.snapshot_hash,
        "receipt": draw.receipt,
        "anchor": draw.chain.anchor,
        "nonce": draw.nonce if fixed else None,
        "reveal": draw.reveal or None,
        "seed": draw.seed or None,
        "total_weight": draw.total_weight,
        "counter": draw.counter,
        "x": draw.x,
        "winner": {"id": draw.winner.pk, "name": draw.winner.name} if draw.winner else None,
        "void_asked": draw.void_requests.filter(state="waiting").exists(),
        "picked": draw.picked or None,
        "committed_at": instant(draw.committed_at),
        "nonce_at": instant(draw.nonce_at),
        "revealed_at": instant(draw.revealed_at),
    }


def instant(at: Any) -> str | None:
    return localtime(at).isoformat() if at is not None else None
