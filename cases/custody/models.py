"""The stays in custody of a case."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class Custody(models.Model):
    """One stay of one accused. ``from_on`` and ``ended_on`` are days of legal effect.

    ``first_on`` is the first day of this accused's first stay in the case. A row entered
    by mistake stays, ``cancelled_at`` set, and does not count.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="custody")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    accused = models.CharField(_("被告人"), max_length=60, blank=True)
    from_on = models.DateField(_("羁押之日"))
    first_on = models.DateField(_("首次羁押日"))
    document = models.CharField(_("依据文书"), max_length=200, blank=True)
    ended_on = models.DateField(_("解除之日"), null=True)
    ending = models.CharField(_("解除情形"), max_length=20, blank=True)
    end_document = models.CharField(_("解除的依据"), max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=160)
    entered_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=160, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=160, blank=True)
    cancel_reason = models.CharField(_("撤销的理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("羁押")
        verbose_name_plural = _("羁押")
        indexes = [
            models.Index(fields=["case", "from_on"], name="custody_by_case"),
            models.Index(
                fields=["court", "first_on"],
                name="custody_running",
                condition=Q(ended_on=None, cancelled_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "accused"],
                condition=Q(ended_on=None, cancelled_at=None),
                name="custody_once_at_a_time",
            ),
            models.CheckConstraint(
                name="custody_ends_after_it_began",
                condition=Q(ended_on=None, ending="")
                | Q(ended_on__isnull=False, ended_on__gte=F("from_on")) & ~Q(ending=""),
            ),
            models.CheckConstraint(
                name="custody_first_day_is_first", condition=Q(first_on__lte=F("from_on"))
            ),
            models.CheckConstraint(
                name="custody_cancelled_with_reason",
                condition=Q(cancelled_at=None) | ~Q(cancel_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.accused} {self.from_on}"
