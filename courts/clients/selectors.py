"""API clients: whose eyes they have, and which an administrator sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from courts.actors.domain import Right, Viewer
from courts.clients.domain import WRITING_RIGHTS
from courts.clients.models import ApiClient
from courts.places.selectors import court_ids_below
from courts.refusals.domain import NotVisible


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


def clients_of(court_id: int) -> list[ApiClient]:
    """The clients of a court, by name."""
    return list(ApiClient.objects.filter(court_id=court_id).select_related("court").order_by("name", "pk"))


def administered_client(viewer: Viewer, client_pk: int) -> ApiClient:
    """A client of a court the viewer administers. Raises NotVisible otherwise."""
    found: ApiClient | None = ApiClient.objects.select_related("court").filter(pk=client_pk).first()
    if found is None or found.court_id is None or not viewer.may(Right.ADMINISTER, found.court_id):
        raise NotVisible(f"client {client_pk}")
    return found


def told_scopes(value: object, data: Mapping[str, Any], language: str) -> str:
    """Scopes on the trail, in plain words."""
    known: dict[str, Any] = settings.SCOPES
    listed = value.split() if isinstance(value, str) else list(value) if isinstance(value, list) else [value]
    return _("、").join(str(known.get(str(scope), scope)) for scope in listed)
