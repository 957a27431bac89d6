"""The text by which a case is found, apart from its wide row.

Triggers of the database write it (migration 0004_search), whoever writes the
case: no case is without it, and it never differs from the case.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Lookup

from cases.docket.models import Case
from courts.places.models import Court


class GramsField(models.Field):
    """A ``tsvector`` of grams, each marked with the field it is from."""

    def db_type(self, connection: Any) -> str:
        return "tsvector"


@GramsField.register_lookup
class Holds(Lookup):
    """``grams__holds=expression``: the grams satisfy an expression of ``cases.search.domain``."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, self.rhs]


class SearchText(models.Model):
    """Names, cause and title of a case in plain form, and the grams of these and of the facts.

    ``parties`` has a name a line. Facts are not held twice: ``CaseText`` has them.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="search")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", db_index=False)
    parties = models.TextField(default="")
    cause = models.TextField(default="")
    title = models.TextField(default="")
    grams = GramsField()

    class Meta:
        indexes = [
            models.Index(fields=["court", "-case"], name="search_by_court"),
            GinIndex(fields=["grams"], name="search_by_grams", gin_pending_list_limit=1024),
        ]

    def __str__(self) -> str:
        return str(self.case_id)
