"""Writing the search text anew. Day by day the database's own triggers keep it."""

from __future__ import annotations

from django.db import connection

from cases.docket.models import Case
from courts.trail.services import recorded

BATCH = 5000


def rebuild(*, only_missing: bool = False, batch: int = BATCH) -> int:
    """Write the text of every case (or of those without one) anew, a batch a transaction. Returns how many.

    Safe while people work: a text that is right already is left alone.
    """
    cases = Case.objects.order_by("pk").values_list("pk", flat=True)
    if only_missing:
        cases = cases.filter(search=None)
    done, last = 0, None
    while found := list((cases.filter(pk__gt=last) if last else cases)[:batch]):
        with recorded(), connection.cursor() as cursor:
            cursor.execute("SELECT court_search_write(%s::uuid[])", [[str(pk) for pk in found]])
        done, last = done + len(found), found[-1]
    return done


def missing() -> int:
    """How many cases have no search text; always none, unless somebody emptied the table."""
    return Case.objects.filter(search=None).count()
