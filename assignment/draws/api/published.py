"""REST: what anybody may check: bundles, whole series, the published anchors."""

from __future__ import annotations

from typing import Any

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assignment.draws.api.steps import instant
from assignment.draws.domain import Purpose, Status
from assignment.draws.models import DrawChain
from assignment.draws.selectors import (
    Asked,
    anchors,
    bundle_of,
    chains_asked,
    get_visible,
    series_of,
    visible,
)
from courts.clients.paging import KeysetPagination
from courts.clients.reading import WordField, read_query
from courts.clients.schema import DRAWS, PAGE_PARAMETERS, PROBLEM_MEDIA_TYPE, ProblemSerializer, paged
from courts.places.selectors import court_by_code
from courts.refusals.domain import NotVisible


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


class SeriesQuery(serializers.Serializer[Any]):
    """Which series."""

    court = serializers.CharField(help_text="六位代码 Six-digit code")
    purpose = WordField([purpose.value for purpose in Purpose], required=False)
    year = serializers.IntegerField(min_value=2000, max_value=2999)


class SeriesView(APIView):
    """Every draw of a court, purpose and year in one file, as ``verify_draw.py`` takes it."""

    scopes = {"GET": "draws:read"}

    @extend_schema(
        operation_id="draws_series",
        tags=[DRAWS],
        summary="整年抽签数据 A court's whole series",
        parameters=[SeriesQuery],
        responses={
            (200, "application/json"): OpenApiTypes.OBJECT,
            (404, PROBLEM_MEDIA_TYPE): ProblemSerializer,
        },
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        wanted = read_query(request, SeriesQuery, paged=False)
        court = court_by_code(wanted["court"])
        if court is None or court.pk not in request.viewer.read_courts:
            raise NotVisible("series")
        asked = Asked(court, Purpose(wanted.get("purpose") or Purpose.HANDLER.value), wanted["year"])
        chains = chains_asked(asked)
        if not chains or not _may_read(request, asked.purpose, chains):
            raise NotVisible("series")
        answer = StreamingHttpResponse(series_of(asked), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{asked.file_name}"'
        return answer


def _may_read(request: Request, purpose: Purpose, chains: list[DrawChain]) -> bool:
    """Rosters of samples are case files: for whoever sees the draws of the review itself."""
    samples = visible(request.viewer, Purpose.REVIEW).filter(chain__in=chains)
    return purpose is not Purpose.REVIEW or samples.exists()


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
        "published_at": instant(chain.published_at),
    }
