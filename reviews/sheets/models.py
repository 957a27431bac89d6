"""Score sheets: a draft while it is being filled in, fixed with its deductions once submitted."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from courts.places.models import Court


@pghistory.track(exclude=["draft", "saved_at"])
class ScoreSheet(models.Model):
    """One reviewer's sheet. ``total`` is in tenths of a point, ``lines`` are the grade lines used."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    sheet = models.CharField(_("评分表"), max_length=20)
    rules = models.CharField(max_length=60)
    draft = models.JSONField(default=dict)
    comment = models.TextField(_("评查意见"), blank=True)
    saved_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    total = models.PositiveSmallIntegerField(_("总分"), null=True)
    grade = models.CharField(_("等次"), max_length=14, blank=True)
    veto = models.BooleanField(_("一票否决"), default=False)
    lines = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("评分表")
        verbose_name_plural = _("评分表")
        constraints = [
            models.CheckConstraint(
                name="sheet_submitted_whole",
                condition=Q(submitted_at=None, total=None, grade="", veto=False)
                | Q(submitted_at__isnull=False, total__lte=1000) & ~Q(grade=""),
            ),
            models.CheckConstraint(
                name="sheet_veto_is_unqualified", condition=Q(veto=False) | Q(grade="unqualified")
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sheet_submitted_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__submitted_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.grade}"


@pghistory.track()
class Deduction(models.Model):
    """Points taken off for one item of a submitted sheet, with its place in the file and its ground."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="deductions")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    item = models.CharField(max_length=8)
    amount = models.PositiveSmallIntegerField()
    veto = models.BooleanField(default=False)
    place = models.CharField(max_length=200)
    rule = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("扣分")
        verbose_name_plural = _("扣分")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="deduction_once_an_item"),
            models.CheckConstraint(name="deduction_takes_something", condition=Q(amount__gte=1)),
            models.CheckConstraint(
                name="deduction_has_place_and_ground",
                condition=~Q(place="") & (~Q(rule="") | ~Q(reason="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="deduction_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="deduction_before_submission",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (SELECT 1 FROM reviews_scoresheet
                               WHERE id = NEW.sheet_id AND submitted_at IS NOT NULL) THEN
                        RAISE EXCEPTION 'a submitted score sheet takes no further deduction';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} -{self.amount}"
