"""Reading courts: by code, upwards and downwards."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from courts.actors.domain import Right, Viewer
from courts.places.models import Court, Division
from courts.refusals.domain import NotVisible

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


def named(court: Court) -> str:
    """A court's name in the language of whoever reads it; Chinese where it has no other."""
    english = (get_language() or "zh-hans").startswith("en")
    return court.name_en if english and court.name_en else court.name


def court_by_code(code: str) -> Court | None:
    """A court by its six-digit code or its number code, whichever the caller has."""
    return Court.objects.filter(Q(code=code) | Q(number_code=code)).first()


def chosen_court(court_ids: Iterable[int], code: str, home_id: int | None) -> tuple[Court, list[Court]]:
    """The court a page is about, and all it could be about, by code.

    ``code`` chooses among ``court_ids``; without one it is the viewer's own court, else the first.
    Raises NotVisible for a court outside them, and when there is none at all.
    """
    courts = list(Court.objects.filter(pk__in=list(court_ids)).order_by("code"))
    for court in courts:
        if court.code == code or (not code and court.pk == home_id):
            return court, courts
    if code or not courts:
        raise NotVisible(code)
    return courts[0], courts


def administered(viewer: Viewer) -> QuerySet[Court]:
    """The courts a viewer administers, by code."""
    return Court.objects.filter(pk__in=viewer.courts_with(Right.ADMINISTER)).order_by("code")


def get_administered(viewer: Viewer, code: str) -> Court:
    """One of them by its six-digit code. Raises NotVisible (404) otherwise."""
    found = administered(viewer).filter(code=code).select_related("parent").first()
    if found is None:
        raise NotVisible(code)
    return found


def divisions_of(court: Court) -> list[Division]:
    """The divisions of a court in institutional order; those closed stand where they stood."""
    return list(Division.objects.filter(court=court).order_by("order", "pk"))
