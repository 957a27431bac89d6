"""What a court chose for itself; an option without a row here has its default."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from courts.places.models import Court


@pghistory.track()
class CourtOption(models.Model):
    """A court's own value of an option, since when, by whom and why. ``value``: number, yes/no or code."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="options", verbose_name=_("法院"))
    code = models.CharField(_("选项"), max_length=40)
    value = models.JSONField(_("取值"))
    since = models.DateTimeField(_("生效时间"))
    set_by = models.CharField(_("设定人"), max_length=160)
    reason = models.CharField(_("理由"), max_length=300)

    class Meta:
        verbose_name = _("法院选项")
        verbose_name_plural = _("法院选项")
        constraints = [models.UniqueConstraint(fields=["court", "code"], name="option_once_a_court")]

    def __str__(self) -> str:
        return f"{self.code}={self.value}"
