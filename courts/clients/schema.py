"""How the OpenAPI document describes the conventions all calls share: pages, problems, tags, scopes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from courts.clients.paging import CURSOR_PARAM, LARGEST_PAGE, PAGE_SIZE, PAGE_SIZE_PARAM

CASES = "案件 Cases"
LIMITS = "审限 Trial limits"
DRAWS = "分案抽签 Draws"
ALERTS = "预警 Alerts"
INDICATORS = "指标 Indicators"
REVIEWS = "案件评查 Reviews"
REFERENCE = "基础数据 Reference data"

PROBLEM_MEDIA_TYPE = "application/problem+json"

PAGE_PARAMETERS = [
    OpenApiParameter(
        PAGE_SIZE_PARAM,
        OpenApiTypes.INT,
        description=f"每页条数，默认 {PAGE_SIZE}，至多 {LARGEST_PAGE}。"
        f" Rows a page: {PAGE_SIZE} unless told, {LARGEST_PAGE} at most.",
    ),
    OpenApiParameter(
        CURSOR_PARAM,
        OpenApiTypes.STR,
        description="翻页标记，取自上一页的 next。 Where to go on: taken from `next`.",
    ),
]
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="同一键与同一内容只办理一次，再次提交得到首次的答复。"
    " The same key and body answer the first answer again.",
)


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457: what went wrong, and what to do about it."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="字段 → 说明（400）。 Field -> messages.",
    )
    rule = serializers.CharField(required=False, help_text="规则代码（422）。 The rule that says no.")
    article = serializers.CharField(required=False, help_text="依据（422）。 Its legal source.")
    candidates = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="可选的规则（422）。 What may be chosen."
    )
    entry = serializers.CharField(
        required=False, help_text="审限试算中不合规则的一项（422）。 The entry of the ledger to blame."
    )
    hits = serializers.ListField(
        child=serializers.DictField(), required=False, help_text="须先答复的关联案件（409）。 Related cases."
    )
    next_step = serializers.CharField(required=False, help_text="合法的下一步（422）。 The lawful next step.")
    incident = serializers.CharField(required=False, help_text="事件编号。 Number of the kept attempt.")


def paged(name: str, row: type[serializers.BaseSerializer[Any]]) -> serializers.Serializer[Any]:
    """The shape of a list of ``row``."""
    fields: dict[str, serializers.Field[Any, Any, Any, Any]] = {
        "results": row(many=True),
        "next": serializers.URLField(allow_null=True),
    }
    return inline_serializer(name, fields)


class CourtSchema(AutoSchema):  # type: ignore[no-untyped-call]
    """Adds to every call the problems it may answer with, and the key of keyed writes."""

    def get_override_parameters(self) -> list[Any]:
        return [IDEMPOTENCY_KEY] if self.method == "POST" else []

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        found: dict[str, Any] = super()._get_response_bodies(direction)
        for code in self._problem_codes():
            if code not in found:
                found[code] = self._get_response_for_code(
                    ProblemSerializer, code, [PROBLEM_MEDIA_TYPE], direction
                )
        return found

    def _problem_codes(self) -> list[str]:
        codes = ["400", "406", "429"]
        if self.get_auth():
            codes += ["401", "403"]
        if "{" in self.path:
            codes.append("404")
        if self.method == "POST":
            codes += ["404", "409", "413", "415", "422"]
        return sorted(set(codes))
