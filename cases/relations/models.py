"""Hints that cases belong together, and what their texts refer to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cases.docket.models import Case
from cases.relations.domain import Refers
from courts.places.models import Court


class RelationHint(models.Model):
    """``case`` may belong with the earlier ``other``; found after filing, shown before the draw."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="hints")
    other = models.ForeignKey(Case, models.CASCADE, related_name="hinted_by")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="relation_hint_once"),
            models.CheckConstraint(name="relation_hint_is_another", condition=~Q(case=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.other_id}"


class CaseReference(models.Model):
    """A contract, event or judgment that the facts of a case name, so that others naming it are found."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="references")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Refers])
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "value"], name="case_reference_once"),
        ]
        indexes = [models.Index(fields=["court", "value", "kind", "case"], name="reference_by_value")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
