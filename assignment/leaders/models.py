"""Other leaders by date, proposals to leave the quota, and who was reminded when."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class LeaderTerm(models.Model):
    """A vice president, full-time committee member or other leader within the quota, by date."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="leader_terms")
    person = models.ForeignKey(Person, models.PROTECT, related_name="leader_terms", verbose_name=_("人员"))
    title = models.CharField(_("职务"), max_length=30)
    from_on = models.DateField(_("任职日"))
    to_on = models.DateField(_("免职日"), null=True, blank=True)

    class Meta:
        verbose_name = _("其他院领导任职")
        verbose_name_plural = _("其他院领导任职")
        constraints = [
            models.CheckConstraint(
                name="leader_term_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["court", "person"], condition=Q(to_on=None), name="leader_term_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.title}"


@pghistory.track()
class ExitProposal(models.Model):
    """A note to the political department that a leader did not reach the target of a year.

    It is a proposal: leaving the quota is decided and entered elsewhere. Figures are those of the day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="exit_proposals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="exit_proposals")
    year = models.PositiveSmallIntegerField(_("年度"))
    cases = models.PositiveIntegerField(_("办结"))
    rate_bp = models.PositiveIntegerField()
    target_bp = models.PositiveIntegerField()
    reason = models.CharField(_("理由"), max_length=300)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=160)
    proposed_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("处理结果"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "person", "year"], name="exit_proposal_once_a_year"),
            models.CheckConstraint(
                name="exit_proposal_answered_whole",
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year}"


class LeaderPrompt(models.Model):
    """That a leader was reminded in a month, once, with the figures of that night."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    rate_bp = models.PositiveIntegerField()
    target_bp = models.PositiveIntegerField()
    prompted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "person", "year", "month"], name="leader_prompt_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.year}-{self.month}"
