"""Alerts: raised once per case, kind and level, kept for ever."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class Alert(models.Model):
    """A warning about a case. ``raised_on`` is the day the line was crossed, not the day of the run."""

    class Kind(models.TextChoices):
        LIMIT = "limit", _("审限")

    class Level(models.TextChoices):
        TWO_THIRDS = "two_thirds", _("已过2/3")
        NEAR = "near", _("临近")
        OVER = "over", _("超审限")

    class Status(models.TextChoices):
        OPEN = "open", _("待签收")
        ACKNOWLEDGED = "acknowledged", _("已签收")
        CLOSED = "closed", _("已解除")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="alerts")
    case = models.ForeignKey(Case, models.CASCADE, related_name="alerts")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    level = models.CharField(_("级别"), max_length=12, choices=Level.choices)
    status = models.CharField(_("状态"), max_length=14, choices=Status.choices, default=Status.OPEN)
    due_on = models.DateField(_("届满日"))
    raised_on = models.DateField(_("触发日"))
    raised_at = models.DateTimeField(_("生成时间"))
    acknowledged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    acknowledged_label = models.CharField(max_length=160, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    note = models.CharField(_("处理说明"), max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("预警")
        verbose_name_plural = _("预警")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "level"], name="alert_once_a_case_kind_level")
        ]
        indexes = [models.Index(fields=["court", "status", "-id"], name="alert_by_court")]

    def __str__(self) -> str:
        return f"{self.kind} {self.level}"
