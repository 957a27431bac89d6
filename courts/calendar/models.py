"""The working calendar, one row a confirmed year and one a day that differs from its weekday."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class CalendarYear(models.Model):
    """A year whose holidays the State Council has announced and the court has confirmed."""

    year = models.PositiveSmallIntegerField(_("年度"), primary_key=True)
    source = models.CharField(_("依据"), max_length=120)
    confirmed_on = models.DateField(_("确认日"), null=True, blank=True)
    confirmed_by = models.CharField(_("确认人"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("日历年度")
        verbose_name_plural = _("日历年度")
        ordering = ("year",)

    def __str__(self) -> str:
        return str(self.year)


@pghistory.track()
class CalendarDay(models.Model):
    """A day that is not what its weekday says: a holiday, or a weekend worked in exchange."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("放假")
        MAKEUP_WORKDAY = "makeup_workday", _("调休上班")

    day = models.DateField(_("日期"), primary_key=True)
    year = models.ForeignKey(CalendarYear, models.PROTECT, related_name="days", verbose_name=_("年度"))
    kind = models.CharField(_("类别"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("节日"), max_length=40)

    class Meta:
        verbose_name = _("特殊日")
        verbose_name_plural = _("特殊日")
        ordering = ("day",)
        constraints = [
            models.CheckConstraint(
                name="calendar_day_in_its_year", condition=models.Q(year_id=models.F("day__year"))
            )
        ]

    def __str__(self) -> str:
        return self.day.isoformat()
