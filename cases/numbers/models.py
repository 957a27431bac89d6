"""The counter of each number series."""

from __future__ import annotations

from django.db import models

from courts.places.models import Court


class NumberCounter(models.Model):
    """The last serial given in one series: court, year, special code, type code."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="number_counters")
    year = models.PositiveSmallIntegerField()
    special = models.CharField(max_length=2, blank=True)
    type_code = models.CharField(max_length=6)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "year", "special", "type_code"], name="number_counter_once_a_series"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.court_id} {self.special}{self.type_code} {self.last}"
