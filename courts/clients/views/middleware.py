"""Middleware of the REST interface: who calls, and keyed requests answered once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from oauth2_provider.oauth2_backends import get_oauthlib_core

from courts.actors.domain import Actor
from courts.clients.models import ApiClient, IdempotencyKey
from courts.clients.selectors import viewer_of_client
from courts.clients.services import KeyState, begin_keyed, fingerprint, finish_keyed, note_use

Answer = Callable[[HttpRequest], HttpResponse]
PREFIX = "/api/v1/"
PROBLEM = "application/problem+json"
KEY_PROBLEM = "idempotency-key"
LONGEST_KEY = 200
NOT_OURS = 500
"""What an answer that is no JSON counts as: nothing to answer again."""
LOST_AFTER = timedelta(minutes=10)
"""No request runs longer; a key still taken then belongs to a process that died."""


class ClientMiddleware:
    """Checks a bearer token and puts client, viewer and actor on the request."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(PREFIX):
            if _too_large(request):
                return _problem(request, "too-large", 413, _("内容过大"), _("请求体过大，请分次提交。"))
            _read_whole(request)
            self._identify(request)
        return self.answer(request)

    def _identify(self, request: HttpRequest) -> None:
        if not request.headers.get("Authorization", "").lower().startswith("bearer "):
            return
        valid, found = get_oauthlib_core().verify_request(request, scopes=[])
        if not valid or not isinstance(found.client, ApiClient) or not found.client.is_usable(request):
            return
        client = found.client
        note_use(client, request.today)
        request.api_client = client
        held = set(found.access_token.scope.split()) & set(client.allowed_scopes.split())
        request.viewer = SimpleLazyObject(lambda: viewer_of_client(client, held))
        request.court = client.court
        request.actor = Actor(
            at=timezone.now(),
            label=client.name,
            client=client.client_id,
            address=request.META.get("REMOTE_ADDR", ""),
            viewer=request.viewer,
        )


class IdempotencyMiddleware:
    """``Idempotency-Key`` on POST: the first answer again, 422 for another body, 409 while running."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        client = getattr(request, "api_client", None)
        if request.method != "POST" or not key or client is None:
            return self.answer(request)
        if len(key) > LONGEST_KEY:
            wrong = _("Idempotency-Key 不得超过 %(n)d 个字符。") % {"n": LONGEST_KEY}
            return _problem(request, KEY_PROBLEM, 400, _("提交的内容有误"), wrong)
        asked = fingerprint(str(request.method), request.get_full_path(), request.body)
        state, kept = begin_keyed(client, key, asked, at=timezone.now())
        if state is KeyState.OTHER_BODY:
            taken = _("同一 Idempotency-Key 已用于另一请求；请换用新的键。")
            return _problem(request, KEY_PROBLEM, 422, _("重复提交"), taken)
        if state is KeyState.RUNNING:
            return _problem(request, KEY_PROBLEM, 409, _("重复提交"), _running(kept, timezone.now()))
        if state is KeyState.ANSWERED:
            return _again(kept)
        return self._first(request, kept)

    def _first(self, request: HttpRequest, kept: IdempotencyKey) -> HttpResponse:
        response = self.answer(request)
        spoken = "json" in response.get("Content-Type", "")
        finish_keyed(
            kept,
            status=response.status_code if spoken else NOT_OURS,
            body=response.content.decode() if spoken else None,
            location=response.get("Location", ""),
        )
        return response


def _read_whole(request: HttpRequest) -> bytes:
    """The bytes of a request with files, before anything parses them: a key's fingerprint is of the bytes."""
    return request.body if request.content_type == "multipart/form-data" else b""


def _too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _running(kept: IdempotencyKey, now: datetime) -> str:
    if now - kept.started_at < LOST_AFTER:
        return _("同一请求正在处理，请稍后重试。")
    return _(
        "同一请求曾被中断，是否办成无法确定：请先查询是否已有结果（如按外部编号），"
        "确认没有后换用新的 Idempotency-Key 重新提交。"
    )


def _again(kept: IdempotencyKey) -> HttpResponse:
    failed = (kept.status or 200) >= 400
    response = HttpResponse(
        kept.body, status=kept.status, content_type=PROBLEM if failed else "application/json"
    )
    response["Idempotent-Replayed"] = "true"
    if kept.location:
        response["Location"] = kept.location
    return response


def _problem(request: HttpRequest, kind: str, status: int, title: str, detail: str) -> JsonResponse:
    body = {
        "type": f"urn:court:problem:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
    }
    return JsonResponse(body, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False})


def language_of_client(answer: Answer) -> Answer:
    """REST answers in the language of Accept-Language alone, whatever cookie a browser sends along."""

    def speak(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):
            request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        return answer(request)

    return speak
