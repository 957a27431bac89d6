"""Reviews over REST: read only. Scores and findings come from the reviewer's own login, never from here."""

from __future__ import annotations

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
from courts.clients.reading import WordField, read_query
from courts.clients.schema import PAGE_PARAMETERS, REVIEWS, paged
from courts.places.selectors import court_by_code
from courts.refusals.domain import InvalidInput
from reviews.procedure import selectors
from reviews.procedure.domain import TOLD, Part, Status
from reviews.procedure.models import Review
from reviews.procedure.views.shown import entry_shown
from reviews.sheets.domain import points

SHOWN = ("court", "plan", "case", "judge")


class JudgeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class ReviewSerializer(serializers.Serializer[Any]):
    """A review as it stands. ``total`` (points) and ``grade`` are null until the result is final."""

    id = serializers.UUIDField()
    court = serializers.CharField(help_text="法院六位代码。 Six-digit code of the court.")
    plan = serializers.UUIDField()
    plan_label = serializers.CharField()
    kind = serializers.CharField()
    case = serializers.UUIDField()
    number = serializers.CharField(help_text="案号。 The case's number.")
    judge = JudgeSerializer()
    status = WordField([status.value for status in Status])
    drawn_at = serializers.DateTimeField()
    told_on = serializers.DateField(allow_null=True)
    objection_until = serializers.DateField(allow_null=True)
    final_at = serializers.DateTimeField(allow_null=True)
    total = serializers.CharField(allow_null=True)
    grade = serializers.CharField(allow_null=True)


class ItemSerializer(serializers.Serializer[Any]):
    """Points taken off for one item."""

    number = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    maximum = serializers.CharField()
    deduction = serializers.CharField()
    veto = serializers.BooleanField()
    place = serializers.CharField()
    rule = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)


class ReviewDetailSerializer(ReviewSerializer):
    """One review with the deductions the judge was told; the second opinion's once all is final."""

    items = ItemSerializer(many=True)


class ReviewQuery(serializers.Serializer[Any]):
    court = serializers.CharField(
        required=False, max_length=8, help_text="法院六位代码。 Six-digit code of the court."
    )
    status = WordField([status.value for status in Status], required=False)
    plan = serializers.UUIDField(required=False, help_text="评查计划 id。 The plan.")


def _answer(review: Review) -> dict[str, Any]:
    return {
        "id": review.pk,
        "court": review.court.code,
        "plan": review.plan_id,
        "plan_label": review.plan.label,
        "kind": review.plan.kind,
        "case": review.case_id,
        "number": review.case.number,
        "judge": {"id": review.judge_id, "name": review.judge.name},
        "status": review.status,
        "drawn_at": localtime(review.drawn_at),
        "told_on": review.told_on,
        "objection_until": review.objection_until,
        "final_at": localtime(review.final_at) if review.final_at else None,
        "total": points(review.total) if review.total is not None else None,
        "grade": review.grade or None,
    }


def _items(review: Review) -> list[dict[str, Any]]:
    if Status(review.status) not in TOLD:
        return []
    given = selectors.opinions(review)
    if review.status != Status.FINAL.value:
        given = [opinion for opinion in given if opinion.assignment.part == Part.FIRST.value]
    last = given[-1]
    return [entry_shown(last.assignment.sheet.sheet, entry) for entry in last.entries]


class ReviewList(APIView):
    scopes = {"GET": "reviews:read"}

    @extend_schema(
        operation_id="reviews_list",
        tags=[REVIEWS],
        summary="评查列表，最新的在前 List of reviews, the newest first",
        parameters=[ReviewQuery, *PAGE_PARAMETERS],
        responses=paged("ReviewPage", ReviewSerializer),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(request, ReviewQuery)
        if "court" in wanted:
            court = court_by_code(wanted["court"])
            if court is None:
                raise InvalidInput({"court": _("没有代码为 %(code)s 的法院。") % {"code": wanted["court"]}})
            wanted["court"] = court.code
        found = selectors.narrowed(selectors.visible(request.viewer), wanted).select_related(*SHOWN)
        page = KeysetPagination("-id")
        return page.answer(_answer(review) for review in page.paginate_queryset(found, request))


class ReviewDetail(APIView):
    scopes = {"GET": "reviews:read"}

    @extend_schema(
        operation_id="reviews_retrieve",
        tags=[REVIEWS],
        summary="评查详情 Read a review",
        responses=ReviewDetailSerializer,
    )
    def get(self, request: Request, review_id: UUID) -> Response:
        read_query(request, paged=False)
        review = selectors.get_visible(request.viewer, review_id)
        return Response({**_answer(review), "items": _items(review)})
