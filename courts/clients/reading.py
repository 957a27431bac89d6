"""Reading requests strictly: what is unknown or malformed is named, nothing is guessed or dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.utils import json

from courts.clients.paging import CURSOR_PARAM, PAGE_SIZE_PARAM
from courts.refusals.domain import InvalidInput

EARLIEST = date(1949, 10, 1)
ALWAYS_KNOWN = frozenset({"format"})


class CleanJSONParser(JSONParser):
    """JSON whose texts can be stored and said again: no NUL, no half of a surrogate pair."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        raw: bytes = stream.read()
        try:
            data = json.loads(raw.decode())
        except (ValueError, RecursionError) as error:
            raise ParseError(str(error)) from error
        if b"\\u" in raw and (bad := sorted(set(_unspeakable(data, "")))):
            raise ValidationError({place: [_("含有不允许的字符。")] for place in bad})
        return data


def _unspeakable(data: Any, place: str) -> Iterator[str]:
    """The places of texts that no database and no answer can hold; a key counts for its object."""
    if isinstance(data, str):
        if "\0" in data or any("\ud800" <= character <= "\udfff" for character in data):
            yield place or "body"
    elif isinstance(data, dict):
        for name, value in data.items():
            spoiled = any(_unspeakable(name, "x"))
            yield from [place or "body"] if spoiled else _unspeakable(value, f"{place}.{name}".lstrip("."))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _unspeakable(value, f"{place}[{number}]")


class StrictSerializer(serializers.Serializer[Any]):
    """A JSON object in which every key is known; the unknown are named, not ignored."""

    def to_internal_value(self, data: Any) -> Any:
        errors = {}
        if isinstance(data, Mapping):
            known = {name for name, field in self.fields.items() if not field.read_only}
            errors = {str(name): [_("未知的字段。")] for name in data if name not in known}
        try:
            read = super().to_internal_value(data)
        except ValidationError as error:
            if not isinstance(error.detail, dict):
                raise
            raise ValidationError({**error.detail, **errors}) from None
        if errors:
            raise ValidationError(errors)
        return read


class WordField(serializers.ChoiceField):
    """One word of a closed list; the message lists them all."""

    def __init__(self, words: Iterable[str], **options: Any) -> None:
        listed = list(words)
        super().__init__(choices=[(word, word) for word in listed], **options)
        allowed = "、".join(listed)
        self.error_messages["invalid_choice"] = gettext_lazy("须为下列之一：{allowed}。")
        self.allowed = allowed

    def fail(self, key: str, **values: Any) -> Any:
        super().fail(key, allowed=self.allowed, **values)


class DayField(serializers.DateField):
    """A day as ``YYYY-MM-DD`` and nothing else."""

    default_error_messages = {
        "invalid": gettext_lazy("须为 YYYY-MM-DD 形式的有效日期。"),
        "datetime": gettext_lazy("须为 YYYY-MM-DD 形式的有效日期。"),
    }

    def to_internal_value(self, value: Any) -> date:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            self.fail("invalid", format="YYYY-MM-DD")
        found: date = super().to_internal_value(value)
        if found < EARLIEST:
            self.fail("invalid", format="YYYY-MM-DD")
        return found


class AmountField(serializers.CharField):
    """Money in yuan: a decimal string such as ``"1268400.00"``; a JSON number is read too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **options)


def read_body(request: Request, form: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """The request's JSON object as ``form`` describes it. Raises ValidationError: field -> messages."""
    read = form(data=request.data)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


@contextmanager
def fields_named(**names: str) -> Iterator[None]:
    """Name the fields of wrong input as the caller wrote them: service's name -> name in the request."""
    try:
        yield
    except InvalidInput as wrong:
        raise InvalidInput({names.get(name, name): said for name, said in wrong.errors.items()}) from None


def read_query(
    request: Request, form: type[serializers.Serializer[Any]] | None = None, *, paged: bool = True
) -> dict[str, Any]:
    """The filters of a list. A blank one is none; an unknown or repeated one is an error."""
    fields = form() if form is not None else serializers.Serializer[Any]()
    known = set(fields.fields) | ALWAYS_KNOWN | ({PAGE_SIZE_PARAM, CURSOR_PARAM} if paged else set())
    errors: dict[str, list[str]] = {}
    given: dict[str, str] = {}
    for name, values in request.query_params.lists():
        if name not in known:
            errors[name] = [_("没有这个查询条件；可用：%(known)s。") % {"known": "、".join(sorted(known))}]
        elif len(values) > 1:
            errors[name] = [_("同一查询条件只能给出一次。")]
        elif values[0].strip() and name in fields.fields:
            given[name] = values[0]
    read = type(fields)(data=given)
    if not read.is_valid():
        errors |= {key: list(messages) for key, messages in read.errors.items()}
    if errors:
        raise ValidationError(errors)
    return dict(read.validated_data)
