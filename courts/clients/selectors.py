"""Whose eyes an API client has."""

from __future__ import annotations

from collections.abc import Iterable

from courts.actors.domain import Viewer
from courts.clients.domain import WRITING_RIGHTS
from courts.clients.models import ApiClient
from courts.places.selectors import court_ids_below


def viewer_of_client(client: ApiClient, scopes: Iterable[str]) -> Viewer:
    """A client sees its court and the courts below it; it writes there with ``cases:write``."""
    held = frozenset(scopes)
    if client.court_id is None:
        return Viewer(None, client_id=client.pk, scopes=held)
    courts = frozenset({client.court_id}) | court_ids_below(client.court_id)
    rights = WRITING_RIGHTS if "cases:write" in held else frozenset()
    return Viewer(
        person_id=None,
        read_courts=courts,
        court_rights=frozenset((court, right) for court in courts for right in rights),
        client_id=client.pk,
        scopes=held,
    )
