"""REST: the pools of a court with the routes that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assignment.pools.domain import Complexity, PoolJudge
from assignment.pools.models import Pool, PoolRoute
from assignment.pools.selectors import Numbers, judges_in, numbers_of, readable_pools
from cases.docket.domain import Procedure
from courts.clients.paging import KeysetPagination
from courts.clients.reading import WordField, read_query
from courts.clients.schema import DRAWS, PAGE_PARAMETERS, paged


class PoolQuery(serializers.Serializer[Any]):
    court = serializers.CharField(required=False, help_text="六位代码 Six-digit code of a court")


class RouteSerializer(serializers.Serializer[Any]):
    """A route: a case that fits every condition given may take it. Tier 1 goes first, 9 last."""

    tier = serializers.IntegerField()
    case_type = serializers.CharField(allow_null=True)
    procedure = WordField([procedure.value for procedure in Procedure], allow_null=True)
    cause = serializers.CharField(
        allow_null=True, help_text="案由代码，包括其下的案由 Code; with all under it"
    )
    claim_from = serializers.CharField(allow_null=True, help_text="元，含 Yuan, included")
    claim_to = serializers.CharField(allow_null=True, help_text="元，不含 Yuan, not included")
    complexity = WordField([kind.value for kind in Complexity], allow_null=True)
    from_on = serializers.DateField()
    to_on = serializers.DateField(allow_null=True)


class PoolSerializer(serializers.Serializer[Any]):
    """A pool of judges. ``members`` and ``eligible`` are counted as of today; ``band`` in hundredths."""

    id = serializers.IntegerField()
    court = serializers.CharField()
    name = serializers.CharField()
    division = serializers.CharField(allow_null=True)
    team = serializers.CharField(allow_null=True)
    band = serializers.IntegerField()
    members = serializers.IntegerField()
    eligible = serializers.IntegerField()
    routes = RouteSerializer(many=True)


class PoolListView(APIView):
    """The pools a client may know of, with every route that is in force or to come."""

    scopes = {"GET": "draws:read"}

    @extend_schema(
        operation_id="pools_list",
        tags=[DRAWS],
        summary="分案池与分案规则 Pools and routes",
        parameters=[PoolQuery, *PAGE_PARAMETERS],
        responses=paged("PoolPage", PoolSerializer),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(request, PoolQuery)
        pools = readable_pools(request.viewer)
        if code := wanted.get("court"):
            pools = pools.filter(court__code=code)
        page = KeysetPagination("court_id", "id")
        listed = page.paginate_queryset(pools.prefetch_related("routes"), request)
        return page.answer(
            row
            for court, found in groupby(listed, key=lambda pool: int(pool.court_id))
            for row in _pools(court, list(found), request.today)
        )


def _pools(court_id: int, pools: list[Pool], today: date) -> Iterator[dict[str, Any]]:
    numbers, judges = numbers_of(court_id), judges_in(court_id, pools, today)
    for pool in pools:
        yield _pool(pool, judges[pool.pk], numbers, today)


def _pool(pool: Pool, listed: list[PoolJudge], numbers: Numbers, today: date) -> dict[str, Any]:
    routes = [route for route in pool.routes.all() if route.to_on is None or route.to_on >= today]
    routes.sort(key=lambda route: (route.tier, route.type_code, route.from_on, route.pk))
    return {
        "id": pool.pk,
        "court": pool.court.code,
        "name": pool.name,
        "division": pool.division.name if pool.division else None,
        "team": pool.team.name if pool.team else None,
        "band": numbers.band_of(pool),
        "members": len(listed),
        "eligible": sum(not judge.reason for judge in listed),
        "routes": [_route(route) for route in routes],
    }


def _route(route: PoolRoute) -> dict[str, Any]:
    return {
        "tier": route.tier,
        "case_type": route.type_code or None,
        "procedure": route.procedure or None,
        "cause": route.cause_code or None,
        "claim_from": _yuan(route.claim_from_fen),
        "claim_to": _yuan(route.claim_to_fen),
        "complexity": route.complexity or None,
        "from_on": route.from_on.isoformat(),
        "to_on": route.to_on.isoformat() if route.to_on else None,
    }


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else f"{fen // 100}.{fen % 100:02d}"
