"""Reviews: the drawn case, the reviewers' parts, what the judge said, the final result."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court, Division
from reviews.plans.models import ReviewPlan, Sample
from reviews.procedure.domain import Part, Said, Status
from reviews.sheets.models import ScoreSheet


@pghistory.track()
class Review(models.Model):
    """The review of one drawn case. ``judge`` and ``division`` are those of its handling when it was drawn.

    ``total`` (tenths of a point) and ``grade`` are the final result; fixed once ``status`` is final.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="reviews", verbose_name=_("法院"))
    plan = models.ForeignKey(ReviewPlan, models.PROTECT, related_name="reviews", verbose_name=_("评查计划"))
    sample = models.OneToOneField(Sample, models.PROTECT, related_name="review")
    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews", verbose_name=_("案件"))
    judge = models.ForeignKey(Person, models.PROTECT, related_name="reviewed", verbose_name=_("承办法官"))
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    status = models.CharField(
        _("状态"), max_length=14, choices=[(s.value, s.value) for s in Status], default=Status.DRAWN.value
    )
    drawn_at = models.DateTimeField(_("抽中时间"))
    told_on = models.DateField(_("告知日"), null=True)
    objection_until = models.DateField(_("异议截止"), null=True)
    final_at = models.DateTimeField(_("定级时间"), null=True)
    final_by = models.CharField(_("定级人"), max_length=160, blank=True)
    final_note = models.CharField(_("定级说明"), max_length=1000, blank=True)
    total = models.PositiveSmallIntegerField(_("总分"), null=True)
    grade = models.CharField(_("等次"), max_length=14, blank=True)

    class Meta:
        verbose_name = _("评查")
        verbose_name_plural = _("评查")
        indexes = [
            models.Index(fields=["court", "-id"], name="review_by_court"),
            models.Index(fields=["judge", "status"], name="review_by_judge"),
        ]
        constraints = [
            models.CheckConstraint(
                name="review_final_whole",
                condition=Q(status="final", final_at__isnull=False, total__lte=1000) & ~Q(grade="")
                | ~Q(status="final") & Q(final_at=None, total=None, grade="", final_by="", final_note=""),
            ),
            models.CheckConstraint(
                name="review_told_has_its_days",
                condition=Q(
                    status__in=["told_to_judge", "objection", "re_review", "final"],
                    told_on__isnull=False,
                    objection_until__gte=F("told_on"),
                )
                | Q(
                    status__in=["drawn", "assigned", "in_review", "first_opinion"],
                    told_on=None,
                    objection_until=None,
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="review_final_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="final"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.status}"


@pghistory.track()
class Assignment(models.Model):
    """A reviewer's part of a review; ended when another takes it over. One runs at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="assignments")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Part])
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="review_assignments")
    sheet = models.OneToOneField(ScoreSheet, models.PROTECT, related_name="assignment")
    assigned_at = models.DateTimeField()
    assigned_by = models.CharField(max_length=160)
    due_on = models.DateField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    replace_reason = models.CharField(max_length=300, blank=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "part"], condition=Q(replaced_at=None), name="assignment_one_a_part"
            ),
            models.UniqueConstraint(
                fields=["review", "reviewer"],
                condition=Q(replaced_at=None),
                name="assignment_never_both_parts",
            ),
            models.CheckConstraint(
                name="assignment_done_is_kept", condition=Q(done_at=None) | Q(replaced_at=None)
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "done_at"], name="assignment_by_reviewer")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.part}"


@pghistory.track()
class Statement(models.Model):
    """What the judge said to the result. An objection or acceptance stands once."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="statements")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    said = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Said])
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(said__in=["objection", "acceptance"]),
                name="statement_answers_once",
            ),
            models.CheckConstraint(
                name="statement_says_something", condition=Q(said="acceptance") | ~Q(text="")
            ),
        ]
        triggers = [pgtrigger.Protect(name="statement_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.review_id} {self.said}"
