"""Giving tokens: the day decides whether a client may still have one."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from oauth2_provider.oauth2_validators import OAuth2Validator


class ClientValidator(OAuth2Validator):
    """Puts the business day on the request, by which a client knows whether it is disabled yet."""

    def _load_application(self, client_id: str, request: Any) -> Any:
        request.today = timezone.localdate()
        return super()._load_application(client_id, request)

    def validate_bearer_token(self, token: str, scopes: Any, request: Any) -> bool:
        request.today = timezone.localdate()
        return bool(super().validate_bearer_token(token, scopes, request))
