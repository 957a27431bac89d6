"""REST: causes of action and criminal charges."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.causes.domain import Cause, CauseTree
from cases.causes.selectors import cause_tree
from cases.numbers.selectors import case_types
from courts.clients.domain import SCOPES
from courts.clients.paging import KeysetPagination
from courts.clients.reading import DayField, read_query
from courts.clients.schema import PAGE_PARAMETERS, REFERENCE, paged
from courts.refusals.domain import InvalidInput


class CauseQuery(serializers.Serializer[Any]):
    q = serializers.CharField(
        required=False, max_length=60, help_text="名称或代码的一部分 Part of a name or code"
    )
    case_type = serializers.CharField(required=False, max_length=6, help_text="适用的类型代字 Type code")
    on = DayField(required=False, help_text="该日有效的案由，默认今天 In force on this day, else today")


class CauseSerializer(serializers.Serializer[Any]):
    """A cause that a case may bear, as named on the day asked for.

    ``path`` are the headings above it, from the top; ``number`` is printed in the list now in
    force; ``successors`` of a cause that has ended are the codes used since.
    """

    code = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()
    category = serializers.CharField()
    parent = serializers.CharField()
    number = serializers.CharField()
    successors = serializers.ListField(child=serializers.CharField())
    path = serializers.ListField(child=serializers.CharField())
    article = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    confidence = serializers.CharField()


class CauseListView(APIView):
    """Search the causes; without ``q`` all of them in the order of the lists."""

    scopes = {"GET": SCOPES}

    @extend_schema(
        operation_id="causes_list",
        tags=[REFERENCE],
        summary="案由 Causes",
        parameters=[CauseQuery, *PAGE_PARAMETERS],
        responses=paged("CausePage", CauseSerializer),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(request, CauseQuery)
        tree = cause_tree()
        lists = _lists(wanted.get("case_type", ""))
        day = tree.day(wanted.get("on") or request.today, lists)
        hits = tree.search(wanted.get("q", ""), lists, limit=len(tree), on=day)
        page = KeysetPagination("cause")
        return page.answer(
            _cause(cause, tree, day) for cause in page.paginate_table(hits, request, key=lambda row: row.code)
        )


def _lists(case_type: str) -> tuple[str, ...]:
    """The lists from which the causes of a case type come; empty for all."""
    if not case_type:
        return ()
    if case_type not in case_types():
        raise InvalidInput({"case_type": _("没有类型代字「%(code)s」。") % {"code": case_type}})
    return tuple(case_types().latest(case_type).cause_categories)


def _cause(cause: Cause, tree: CauseTree, day: date) -> dict[str, Any]:
    same = ("code", "zh", "en", "parent", "number", "article", "valid_from", "valid_to", "confidence")
    return {
        **{name: getattr(cause, name) for name in same},
        "category": cause.category.value,
        "successors": list(cause.successors),
        "path": list(tree.path_names(cause.code, on=day)),
    }
