"""Lists in pages by key: ``{"results": […], "next": URL or null}``, as deep as one likes at the same cost.

A cursor is the signed key of the last row, so it can neither be guessed nor
forged; a page starts after that key and never counts or skips rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError as NotReadable
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

PAGE_SIZE = 50
LARGEST_PAGE = 200
PAGE_SIZE_PARAM, CURSOR_PARAM = "page_size", "cursor"
T = TypeVar("T")


class KeysetPagination(BasePagination):
    """Pages over an ordering that ends in a unique field, e.g. ``("-raised_on", "-id")``.

    Rows may be model instances or the dicts of ``.values()``; the fields of the
    ordering must be columns without nulls and be among the values.
    """

    def __init__(self, *ordering: str) -> None:
        self.ordering = ordering or ("-id",)
        self.request: Request | None = None
        self.after: Any = None

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> list[Any]:
        """The rows of the page asked for. Raises ValidationError (400) for a bad cursor or page size."""
        size = page_size(request)
        cursor = self.cursor(request)
        if cursor is not None:
            queryset = queryset.filter(self._beyond(queryset.model, cursor))
        found = list(queryset.order_by(*self.ordering)[: size + 1])
        key = [self._value(found[size - 1], name) for name in self.ordering] if len(found) > size else None
        self.end_page(request, key)
        return found[:size]

    def paginate_table(
        self, rows: Sequence[T], request: Request, *, key: Callable[[T], str] = lambda row: str(row)
    ) -> list[T]:
        """The same over rows in memory, in their order; ``key`` names a row for good."""
        size = page_size(request)
        cursor, start = self.cursor(request), 0
        if cursor is not None:
            keys = [key(row) for row in rows]
            start = keys.index(cursor) + 1 if cursor in keys else len(rows)
        found = list(rows[start : start + size])
        self.end_page(request, key(found[-1]) if len(rows) > start + size else None)
        return found

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": self.next_link()})

    def answer(self, rows: Iterable[Any]) -> Response:
        """The page as a response; call after one of the ``paginate_…``."""
        return self.get_paginated_response(list(rows))

    def cursor(self, request: Request) -> Any:
        """The key the request goes on from, None at the beginning."""
        given = request.query_params.get(CURSOR_PARAM)
        if not given:
            return None
        try:
            return signing.loads(given, salt=self._salt)
        except signing.BadSignature:
            raise ValidationError({CURSOR_PARAM: _("翻页标记无效，请从第一页重新读取。")}) from None

    def end_page(self, request: Request, key: Any) -> None:
        """Note the key of the page's last row, None when it is the last page."""
        self.request, self.after = request, key

    def next_link(self) -> str | None:
        if self.request is None or self.after is None:
            return None
        cursor = signing.dumps(self.after, salt=self._salt, compress=True)
        return str(replace_query_param(self.request.build_absolute_uri(), CURSOR_PARAM, cursor))

    @property
    def _salt(self) -> str:
        return f"keyset:{','.join(self.ordering)}"

    def _beyond(self, model: Any, cursor: Any) -> Q:
        """Rows after the key: ``a < A or (a = A and (b < B or …))``, each level bounded for the index."""
        names = [name.removeprefix("-") for name in self.ordering]
        if not isinstance(cursor, list) or len(cursor) != len(names):
            raise ValidationError({CURSOR_PARAM: _("翻页标记无效，请从第一页重新读取。")})
        beyond = Q()
        for order, name, text in reversed(list(zip(self.ordering, names, cursor, strict=True))):
            value = _typed(model, name, text)
            step = "lt" if order.startswith("-") else "gt"
            strictly = Q(**{f"{name}__{step}": value})
            beyond = (
                Q(**{f"{name}__{step}e": value}) & (strictly | Q(**{name: value}) & beyond)
                if beyond
                else strictly
            )
        return beyond

    @staticmethod
    def _value(row: Any, name: str) -> str:
        name = name.removeprefix("-")
        return str(row[name] if isinstance(row, Mapping) else getattr(row, name))


def _typed(model: Any, name: str, text: str) -> Any:
    try:
        return model._meta.get_field(name).to_python(text)
    except NotReadable:
        raise ValidationError({CURSOR_PARAM: _("翻页标记无效，请从第一页重新读取。")}) from None


def page_size(request: Request) -> int:
    """How many rows a page has: 50 unless told, never more than 200."""
    given = request.query_params.get(PAGE_SIZE_PARAM)
    if not given:
        return PAGE_SIZE
    if not (given.isascii() and given.isdigit()) or not int(given[:9]) > 0:
        wrong = _("每页条数须为 1 至 %(most)d 的整数。") % {"most": LARGEST_PAGE}
        raise ValidationError({PAGE_SIZE_PARAM: wrong})
    return min(int(given[:9]), LARGEST_PAGE)
