"""REST: the limit calculator and the rules it knows; a case's own limit."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.docket.domain import Procedure
from cases.docket.selectors import get_visible
from cases.limits.domain import Category, ExtensionStep, LedgerKind, LimitRule, Span, Unit
from cases.limits.selectors import law, preview
from cases.limits.selectors.answers import NO_LIMIT, LimitSerializer, case_limit
from courts.clients.domain import SCOPES
from courts.clients.paging import KeysetPagination
from courts.clients.reading import AmountField, DayField, StrictSerializer, WordField, read_query
from courts.clients.schema import LIMITS, PAGE_PARAMETERS, REFERENCE, paged

# The limit is part of the case, so whoever reads cases reads it too.
READING = ("limits:read", "cases:read")


class LedgerEntrySerializer(StrictSerializer):
    """An entry of the ledger: what stops, lengthens, changes or restarts the clock."""

    kind = WordField([kind.value for kind in LedgerKind])
    ground = serializers.CharField(required=False, allow_blank=True, help_text="X01–X22")
    starts_on = DayField(required=False, allow_null=True)
    ends_on = DayField(required=False, allow_null=True, help_text="空：停表至今 Null: still stopped")
    value = AmountField(required=False, allow_null=True)
    unit = WordField([unit.value for unit in Unit], required=False, allow_null=True)
    step = serializers.IntegerField(required=False, allow_null=True)
    to_rule = serializers.CharField(required=False, allow_blank=True)
    on = DayField(required=False, allow_null=True)


class PreviewSerializer(StrictSerializer):
    """A question to the calculator. ``starts_on`` is the uncounted base day."""

    rule_code = serializers.CharField()
    starts_on = DayField(required=False, allow_null=True)
    starts_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="以小时计的期限 For limits in hours"
    )
    as_of = DayField(required=False, allow_null=True)
    detained = serializers.BooleanField(required=False)
    ledger = LedgerEntrySerializer(many=True, required=False, allow_null=True)


class PreviewView(APIView):
    """The limit calculator: no case needed, nothing stored."""

    scopes = {"POST": READING}

    @extend_schema(
        operation_id="limits_preview",
        tags=[LIMITS],
        summary="审限计算器 Limit calculator",
        request=PreviewSerializer,
        responses=LimitSerializer,
    )
    def post(self, request: Request) -> Response:
        read_query(request, paged=False)
        answer = preview(request.data, today=request.today, language=_language())
        return Response({**NO_LIMIT, **answer})


class CaseLimitQuery(serializers.Serializer[Any]):
    on = DayField(required=False, help_text="截至该日，默认今天 As of this day, today by default")


class CaseLimitView(APIView):
    """The limit of one case, sentence by sentence, with all that was ever entered in its ledger."""

    scopes = {"GET": READING}

    @extend_schema(
        operation_id="cases_limit_retrieve",
        tags=[LIMITS],
        summary="案件审限 Limit of a case",
        parameters=[CaseLimitQuery],
        responses=LimitSerializer,
    )
    def get(self, request: Request, case_id: Any) -> Response:
        wanted = read_query(request, CaseLimitQuery, paged=False)
        case = get_visible(request.viewer, case_id)
        return Response(case_limit(case, request.today, _language(), wanted.get("on")) or NO_LIMIT)


class SpanSerializer(serializers.Serializer[Any]):
    """A length of time; ``zh`` and ``en`` say all of it, ``value`` its leading unit."""

    value = serializers.CharField()
    unit = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()


class ExtensionSerializer(serializers.Serializer[Any]):
    """One step of extension, in the order in which steps are used."""

    step = serializers.IntegerField()
    approver = serializers.CharField()
    length = SpanSerializer(allow_null=True)
    replaces = serializers.BooleanField()
    repeatable = serializers.BooleanField()


class LimitRuleSerializer(serializers.Serializer[Any]):
    """A trial limit of the law."""

    code = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()
    article = serializers.CharField()
    category = serializers.CharField()
    case_types = serializers.ListField(child=serializers.CharField())
    procedures = serializers.ListField(child=serializers.CharField())
    subject = serializers.CharField()
    default = serializers.BooleanField()
    causes = serializers.ListField(child=serializers.CharField(), help_text="限于这些案由 Only these causes")
    detained = serializers.BooleanField(allow_null=True, help_text="限于在押与否 Only in or out of custody")
    levels = serializers.ListField(child=serializers.CharField(), help_text="限于层级 Only these levels")
    base = SpanSerializer(allow_null=True)
    starts_from = serializers.CharField()
    holiday = serializers.CharField()
    month_end = serializers.CharField()
    extensions = ExtensionSerializer(many=True)
    request_days_before = serializers.IntegerField(allow_null=True)
    converts_to = serializers.ListField(child=serializers.CharField())
    note_zh = serializers.CharField()
    note_en = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    confidence = serializers.CharField()


class LimitRuleQuery(serializers.Serializer[Any]):
    category = WordField([category.value for category in Category], required=False)
    case_type = serializers.CharField(required=False)
    procedure = WordField([procedure.value for procedure in Procedure], required=False)
    on = DayField(required=False, help_text="该日有效的版本，默认最新 Versions in force on this day")


class LimitRuleListView(APIView):
    """The trial limits of the law, in their newest version or that of a day."""

    scopes = {"GET": SCOPES}

    @extend_schema(
        operation_id="limit_rules_list",
        tags=[REFERENCE],
        summary="审限规则 Limit rules",
        parameters=[LimitRuleQuery, *PAGE_PARAMETERS],
        responses=paged("LimitRulePage", LimitRuleSerializer),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(request, LimitRuleQuery)
        page = KeysetPagination("limit-rule")
        table = law().rules.in_force(wanted["on"]) if wanted.get("on") else law().rules
        rules = [rule for rule in table if _fits(rule, wanted)]
        return page.answer(_rule(rule) for rule in page.paginate_table(rules, request, key=lambda r: r.code))


def _fits(rule: LimitRule, wanted: dict[str, Any]) -> bool:
    if "category" in wanted and rule.category.value != wanted["category"]:
        return False
    if "case_type" in wanted and wanted["case_type"] not in rule.type_codes:
        return False
    procedures = {procedure.value for procedure in rule.procedures}
    return "procedure" not in wanted or not procedures or wanted["procedure"] in procedures


def _rule(rule: LimitRule) -> dict[str, Any]:
    same = ("code", "zh", "en", "article", "subject", "default", "request_days_before", "note_zh", "note_en")
    dated = ("valid_from", "valid_to", "confidence")
    return {
        **{name: getattr(rule, name) for name in (*same, *dated)},
        "category": rule.category.value,
        "case_types": list(rule.type_codes),
        "procedures": [procedure.value for procedure in rule.procedures],
        "causes": list(rule.causes),
        "detained": rule.detained,
        "levels": [level.value for level in rule.levels],
        "base": _span(rule.base),
        "starts_from": rule.starts_from.value,
        "holiday": rule.holiday.value,
        "month_end": rule.month_end.value,
        "extensions": [_extension(number, step) for number, step in enumerate(rule.extensions, start=1)],
        "converts_to": list(rule.converts_to),
    }


def _extension(number: int, step: ExtensionStep) -> dict[str, Any]:
    return {
        "step": number,
        "approver": step.approver.value,
        "length": _span(step.span),
        "replaces": step.replaces,
        "repeatable": step.repeatable,
    }


def _span(span: Span | None) -> dict[str, str] | None:
    if span is None:
        return None
    return {"value": str(span.value), "unit": span.unit.value, "zh": span.zh, "en": span.en}


def _language() -> str:
    return get_language() or "zh-hans"
