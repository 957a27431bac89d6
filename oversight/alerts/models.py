"""Alerts: raised once per case, kind and level, kept for ever; and to whom they went when nobody answered."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from cases.limits.models import LedgerItem
from courts.people.models import Person
from courts.places.models import Court, Division


@pghistory.track()
class Alert(models.Model):
    """A warning about a case. ``raised_on`` is the day the line was crossed, not the day of the run.

    ``due_on`` is the day it is counted by: the end of the limit, the last day before the list of
    long pending cases or of prolonged custody (after ``months``), the first day of a stop.
    """

    class Kind(models.TextChoices):
        LIMIT = "limit", _("审限")
        PENDING = "pending", _("长期未结")
        CUSTODY = "custody", _("久押不决")
        HIDDEN = "hidden", _("隐性超审限")

    class Level(models.TextChoices):
        TWO_THIRDS = "two_thirds", _("已过2/3")
        NEAR = "near", _("临近")
        ASK = "ask", _("申请延长最后期限")
        RED = "red", _("三日内届满")
        OVER = "over", _("超审限")
        PENDING_1 = "pending_1", _("长期未结一级")
        PENDING_2 = "pending_2", _("长期未结二级")
        PENDING_3 = "pending_3", _("长期未结三级")
        PENDING_4 = "pending_4", _("长期未结四级")
        CUSTODY_1 = "custody_1", _("久押不决一级")
        CUSTODY_2 = "custody_2", _("久押不决二级")
        HIDDEN = "hidden", _("隐性超审限")

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
    months = models.PositiveSmallIntegerField(_("超过几个月"), null=True)
    raised_on = models.DateField(_("触发日"))
    raised_at = models.DateTimeField(_("生成时间"))
    acknowledged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    acknowledged_label = models.CharField(max_length=160, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    note = models.CharField(_("处理说明"), max_length=500, blank=True)
    reason = models.CharField(_("原因"), max_length=30, blank=True)
    planned_on = models.DateField(_("计划结案日"), null=True)
    escalated = models.PositiveSmallIntegerField(_("升级至第几级"), default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("预警")
        verbose_name_plural = _("预警")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "level"], name="alert_once_a_case_kind_level")
        ]
        indexes = [
            models.Index(fields=["court", "status", "-id"], name="alert_by_court"),
            models.Index(
                fields=["court", "level", "escalated", "raised_at"],
                name="alert_not_closed",
                condition=~models.Q(status="closed"),
            ),
            models.Index(
                fields=["court", "kind", "due_on"],
                name="alert_standing",
                condition=~models.Q(status="closed"),
            ),
            models.Index(
                fields=["planned_on"], name="alert_by_plan", condition=models.Q(status="acknowledged")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.level}"


@pghistory.track()
class Escalation(models.Model):
    """An alert that nobody answered in time, laid before a post.

    ``since`` is the day from which the answer was waited for: a plan that passes
    begins a new round. ``escalated_on`` is the business date, not the moment of the
    run. It waits until a holder of the post acknowledges it, or until it has
    ended because the handler answered or the alert closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="escalations")
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="escalations")
    step = models.PositiveSmallIntegerField(_("级次"))
    role = models.CharField(_("升级至"), max_length=20)
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    since = models.DateField(_("起算日"))
    escalated_on = models.DateField(_("升级日"))
    escalated_at = models.DateTimeField(_("生成时间"))
    acknowledged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    acknowledged_label = models.CharField(max_length=160, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    note = models.CharField(_("督办意见"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("预警升级")
        verbose_name_plural = _("预警升级")
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "step", "role", "since"], name="escalation_once_a_step_and_round"
            ),
            models.CheckConstraint(
                name="escalation_to_a_head_names_the_division",
                condition=~models.Q(role="division_head") | models.Q(division__isnull=False),
            ),
            models.CheckConstraint(
                name="escalation_after_the_wait_began",
                condition=models.Q(escalated_on__gt=models.F("since")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "role", "division"],
                name="escalation_waiting",
                condition=models.Q(acknowledged_at=None, ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.step} {self.role}"


class StopReminder(models.Model):
    """One reminder of an open stop, kept for ever. ``reminded_on`` is the day it fell due, not of the run."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="stop_reminders")
    item = models.ForeignKey(LedgerItem, models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField(_("第几次"))
    reminded_on = models.DateField(_("催办日"))
    made_at = models.DateTimeField(_("生成时间"))

    class Meta:
        verbose_name = _("停表催办")
        verbose_name_plural = _("停表催办")
        constraints = [
            models.UniqueConstraint(fields=["item", "reminded_on"], name="stop_reminder_once_a_day"),
            models.UniqueConstraint(fields=["item", "number"], name="stop_reminder_once_a_number"),
        ]
        indexes = [models.Index(fields=["case", "-reminded_on"], name="stop_reminder_by_case")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.reminded_on}"
