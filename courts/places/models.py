"""Courts and their divisions."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Court(models.Model):
    """A people's court. Closed courts stay for ever: their cases keep their numbers."""

    class Level(models.TextChoices):
        SUPREME = "supreme", _("最高")
        HIGH = "high", _("高级")
        INTERMEDIATE = "intermediate", _("中级")
        BASIC = "basic", _("基层")

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("地方")
        RAILWAY = "railway", _("铁路")
        MARITIME = "maritime", _("海事")
        INTELLECTUAL_PROPERTY = "intellectual_property", _("知识产权")
        OIL_FIELD = "oil_field", _("油田")
        FORESTRY = "forestry", _("林区")
        RECLAMATION = "reclamation", _("农垦")
        CROSS_DIVISION = "cross_division", _("跨区划")
        COUNTY_UNIT = "county_unit", _("省直管县")
        DEVELOPMENT_ZONE = "development_zone", _("开发区")
        MILITARY = "military", _("军事")

    code = models.CharField(_("六位代码"), max_length=6, unique=True)
    number_code = models.CharField(_("法院代字"), max_length=8, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    name_confirmed = models.BooleanField(_("名称已核"), default=True)
    level = models.CharField(_("审级"), max_length=12, choices=Level.choices)
    kind = models.CharField(_("类别"), max_length=24, choices=Kind.choices, default=Kind.ORDINARY)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="lower", verbose_name=_("上级法院")
    )
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("法院")
        verbose_name_plural = _("法院")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(name="court_code_six_digits", condition=Q(code__regex=r"^[0-9]{6}$")),
            models.CheckConstraint(
                name="court_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Division(models.Model):
    """A division of a court, listed in institutional order."""

    class Kind(models.TextChoices):
        FILING = "filing", _("立案庭")
        CRIMINAL = "criminal", _("刑事审判庭")
        CIVIL = "civil", _("民事审判庭")
        ADMINISTRATIVE = "administrative", _("行政审判庭")
        ENFORCEMENT = "enforcement", _("执行局")
        TRIBUNAL = "tribunal", _("人民法庭")
        TRIAL_MANAGEMENT = "trial_management", _("审判管理办公室")
        DISCIPLINE = "discipline", _("监察室")
        RESEARCH = "research", _("研究室")
        OFFICE = "office", _("综合部门")

    court = models.ForeignKey(Court, models.PROTECT, related_name="divisions", verbose_name=_("法院"))
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(_("机构序"), default=0)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("部门")
        verbose_name_plural = _("部门")
        ordering = ("court", "order")
        constraints = [models.UniqueConstraint(fields=["court", "name"], name="division_name_once_a_court")]

    def __str__(self) -> str:
        return self.name
