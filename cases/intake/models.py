"""Filings not handed in yet."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court


class FilingDraft(models.Model):
    """What a clerk has typed so far, saved as it was typed; becomes one case at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="filing_drafts")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="filing_drafts")
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="draft")

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-saved_at"], name="draft_by_owner", condition=models.Q(case=None))
        ]

    def __str__(self) -> str:
        return str(self.pk)
