"""Work that may run later, written in the transaction that caused it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courts.places.models import Court


class OutboxMessage(models.Model):
    """One message to every receiver of its topic: delivered at least once, never lost."""

    id = models.BigAutoField(primary_key=True)
    court = models.ForeignKey(Court, models.PROTECT, related_name="outbox")
    topic = models.CharField(_("主题"), max_length=60)
    body = models.JSONField(_("内容"), default=dict)
    posted_at = models.DateTimeField(_("写入时间"))
    next_try_at = models.DateTimeField(_("下次投递"))
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    delivered_at = models.DateTimeField(_("送达时间"), null=True, blank=True)
    last_error = models.TextField(_("最近错误"), blank=True)

    class Meta:
        verbose_name = _("待投递")
        verbose_name_plural = _("待投递")
        indexes = [
            models.Index(
                fields=["next_try_at"], name="outbox_undelivered", condition=models.Q(delivered_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.id}"
