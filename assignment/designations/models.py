"""Designations: asked on a ground with its evidence, approved by somebody else."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from assignment.designations.domain import Approver, State
from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court, Division


@pghistory.track()
class Designation(models.Model):
    """A case that is to be given to a judge without a draw.

    ``approver`` is who has to approve; nobody where it follows by law from a related case that was
    taken (``follows``). ``asked_by_client`` is the API client that asked, empty for people.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="designations")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    judge = models.ForeignKey(Person, models.PROTECT, related_name="designated", verbose_name=_("法官"))
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    ground = models.CharField(_("事由"), max_length=4)
    reason = models.CharField(_("依据和理由"), max_length=1000)
    document = models.CharField(_("依据文号"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in State])
    approver = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Approver])
    follows = models.ForeignKey(Case, models.PROTECT, null=True, related_name="followed_by")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=160)
    asked_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_by_client = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=160, blank=True)
    ended_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("指定分案")
        verbose_name_plural = _("指定分案")
        indexes = [
            models.Index(fields=["court", "state", "-id"], name="designation_by_court"),
            models.Index(
                fields=["court", "ended_on"], name="designation_by_day", condition=Q(state="approved")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="asked"), name="designation_one_waiting"
            ),
            models.CheckConstraint(name="designation_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="designation_ended_whole",
                condition=Q(state="asked", ended_at=None, ended_on=None)
                | ~Q(state="asked") & Q(ended_at__isnull=False, ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="designation_decided_by_another",
                condition=Q(approver="law")
                | ~Q(state__in=["approved", "declined"])
                | Q(ended_by_person=None)
                | (Q(asked_by_person=None) | ~Q(ended_by_person=F("asked_by_person")))
                & ~Q(ended_by_person=F("judge")),
            ),
        ]

    @property
    def by_law(self) -> bool:
        """Whether it follows from the related case that was taken."""
        return self.approver == Approver.LAW.value

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still has to decide it."""
        return self.state == State.ASKED.value

    def __str__(self) -> str:
        return f"{self.case_id} {self.ground} {self.state}"
