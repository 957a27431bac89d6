"""What each night did."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


class NightlyRun(models.Model):
    """One business date's run. Finished once and for all; a date that failed is run again.

    ``step`` is the one under way, ``steps`` those done in the last attempt: {name, ms}.
    """

    business_date = models.DateField(_("业务日"), primary_key=True)
    started_at = models.DateTimeField(_("开始"))
    finished_at = models.DateTimeField(_("完成"), null=True)
    attempts = models.PositiveSmallIntegerField(_("运行次数"), default=0)
    step = models.CharField(_("正在进行"), max_length=60, blank=True)
    steps = models.JSONField(_("已完成的步骤"), default=list)
    steps_total = models.PositiveSmallIntegerField(_("步骤数"), default=0)
    took_ms = models.PositiveIntegerField(_("用时（毫秒）"), null=True)
    closed = models.PositiveIntegerField(_("解除预警"), default=0)
    raised = models.JSONField(_("预警数"), default=dict)
    error = models.TextField(_("错误"), blank=True)

    class Meta:
        verbose_name = _("夜间任务")
        verbose_name_plural = _("夜间任务")
        ordering = ("-business_date",)

    def __str__(self) -> str:
        return self.business_date.isoformat()


class FullCheck(models.Model):
    """A weekly full check of the alerts up to ``until``: what the nights had missed (nothing if all is well).

    ``found`` counts by level what should have stood and did not, ``closed`` what stood without cause.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    until = models.DateField(_("核对至"))
    started_at = models.DateTimeField(_("开始"))
    took_ms = models.PositiveIntegerField(_("用时（毫秒）"), default=0)
    clocks = models.PositiveIntegerField(_("核对的审限"), default=0)
    found = models.JSONField(_("漏生成的预警"), default=dict)
    closed = models.PositiveIntegerField(_("应解除未解除"), default=0)

    class Meta:
        verbose_name = _("全量核对")
        verbose_name_plural = _("全量核对")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.until.isoformat()
