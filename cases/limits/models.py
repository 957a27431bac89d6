"""The clock of each case, narrow and apart from the case row."""

from __future__ import annotations

import pghistory
from django.db import models

from cases.docket.models import Case
from courts.places.models import Court


@pghistory.track()
class CaseClock(models.Model):
    """Dates of a running trial limit; every lamp and alert follows from them and today.

    ``over_on`` is the first day on which the case is over its limit. ``watched``
    is true while the case is open and, when it was imported, confirmed as open.
    ``waiting_for`` names the event that starts the clock while it has not happened.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="clock")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    rule_code = models.CharField(max_length=40)
    rule_version = models.DateField()
    rule_before_earliest = models.BooleanField(default=False)
    base_on = models.DateField(null=True)
    waiting_for = models.CharField(max_length=14, blank=True)
    due_on = models.DateField(null=True)
    warn_on = models.DateField(null=True)
    near_on = models.DateField(null=True)
    ask_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    over_on = models.DateField(null=True)
    last_request_on = models.DateField(null=True)
    latest_lawful_on = models.DateField(null=True)
    calendar_confirmed = models.BooleanField(default=True)
    stopped_since = models.DateField(null=True)
    days_total = models.PositiveIntegerField(null=True)
    days_excluded = models.PositiveIntegerField(default=0)
    watched = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["court", column], name=f"clock_{column}", condition=models.Q(watched=True))
            for column in ("due_on", "warn_on", "near_on", "ask_on", "red_on", "over_on")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.due_on}"
