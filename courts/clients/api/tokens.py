"""Giving tokens: the day decides whether a client may still have one."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils import timezone
from oauth2_provider.models import get_access_token_model
from oauth2_provider.oauth2_validators import OAuth2Validator


class ClientValidator(OAuth2Validator):
    """Puts the business day on the request, by which a client knows whether it is disabled yet."""

    def _load_application(self, client_id: str, request: Any) -> Any:
        request.today = timezone.localdate()
        return super()._load_application(client_id, request)

    def _load_access_token(self, token: str) -> Any:
        """The token with its client and the client's court, in one query: every request asks.

        A client's token belongs to no person, so nobody is looked up with it.
        """
        known = get_access_token_model().objects.select_related("application__court").order_by()
        found = known.filter(token_checksum=hashlib.sha256(token.encode()).hexdigest())
        return next(iter(found), None)

    def validate_bearer_token(self, token: str, scopes: Any, request: Any) -> bool:
        request.today = timezone.localdate()
        return bool(super().validate_bearer_token(token, scopes, request))
