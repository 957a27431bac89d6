"""The register of what left the system as a file."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from courts.people.models import Person
from courts.places.models import Court


class ExportCounter(models.Model):
    """The last export number of a court in a year; locked until the file is registered, so none is lost."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "year"], name="export_counter_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.court_id} {self.year} {self.last}"


@pghistory.track()
class Export(models.Model):
    """A file that was taken out: by whom, for what, with which conditions; ``sha256`` knows it again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="exports", verbose_name=_("法院"))
    year = models.PositiveSmallIntegerField(_("年度"))
    serial = models.PositiveIntegerField(_("序号"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="exports", verbose_name=_("导出人"))
    post = models.CharField(_("职务"), max_length=200, blank=True)
    title = models.CharField(_("内容"), max_length=80)
    reason = models.CharField(_("用途"), max_length=200)
    filters = models.TextField(_("条件"), blank=True)
    rows = models.PositiveIntegerField(_("件数"))
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("导出时间"))

    class Meta:
        verbose_name = _("导出")
        verbose_name_plural = _("导出")
        constraints = [
            models.UniqueConstraint(fields=["court", "year", "serial"], name="export_number_once"),
            models.CheckConstraint(name="export_has_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.court_id} {self.year}-{self.serial}"
