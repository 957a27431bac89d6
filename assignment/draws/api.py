"""REST: draws step by step or at once, their records, and the published anchors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assignment.draws.domain import Purpose, Status
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import anchors, bundle_of, get_visible
from assignment.draws.services import commit_draw, draw_at_once, give_nonce, reveal_draw
from cases.docket.selectors import get_visible as get_visible_case
from courts.clients.paging import KeysetPagination
from courts.clients.reading import StrictSerializer, WordField, read_body, read_query
from courts.clients.schema import DRAWS, PAGE_PARAMETERS, paged
from courts.refusals.domain import InvalidInput


class NonceSerializer(StrictSerializer):
    """The number called out at the draw: 1 to 32 digits, empty when nobody gave one."""

    nonce = serializers.CharField(allow_blank=True, max_length=64)


class FinishSerializer(StrictSerializer):
    """For a draw in one call."""

    nonce = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=64)


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
    picked = serializers.CharField(allow_null=True, help_text="抽样抽中的 id。 What a sample draw picked.")
    committed_at = serializers.DateTimeField()
    nonce_at = serializers.DateTimeField(allow_null=True)
    revealed_at = serializers.DateTimeField(allow_null=True)


class BundleSerializer(serializers.Serializer[Any]):
    """All that is needed to re-check a draw (cf-draw/1). An open draw shows no reveal."""

    snapshot = serializers.DictField()
    snapshot_hash = serializers.CharField()
    reveal = serializers.CharField(allow_null=True)
    anchor = serializers.CharField()
    draw_no = serializers.IntegerField()
    nonce = serializers.CharField(allow_null=True)
    beacon = serializers.CharField(allow_blank=True)
    seed = serializers.CharField(allow_null=True)
    total_weight = serializers.IntegerField(allow_null=True)
    counter = serializers.IntegerField(allow_null=True)
    x = serializers.IntegerField(allow_null=True)
    winner = serializers.CharField(allow_null=True)
    status = WordField([state.value for state in Status])


class CaseDrawsView(APIView):
    """Begin a draw: its whole input is fixed before anything random is known."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="cases_draws_create",
        tags=[DRAWS],
        summary="随机分案 Draw a judge",
        parameters=[FinishQuery],
        request=FinishSerializer,
        responses={201: DrawSerializer},
    )
    def post(self, request: Request, case_id: Any) -> Response:
        at_once = read_query(request, FinishQuery, paged=False).get("finish", False)
        get_visible_case(request.viewer, case_id)
        nonce = read_body(request, FinishSerializer).get("nonce") or ""
        if nonce and not at_once:
            raise InvalidInput({"nonce": _("名单锁定后才能报数：请用 /draws/{id}/nonce/ 或 ?finish=1。")})
        if at_once:
            drawn = draw_at_once(case_id=case_id, nonce=nonce, actor=request.actor)
        else:
            drawn = commit_draw(case_id=case_id, actor=request.actor)
        return Response(_draw(get_visible(request.viewer, drawn.pk)), status=status.HTTP_201_CREATED)


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
        nonce = read_body(request, NonceSerializer)["nonce"]
        draw = give_nonce(draw_id=draw_id, nonce=nonce, actor=request.actor)
        return Response(_draw(get_visible(request.viewer, draw.pk)))


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
        return Response(_draw(get_visible(request.viewer, draw.pk)))


class DrawView(APIView):
    """One draw."""

    scopes = {"GET": "draws:read"}

    @extend_schema(
        operation_id="draws_retrieve", tags=[DRAWS], summary="抽签详情 Read a draw", responses=DrawSerializer
    )
    def get(self, request: Request, draw_id: Any) -> Response:
        read_query(request, paged=False)
        return Response(_draw(get_visible(request.viewer, draw_id)))


class BundleView(APIView):
    """The record from which anyone can re-check the draw."""

    scopes = {"GET": "draws:read"}

    @extend_schema(
        operation_id="draws_bundle",
        tags=[DRAWS],
        summary="核验包 Bundle of a draw",
        responses=BundleSerializer,
    )
    def get(self, request: Request, draw_id: Any) -> Response:
        read_query(request, paged=False)
        return Response(bundle_of(get_visible(request.viewer, draw_id)))


class AnchorSerializer(serializers.Serializer[Any]):
    """The published end of a secret chain: every reveal of the year leads to it."""

    court = serializers.CharField()
    court_name = serializers.CharField()
    purpose = serializers.CharField()
    year = serializers.IntegerField()
    part = serializers.IntegerField()
    anchor = serializers.CharField()
    length = serializers.IntegerField()
    published_at = serializers.DateTimeField()


class AnchorListView(APIView):
    """The anchors of all courts, public: no login."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="anchors_list",
        tags=[DRAWS],
        summary="抽签锚值公示 Published anchors",
        parameters=PAGE_PARAMETERS,
        responses=paged("AnchorPage", AnchorSerializer),
    )
    def get(self, request: Request) -> Response:
        read_query(request)
        page = KeysetPagination("-year", "-id")
        return page.answer(_anchor(chain) for chain in page.paginate_queryset(anchors(), request))


def _anchor(chain: DrawChain) -> dict[str, Any]:
    return {
        "court": chain.court.code,
        "court_name": chain.court.name,
        "purpose": chain.purpose,
        "year": chain.year,
        "part": chain.part,
        "anchor": chain.anchor,
        "length": chain.length,
        "published_at": _instant(chain.published_at),
    }


def latest_draw(case_id: UUID) -> dict[str, Any] | None:
    """What the answer about a case says of its latest draw."""
    shown = ("id", "draw_no", "receipt", "status")
    return Draw.objects.filter(case_id=case_id).order_by("-attempt").values(*shown).first()


def _draw(draw: Draw) -> dict[str, Any]:
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
        "picked": draw.picked or None,
        "committed_at": _instant(draw.committed_at),
        "nonce_at": _instant(draw.nonce_at),
        "revealed_at": _instant(draw.revealed_at),
    }


def _instant(at: Any) -> str | None:
    return localtime(at).isoformat() if at is not None else None
