"""Every error of the REST interface as RFC 9457 ``application/problem+json``."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import structlog
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.refusals.selectors import explain

log = structlog.get_logger(__name__)
PROBLEM = "application/problem+json"
NON_FIELD_ERRORS_KEY = api_settings.NON_FIELD_ERRORS_KEY


def problem(
    *,
    kind: str,
    title: str,
    status_code: int,
    detail: str,
    instance: str,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Response:
    """A problem document as a DRF response."""
    body = {
        "type": f"urn:court:problem:{kind}",
        "title": title,
        "status": status_code,
        "detail": detail,
        "instance": instance,
        **more,
    }
    return Response(body, status=status_code, content_type=PROBLEM, headers=headers)


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: Refused 422, malformed 400, not visible 404, the rest by their own status."""
    request: Request = context["request"]
    if isinstance(error, Refused):
        return _refused(error, request)
    if isinstance(error, InvalidInput):
        return _invalid(error.errors, request)
    if isinstance(error, (NotVisible, Http404)):
        return _plain("not-found", _("没有找到"), 404, _("没有这一项，或您无权查看。"), request)
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    return _of_framework(error, context)


def _refused(error: Refused, request: Request) -> Response:
    said = explain(error, get_language() or "zh")
    code = status.HTTP_409_CONFLICT if "hits" in error.params else status.HTTP_422_UNPROCESSABLE_ENTITY
    number = request.note_refusal(error) if hasattr(request, "note_refusal") else ""
    return problem(
        kind=f"refused:{error.code.lower()}",
        title=said.title,
        status_code=code,
        detail=said.detail,
        instance=request.path,
        rule=said.code,
        article=said.article,
        next_step=said.next_step,
        incident=number,
        **{key: value for key, value in error.params.items() if key in ("candidates", "hits", "entry")},
    )


def _invalid(errors: dict[str, list[str]], request: Request) -> Response:
    return problem(
        kind="invalid",
        title=_("提交的内容有误"),
        status_code=400,
        detail=_("请按 errors 所列逐项更正后重新提交；未保存任何内容。"),
        instance=request.path,
        errors=errors,
    )


def _plain(
    kind: str, title: str, code: int, detail: str, request: Request, headers: dict[str, str] | None = None
) -> Response:
    return problem(
        kind=kind, title=title, status_code=code, detail=detail, instance=request.path, headers=headers
    )


_TITLES = {
    400: ("invalid", _lazy("提交的内容有误")),
    401: ("unauthorized", _lazy("需要登录凭证")),
    403: ("forbidden", _lazy("缺少权限范围")),
    405: ("method-not-allowed", _lazy("不支持的方法")),
    406: ("not-acceptable", _lazy("不支持的格式")),
    415: ("unsupported-media-type", _lazy("不支持的内容类型")),
    429: ("too-many-requests", _lazy("请求过于频繁")),
}


def _of_framework(error: Exception, context: dict[str, Any]) -> Response | None:
    request: Request = context["request"]
    answer = exception_handler(error, context)
    if answer is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        return _invalid(flatten(error.detail), request)
    kind, title = _TITLES.get(answer.status_code, ("error", _("请求未能完成")))
    detail = getattr(error, "detail", "")
    if isinstance(error, exceptions.ParseError):
        unreadable = _("请求体不是有效的 JSON（%(why)s）。") % {"why": str(detail)}
        return _invalid({"body": [unreadable]}, request)
    kept = {
        name: value for name, value in answer.headers.items() if name in ("Retry-After", "WWW-Authenticate")
    }
    return _plain(kind, str(title), answer.status_code, str(detail), request, headers=kept)


def flatten(detail: Any, prefix: str = "") -> dict[str, list[str]]:
    """Nested serializer errors as ``parties[0].name`` -> messages."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for key, value in detail.items():
            found |= flatten(value, _place(prefix, key))
        return found
    if isinstance(detail, list) and any(isinstance(entry, (dict, list)) for entry in detail):
        found = {}
        for number, entry in enumerate(detail):
            found |= flatten(entry, f"{prefix}[{number}]") if entry else {}
        return found
    messages = detail if isinstance(detail, list) else [detail]
    return {prefix or "body": [str(message) for message in messages]}


def _place(prefix: str, key: Any) -> str:
    """Where an error stands: ``parties``, 0 -> ``parties[0]``; of the whole object: the object itself."""
    if isinstance(key, int):
        return f"{prefix}[{key}]"
    if key == NON_FIELD_ERRORS_KEY:
        return prefix
    return f"{prefix}.{key}" if prefix else str(key)


def server_error(request: HttpRequest) -> JsonResponse:
    """A failure nobody foresaw: its number leads to the log line, nothing of it is shown."""
    number = uuid4().hex[:12]
    log.error("server_error", incident=number, path=request.path)
    return JsonResponse(
        {
            "type": "urn:court:problem:server-error",
            "title": _("系统故障"),
            "status": 500,
            "detail": _("系统未能完成请求，未保存任何内容；请稍后重试，并告知事件编号。"),
            "instance": request.path,
            "incident": number,
        },
        status=500,
        content_type=PROBLEM,
        json_dumps_params={"ensure_ascii": False},
    )
