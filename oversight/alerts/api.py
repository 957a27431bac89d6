"""Alerts over REST: the list with its filters, and acknowledging one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courts.clients.paging import KeysetPagination
from courts.clients.reading import StrictSerializer, WordField, read_body, read_query
from courts.clients.schema import ALERTS, PAGE_PARAMETERS, paged
from courts.places.selectors import court_by_code
from courts.refusals.domain import InvalidInput
from oversight.alerts import selectors
from oversight.alerts.domain import NOTE_LENGTH
from oversight.alerts.models import Alert
from oversight.alerts.services.acknowledging import acknowledge


class HandlerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class AlertSerializer(serializers.Serializer[Any]):
    """One alert as it stands. ``raised_on`` is the day the line was crossed, not the day of the run."""

    id = serializers.UUIDField()
    court = serializers.CharField(help_text="法院六位代码。 Six-digit code of the court.")
    court_number_code = serializers.CharField()
    case = serializers.UUIDField(help_text="案件 id。 The case.")
    number = serializers.CharField(help_text="案号。 The case's number.")
    cause = serializers.CharField()
    handler = HandlerSerializer(allow_null=True)
    kind = serializers.ChoiceField(choices=Alert.Kind.values)
    level = serializers.ChoiceField(choices=Alert.Level.values)
    status = serializers.ChoiceField(choices=Alert.Status.values)
    due_on = serializers.DateField(
        help_text="届满日；长期未结、久押不决为满月之日，隐性超审限为停表之日。 "
        "End of the limit; the last day before a list of calendar time; the first day of a stop."
    )
    months = serializers.IntegerField(
        allow_null=True,
        help_text="长期未结、久押不决：超过几个月。 Long pending, prolonged custody: past how many months.",
    )
    raised_on = serializers.DateField()
    raised_at = serializers.DateTimeField()
    acknowledged_by = serializers.CharField(allow_null=True)
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True, help_text="原因代码。 Code of the reason given.")
    planned_on = serializers.DateField(allow_null=True, help_text="计划结案日。 To be closed by.")
    escalated = serializers.IntegerField(
        help_text="升级至第几级，0 为未升级。 How many posts up it lies; 0: with the handler."
    )
    closed_at = serializers.DateTimeField(allow_null=True)


ANSWERED = tuple(AlertSerializer().fields)


class AlertQuery(serializers.Serializer[Any]):
    court = serializers.CharField(
        required=False, max_length=8, help_text="法院六位代码。 Six-digit code of the court."
    )
    kind = WordField(Alert.Kind.values, required=False)
    level = WordField(Alert.Level.values, required=False)
    status = WordField(Alert.Status.values, required=False)
    case = serializers.UUIDField(required=False, help_text="案件 id。 The case.")
    division = serializers.IntegerField(required=False, min_value=1, help_text="部门 id。 The division.")
    handler = serializers.UUIDField(required=False, help_text="承办人 id。 The handler.")
    raised_from = serializers.DateField(required=False, help_text="触发日起。 First day of raising.")
    raised_to = serializers.DateField(required=False, help_text="触发日止。 Last day of raising.")
    escalated = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="是否已升级。 Laid before a higher post."
    )
    plan_before = serializers.DateField(
        required=False,
        help_text="已签收且计划结案日早于此日。 Acknowledged with a plan before this day.",
    )


class AcknowledgementSerializer(StrictSerializer):
    note = serializers.CharField(
        max_length=NOTE_LENGTH, help_text="处理说明，必填。 What is being done about it."
    )
    reason = serializers.CharField(
        required=False,
        max_length=30,
        help_text="原因代码；超审限的必填。 Code of a reason; required when over the limit.",
    )
    planned_on = serializers.DateField(
        required=False,
        help_text="计划结案日；超审限的必填。 To be closed by; required when over the limit.",
    )


def _answer(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as ``AlertSerializer`` describes it; the rows of a list are many, so it is built by hand."""
    handler = {"id": row["handler_id"], "name": row["handler_name"]} if row["handler_id"] else None
    instants = {
        name: localtime(row[name]) if row[name] else None
        for name in ("raised_at", "acknowledged_at", "closed_at")
    }
    named = {**row, **instants, "handler": handler, "acknowledged_by": row["acknowledged_label"] or None}
    return {name: named[name] for name in ANSWERED}


def _filters(wanted: dict[str, Any]) -> dict[str, Any]:
    if "court" in wanted:
        court = court_by_code(wanted["court"])
        if court is None:
            raise InvalidInput({"court": _("没有代码为 %(code)s 的法院。") % {"code": wanted["court"]}})
        wanted["court"] = court.code
    return wanted


class AlertList(APIView):
    scopes = {"GET": "cases:read"}

    @extend_schema(
        operation_id="alerts_list",
        tags=[ALERTS],
        summary="预警列表，最新的在前 List of alerts, the newest first",
        parameters=[AlertQuery, *PAGE_PARAMETERS],
        responses=paged("AlertPage", AlertSerializer),
    )
    def get(self, request: Request) -> Response:
        wanted = _filters(read_query(request, AlertQuery))
        found = selectors.narrowed(selectors.visible(request.viewer), wanted)
        pages = KeysetPagination("-id")
        page = pages.paginate_queryset(selectors.columns(found), request)
        return pages.answer(_answer(selectors.shaped(row)) for row in page)


class AlertAcknowledgement(APIView):
    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="alerts_acknowledge",
        tags=[ALERTS],
        summary="签收预警 Acknowledge an alert",
        request=AcknowledgementSerializer,
        responses=AlertSerializer,
    )
    def post(self, request: Request, alert_id: UUID) -> Response:
        read_query(request, paged=False)
        alert = selectors.get_visible(request.viewer, alert_id)
        acknowledge(alert_id=alert.pk, actor=request.actor, **read_body(request, AcknowledgementSerializer))
        return Response(_answer(selectors.rows(selectors.visible(request.viewer).filter(pk=alert.pk))[0]))
