"""REST: the caseload of leaders."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assignment.leaders.domain import Tally
from assignment.leaders.selectors import Standing, courts_shown, standings
from courts.clients.paging import KeysetPagination
from courts.clients.reading import read_query
from courts.clients.schema import INDICATORS, paged
from courts.places.models import Court
from courts.places.selectors import chosen_court


class LeadersQuery(serializers.Serializer[Any]):
    year = serializers.IntegerField(required=False, min_value=2019, max_value=2998)
    court = serializers.CharField(required=False, max_length=6, help_text="六位代码 Six-digit code")


class MonthSerializer(serializers.Serializer[Any]):
    month = serializers.IntegerField()
    cases = serializers.IntegerField()
    rate_bp = serializers.IntegerField(allow_null=True)


class LeaderSerializer(serializers.Serializer[Any]):
    """A leader in a year, in institutional order. Rates in basis points, null where nothing compares."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    post = serializers.CharField(help_text="president | other | division_head")
    title = serializers.CharField()
    division = serializers.CharField()
    court = serializers.CharField()
    year = serializers.IntegerField()
    target_bp = serializers.IntegerField(allow_null=True)
    cases = serializers.IntegerField(help_text="作为承办法官办结 Closed as handling judge")
    days = serializers.IntegerField()
    base_cases = serializers.IntegerField()
    base_days = serializers.IntegerField()
    rate_bp = serializers.IntegerField(allow_null=True)
    behind = serializers.BooleanField()
    simple = serializers.IntegerField()
    series = serializers.IntegerField()
    nominal = serializers.IntegerField()
    months = MonthSerializer(many=True)


class LeaderListView(APIView):
    """What each leader of a court closed in a year against the target."""

    scopes = {"GET": "indicators:read"}

    @extend_schema(
        operation_id="leaders_list",
        tags=[INDICATORS],
        summary="院庭长办案量 Caseload of leaders",
        parameters=[LeadersQuery],
        responses=paged("LeaderPage", LeaderSerializer),
    )
    def get(self, request: Request) -> Response:
        asked = read_query(request, LeadersQuery)
        home = getattr(getattr(request, "court", None), "pk", None)
        court, _courts = chosen_court(
            courts_shown(request.viewer, request.actor.today), asked.get("court", ""), home
        )
        year = asked.get("year") or request.actor.today.year
        rows = [_row(one, court, year) for one in standings(court, year, request.actor.today)]
        for place, row in enumerate(rows):
            row["place"] = f"{place:05d}"
        page = KeysetPagination("leader")
        shown = page.paginate_table(rows, request, key=lambda row: str(row["place"]))
        return page.answer([{k: v for k, v in row.items() if k != "place"} for row in shown])


def _row(one: Standing, court: Court, year: int) -> dict[str, Any]:
    leader, tally = one.leader, one.tally
    return {
        "id": leader.person_id,
        "name": leader.name,
        "post": leader.post,
        "title": leader.title,
        "division": leader.division,
        "court": court.code,
        "year": year,
        "target_bp": one.target_bp if one.target else None,
        "cases": tally.cases,
        "days": tally.days,
        "base_cases": tally.base_cases,
        "base_days": tally.base_days,
        "rate_bp": tally.rate,
        "behind": one.behind,
        "simple": one.simple,
        "series": one.series,
        "nominal": len(one.nominal),
        "months": [_month(number, each) for number, each in enumerate(one.months, start=1)],
    }


def _month(number: int, tally: Tally) -> dict[str, Any]:
    return {"month": number, "cases": tally.cases, "rate_bp": tally.rate}
