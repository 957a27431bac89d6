"""Indicators over REST: the catalogue, and values with their bases."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courts.clients.reading import DayField, read_query
from courts.clients.schema import INDICATORS
from oversight.indicators import selectors
from oversight.indicators.domain import Direction, IndicatorRule, Unit
from oversight.rollups.services import refresh


class IndicatorSerializer(serializers.Serializer[Any]):
    """One indicator of the catalogue. No indicator has a target."""

    code = serializers.CharField()
    name = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.ChoiceField(choices=[unit.value for unit in Unit])
    direction = serializers.ChoiceField(choices=[direction.value for direction in Direction])
    range = serializers.CharField(
        allow_blank=True, help_text="合理区间，空为没有。 Reasonable range, blank if none."
    )
    article = serializers.CharField(allow_blank=True)
    confidence = serializers.CharField()
    valid_from = serializers.DateField()


class IndicatorListSerializer(serializers.Serializer[Any]):
    results = IndicatorSerializer(many=True)


class NamedSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    name = serializers.CharField()


class ValueSerializer(serializers.Serializer[Any]):
    """A value with its base. The groups that were not asked for are null."""

    court = serializers.CharField(allow_null=True, help_text="法院六位代码。 Six-digit code of the court.")
    case_type = serializers.CharField(allow_null=True)
    division = NamedSerializer(allow_null=True)
    judge = NamedSerializer(allow_null=True)
    month = serializers.CharField(allow_null=True, help_text="YYYY-MM")
    code = serializers.CharField()
    numerator = serializers.IntegerField(allow_null=True)
    denominator = serializers.IntegerField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    unit = serializers.ChoiceField(choices=[unit.value for unit in Unit])


class ValueListSerializer(serializers.Serializer[Any]):
    """``data_at`` is the instant as of which every number is exact."""

    data_at = serializers.DateTimeField()
    results = ValueSerializer(many=True)


class ListedField(serializers.CharField):
    """Words separated by commas."""

    def to_internal_value(self, data: Any) -> Any:
        return [word for part in super().to_internal_value(data).split(",") if (word := part.strip())]


class ValueQuery(serializers.Serializer[Any]):
    court = serializers.CharField(
        required=False,
        max_length=8,
        help_text="法院六位代码，缺省为可见的全部。 All courts read unless given.",
    )
    codes = ListedField(
        required=False, max_length=400, help_text="指标代码，逗号分隔，缺省为全部。 Separated by commas."
    )
    group_by = ListedField(
        required=False,
        max_length=80,
        help_text="court,case_type,division,judge,month；judge 只限本院。 judge: own court only.",
    )

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        fields["from"] = DayField(help_text="期间首日。 First day.")
        fields["to"] = DayField(help_text="期间末日。 Last day.")
        return fields


def _described(rule: IndicatorRule, language: str) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name(language),
        "formula": rule.formula(language),
        "unit": rule.unit.value,
        "direction": rule.direction.value,
        "range": rule.range(language),
        "article": rule.article,
        "confidence": rule.confidence,
        "valid_from": rule.valid_from,
    }


class IndicatorCatalogue(APIView):
    scopes = {"GET": "indicators:read"}

    @extend_schema(
        operation_id="indicators_list",
        tags=[INDICATORS],
        summary="指标目录 Catalogue of indicators",
        responses=IndicatorListSerializer,
    )
    def get(self, request: Request) -> Response:
        read_query(request, paged=False)
        language, known = get_language() or "zh", set(selectors.known_codes())
        rules = [rule for rule in selectors.catalogue() if rule.code in known]
        return Response({"results": [_described(rule, language) for rule in rules]})


class IndicatorValues(APIView):
    scopes = {"GET": "indicators:read"}

    @extend_schema(
        operation_id="indicators_values",
        tags=[INDICATORS],
        summary="指标值，附分子分母 Values of indicators with their bases",
        parameters=[ValueQuery],
        responses=ValueListSerializer,
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(request, ValueQuery, paged=False)
        asked = selectors.read_question(
            request.viewer,
            court=wanted.get("court", ""),
            first=wanted["from"],
            last=wanted["to"],
            codes=wanted.get("codes", []),
            groups=wanted.get("group_by", []),
            own_court=request.court.pk if request.court else None,
            today=request.today,
        )
        refresh(court_ids=[court.pk for court in asked.courts])
        at = localtime(request.actor.at)
        return Response({"data_at": at, "results": selectors.values(request.viewer, asked)})
