"""The edge of the REST interface, and the pages on which its clients are administered."""

from __future__ import annotations

from courts.clients.views.middleware import ClientMiddleware, IdempotencyMiddleware, language_of_client
from courts.clients.views.office import client_list, client_page, new_client

__all__ = [
    "ClientMiddleware",
    "IdempotencyMiddleware",
    "client_list",
    "client_page",
    "language_of_client",
    "new_client",
]
