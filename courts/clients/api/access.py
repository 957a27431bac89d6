"""How the REST interface knows its caller, what the caller may ask, and how often."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from oauth2_provider.scopes import SettingsScopes
from rest_framework import exceptions, permissions, throttling
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from courts.clients.domain import SCOPES, permits

if TYPE_CHECKING:
    from rest_framework.views import APIView


class ClientPrincipal:
    """``request.user`` of an API client: not a person, so it holds no posts."""

    is_authenticated = True
    is_active = True

    def __init__(self, client: Any) -> None:
        self.client = client
        self.pk = f"client-{client.pk}"

    def __str__(self) -> str:
        return str(self.client.name)


class ClientAuthentication(BaseAuthentication):
    """OAuth 2.0 bearer token, checked by the client middleware before the view runs."""

    def authenticate(self, request: Request) -> tuple[ClientPrincipal, Any] | None:
        if not request.headers.get("Authorization", "").lower().startswith("bearer "):
            return None
        client = getattr(request, "api_client", None)
        if client is None:
            raise exceptions.AuthenticationFailed(_("令牌无效或已过期，请重新申请。"))
        return ClientPrincipal(client), request.headers["Authorization"]

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class ClientScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The client-credentials flow and, for each call, the scopes of which one is needed."""

    target_class = ClientAuthentication
    name = "oauth2"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        flow = {"tokenUrl": "/api/oauth/token/", "scopes": {scope: scope for scope in SCOPES}}
        return {"type": "oauth2", "flows": {"clientCredentials": flow}}

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        needed = needed_scopes(auto_schema.view, auto_schema.method)
        if set(needed) == set(SCOPES):
            return [{self.name: []}]
        return [{self.name: [scope]} for scope in needed]


class ClientScopes(SettingsScopes):
    """The scopes a client may ask a token for: those it was made with; all of them when it asks for none."""

    def get_available_scopes(self, application: Any = None, *args: Any, **kwargs: Any) -> list[str]:
        return list(application.allowed_scopes.split()) if application is not None else list(SCOPES)

    def get_default_scopes(self, application: Any = None, *args: Any, **kwargs: Any) -> list[str]:
        return self.get_available_scopes(application)


def needed_scopes(view: Any, method: str) -> Collection[str]:
    """The scopes of which a call needs one."""
    named = getattr(view, "scopes", {}).get("GET" if method in permissions.SAFE_METHODS else method, ())
    return (named,) if isinstance(named, str) else named


class ScopePermission(permissions.BasePermission):
    """A client needs a scope its view names for the method; people need only be signed in.

    A view says ``scopes = {"GET": "cases:read", "POST": "cases:write"}``, or names
    several of which one suffices; ``cases:write`` also reads. What a person may do
    is decided by their posts, in the services.
    """

    message = _("令牌缺少本操作所需的权限范围。")

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        if not isinstance(request.user, ClientPrincipal) or request.method not in view.allowed_methods:
            return True
        return permits(request.viewer.scopes, needed_scopes(view, str(request.method)))


class CallerThrottle(throttling.SimpleRateThrottle):
    """Requests a minute of one client or person (rate ``client``), or of one address (rate ``public``).

    One counter a caller and window, in the cache; past the rate 429 with Retry-After.
    With the cache away nobody is counted.
    """

    scope = "client"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        caller = getattr(request.user, "pk", None)
        self.scope = "client" if caller else "public"
        return self.cache_format % {"scope": self.scope, "ident": caller or self.get_ident(request)}

    def allow_request(self, request: Request, view: APIView) -> bool:
        caller = self.get_cache_key(request, view)
        self.num_requests, self.duration = self.parse_rate(self.get_rate())
        if self.num_requests is None or self.duration is None:
            return True
        self.ends_at = (time.time() // self.duration + 1) * self.duration
        return bool(self.cache.count(f"{caller}:{self.ends_at:.0f}", 2 * self.duration) <= self.num_requests)

    def wait(self) -> float:
        return max(1.0, self.ends_at - time.time())
