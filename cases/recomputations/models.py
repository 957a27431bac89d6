"""Recomputations of many clocks, with their progress."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from courts.places.models import Court


class Recomputation(models.Model):
    """Clocks to compute anew: those that turn on ``year``, or those of ``court`` for its option ``code``.

    ``at_court`` and ``at_case`` are the last case done. ``kept`` are the first cases whose
    ledger breaks a rule when read anew (``{case, rule}``): their clocks stand as they were.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    year = models.PositiveSmallIntegerField(null=True)
    court = models.ForeignKey(Court, models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=160)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    kept_count = models.PositiveIntegerField(default=0)
    kept = models.JSONField(default=list)
    at_court = models.BigIntegerField(null=True)
    at_case = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("重新推算")
        verbose_name_plural = _("重新推算")
        constraints = [
            models.CheckConstraint(
                name="recomputation_of_a_year_or_a_court",
                condition=Q(year__isnull=False, court=None, code="")
                | Q(year=None, court__isnull=False) & ~Q(code=""),
            ),
            models.CheckConstraint(name="recomputation_moves_what_it_did", condition=Q(moved__lte=F("done"))),
        ]
        indexes = [
            models.Index(fields=["id"], name="recomputation_unfinished", condition=Q(finished_at=None))
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def reason(self) -> str:
        """The word on the trail."""
        return f"calendar {self.year}" if self.year else f"option {self.code}"

    @property
    def percent(self) -> int:
        """How far it is. Cases may come and go meanwhile, so only the end is a hundred."""
        if self.finished_at is not None:
            return 100
        return min(99, 100 * self.done // max(self.total, 1))
