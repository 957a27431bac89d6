"""Review plans and what they sampled."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from assignment.draws.models import Draw
from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class ReviewPlan(models.Model):
    """A plan to review closed cases of a period. ``locked_by`` locked the latest round of its sample."""

    class Strata(models.TextChoices):
        JUDGE = "judge", _("每名法官")
        JUDGE_CATEGORY = "judge_category", _("每名法官的每类案件")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="review_plans", verbose_name=_("法院"))
    year = models.PositiveSmallIntegerField(_("年度"))
    serial = models.PositiveIntegerField(_("编号"))
    kind = models.CharField(_("种类"), max_length=6)
    period_from = models.DateField(_("结案起"))
    period_to = models.DateField(_("结案止"))
    per_judge = models.PositiveSmallIntegerField(_("每层件数"), default=1)
    strata = models.CharField(_("分层"), max_length=16, choices=Strata.choices, default=Strata.JUDGE)
    due_on = models.DateField(_("完成日"))
    reason = models.CharField(_("事由"), max_length=300)
    made_at = models.DateTimeField(_("制定时间"))
    made_by = models.CharField(_("制定人"), max_length=160)
    locked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("评查计划")
        verbose_name_plural = _("评查计划")
        constraints = [
            models.UniqueConstraint(fields=["court", "year", "serial"], name="review_plan_once_a_number"),
            models.CheckConstraint(
                name="review_plan_period", condition=Q(period_to__gte=F("period_from"), per_judge__gte=1)
            ),
        ]
        indexes = [models.Index(fields=["court", "-id"], name="review_plan_by_court")]

    def __str__(self) -> str:
        return f"{self.year}-{self.serial}"

    @property
    def label(self) -> str:
        """The plan's name on paper and in the snapshots of its draws."""
        return f"{self.kind}-{self.year}-{self.serial}"


@pghistory.track()
class Sample(models.Model):
    """One case to be sampled of a stratum, its draw, and the case once it is drawn."""

    plan = models.ForeignKey(ReviewPlan, models.PROTECT, related_name="samples")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    judge = models.ForeignKey(Person, models.PROTECT, related_name="review_samples")
    category = models.CharField(max_length=24, blank=True)
    round = models.PositiveSmallIntegerField()
    draw = models.OneToOneField(Draw, models.PROTECT, related_name="sample")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="review_samples")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "judge", "category", "round"], name="sample_once_a_stratum_and_round"
            ),
            models.UniqueConstraint(fields=["plan", "case"], name="sample_case_once_a_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.judge_id} {self.round}"
