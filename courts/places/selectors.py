"""Reading courts: by code, upwards and downwards."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q

from courts.places.models import Court

_BELOW = """
    WITH RECURSIVE below(id) AS (
        SELECT id FROM courts_court WHERE parent_id = %s
        UNION
        SELECT lower.id FROM courts_court lower JOIN below ON lower.parent_id = below.id
    ) SELECT id FROM below
"""


def court_ids_below(court_id: int) -> frozenset[int]:
    """Every court under a court, at any depth, without the court itself."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [court_id])
        return frozenset(row[0] for row in cursor.fetchall())


def court_by_code(code: str) -> Court | None:
    """A court by its six-digit code or its number code, whichever the caller has."""
    return Court.objects.filter(Q(code=code) | Q(number_code=code)).first()
