"""Reference data of the interface: courts and refusals; and the answer for addresses that do not exist."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courts.clients.domain import SCOPES
from courts.clients.paging import KeysetPagination
from courts.clients.reading import WordField, read_query
from courts.clients.schema import PAGE_PARAMETERS, REFERENCE, paged
from courts.places.models import Court
from courts.refusals.domain import RefusalRule
from courts.refusals.selectors import catalogue


class CourtSerializer(serializers.Serializer[Any]):
    """A court; ``number_code`` is the one its case numbers bear."""

    code = serializers.CharField(help_text="六位代码 Six-digit code")
    number_code = serializers.CharField(help_text="法院代字 Code in case numbers")
    name = serializers.CharField()
    name_en = serializers.CharField()
    name_confirmed = serializers.BooleanField()
    level = WordField(Court.Level.values)
    kind = serializers.CharField()
    parent = serializers.CharField(allow_null=True, help_text="上级法院的六位代码 The court above")
    closed_on = serializers.DateField(allow_null=True)


class CourtQuery(serializers.Serializer[Any]):
    level = WordField(Court.Level.values, required=False)
    parent = serializers.CharField(required=False, help_text="上级法院的六位代码 The court above")


class CourtListView(APIView):
    """All courts, by their codes."""

    scopes = {"GET": SCOPES}

    @extend_schema(
        operation_id="courts_list",
        tags=[REFERENCE],
        summary="法院 Courts",
        parameters=[CourtQuery, *PAGE_PARAMETERS],
        responses=paged("CourtPage", CourtSerializer),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(request, CourtQuery)
        courts = Court.objects.all()
        if "level" in wanted:
            courts = courts.filter(level=wanted["level"])
        if "parent" in wanted:
            courts = courts.filter(parent__code=wanted["parent"])
        shown = courts.values(
            "code",
            "number_code",
            "name",
            "name_en",
            "name_confirmed",
            "level",
            "kind",
            "closed_on",
            "id",
            above=F("parent__code"),
        )
        page = KeysetPagination("code", "id")
        return page.answer(_court(row) for row in page.paginate_queryset(shown, request))


def _court(row: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in row.items() if name not in ("id", "above")}
    return {**shown, "parent": row["above"]}


class RefusalRuleSerializer(serializers.Serializer[Any]):
    """A rule that says no, or warns: what the user reads, its source, the lawful next step."""

    code = serializers.CharField()
    level = serializers.CharField(help_text="refuse | warn")
    zh = serializers.CharField()
    en = serializers.CharField()
    sentence_zh = serializers.CharField()
    sentence_en = serializers.CharField()
    next_zh = serializers.CharField()
    next_en = serializers.CharField()
    article = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    confidence = serializers.CharField()


class RefusalRuleListView(APIView):
    """Every rule by which the system refuses or warns."""

    scopes = {"GET": SCOPES}

    @extend_schema(
        operation_id="refusal_rules_list",
        tags=[REFERENCE],
        summary="拒绝与提示规则 Refusal rules",
        parameters=PAGE_PARAMETERS,
        responses=paged("RefusalRulePage", RefusalRuleSerializer),
    )
    def get(self, request: Request) -> Response:
        read_query(request)
        page = KeysetPagination("refusal-rule")
        rules = page.paginate_table(list(catalogue()), request, key=lambda rule: rule.code)
        return page.answer(_refusal(rule) for rule in rules)


def _refusal(rule: RefusalRule) -> dict[str, Any]:
    names = [name for name in RefusalRuleSerializer().fields if name != "level"]
    return {name: getattr(rule, name) for name in names} | {"level": rule.level.value}


@extend_schema(exclude=True)
class UnknownAddress(APIView):
    """Whatever is under the interface and leads nowhere: a problem document, not a page."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404
