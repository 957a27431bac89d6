"""The rosters of draws in narrow form: what a snapshot says, without reading its text again."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assignment.draws.models import Draw
from assignment.pools.models import Pool
from courts.places.models import Court


class DrawRoster(models.Model):
    """One draw of a handler: judges, weights and reasons stand side by side, in the order of the snapshot.

    ``status`` and ``winner`` follow the draw. ``changed``: who may be drawn had changed within the
    court's hours before. Can be made again from the snapshots.
    """

    draw = models.OneToOneField(Draw, models.CASCADE, primary_key=True, related_name="+")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", db_index=False)
    pool = models.ForeignKey(Pool, models.PROTECT, null=True, related_name="+", db_index=False)
    drawn_on = models.DateField()
    attempt = models.PositiveSmallIntegerField()
    total = models.PositiveIntegerField()
    judges = ArrayField(models.UUIDField())
    weights = ArrayField(models.PositiveIntegerField())
    reasons = ArrayField(models.CharField(max_length=24))
    status = models.CharField(max_length=12)
    winner_id = models.UUIDField(null=True)
    changed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["court", "drawn_on"], name="draw_roster_by_day")]

    def __str__(self) -> str:
        return str(self.draw_id)
