"""REST: the timeline of a case, and entering what happened."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.docket.selectors import get_visible
from cases.nodes.domain import Node
from cases.nodes.models import NodeEvent
from cases.nodes.selectors import nodes, timeline
from cases.nodes.services import record_node
from courts.clients.paging import KeysetPagination
from courts.clients.reading import DayField, StrictSerializer, WordField, read_body, read_query
from courts.clients.schema import CASES, PAGE_PARAMETERS, paged

NODES = [node.value for node in Node]


class NewEventSerializer(StrictSerializer):
    """What happened, and on which day of legal effect."""

    node = WordField(NODES)
    occurred_on = DayField()
    detail = serializers.CharField(max_length=500)


class EventSerializer(serializers.Serializer[Any]):
    """An event of a case; ``entered_at`` is the moment of entry, not of the event."""

    id = serializers.UUIDField()
    node = WordField(NODES)
    name = serializers.CharField()
    occurred_on = serializers.DateField()
    detail = serializers.CharField()
    entered_at = serializers.DateTimeField()
    entered_by = serializers.CharField()


class CaseEventsView(APIView):
    """The nodes a case has passed."""

    scopes = {"GET": "cases:read", "POST": "cases:write"}

    @extend_schema(
        operation_id="cases_events_list",
        tags=[CASES],
        summary="节点时间线 Timeline of a case",
        parameters=PAGE_PARAMETERS,
        responses=paged("EventPage", EventSerializer),
    )
    def get(self, request: Request, case_id: Any) -> Response:
        read_query(request)
        events = timeline(get_visible(request.viewer, case_id))
        page = KeysetPagination("event")
        return page.answer(
            _event(event) for event in page.paginate_table(events, request, key=lambda row: str(row.pk))
        )

    @extend_schema(
        operation_id="cases_events_create",
        tags=[CASES],
        summary="录入节点 Enter an event",
        request=NewEventSerializer,
        responses={201: EventSerializer},
    )
    def post(self, request: Request, case_id: Any) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, case_id)
        body = read_body(request, NewEventSerializer)
        event = record_node(case_id=case_id, **body, actor=request.actor)
        return Response(_event(event), status=status.HTTP_201_CREATED)


def _event(event: NodeEvent) -> dict[str, Any]:
    return {
        "id": event.pk,
        "node": event.node,
        "name": nodes().latest(event.node).name(get_language() or "zh-hans"),
        "occurred_on": event.occurred_on,
        "detail": event.detail,
        "entered_at": localtime(event.entered_at).isoformat(),
        "entered_by": event.entered_by,
    }
