"""Draw pools, one a court and case type, and the judges in them by date."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courts.people.models import Person
from courts.places.models import Court, Division


@pghistory.track()
class Pool(models.Model):
    """Who may be drawn for a type of case in a court. ``band`` is in hundredths of a standard case."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="pools", verbose_name=_("法院"))
    type_code = models.CharField(_("类型代字"), max_length=6)
    name = models.CharField(_("名称"), max_length=60)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="pools", verbose_name=_("部门")
    )
    band = models.PositiveIntegerField(_("负荷带"), null=True, blank=True)

    class Meta:
        verbose_name = _("分案池")
        verbose_name_plural = _("分案池")
        constraints = [
            models.UniqueConstraint(fields=["court", "type_code"], name="pool_once_a_court_and_type")
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class PoolMember(models.Model):
    """A judge's time in a pool; ``share`` is the capacity share in percent."""

    pool = models.ForeignKey(Pool, models.PROTECT, related_name="members", verbose_name=_("分案池"))
    judge = models.ForeignKey(Person, models.PROTECT, related_name="pool_terms", verbose_name=_("法官"))
    share = models.PositiveSmallIntegerField(_("办案份额(%)"), default=100)
    from_on = models.DateField(_("入池日"))
    to_on = models.DateField(_("出池日"), null=True, blank=True)

    class Meta:
        verbose_name = _("分案池成员")
        verbose_name_plural = _("分案池成员")
        constraints = [
            models.CheckConstraint(
                name="pool_member_ends_after_it_begins", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(name="pool_member_share", condition=Q(share__gte=0, share__lte=100)),
            models.UniqueConstraint(fields=["pool", "judge", "from_on"], name="pool_member_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.pool} {self.judge}"


@pghistory.track()
class Absence(models.Model):
    """Days on which a judge is not drawn: leave or suspension, and who approved it.

    ``reentry_load`` is the pool's median load when the judge was first in a roster again.
    """

    class Kind(models.TextChoices):
        LEAVE = "leave", _("休假")
        SUSPENDED = "suspended", _("停职")

    judge = models.ForeignKey(Person, models.PROTECT, related_name="absences", verbose_name=_("法官"))
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", verbose_name=_("法院"))
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    from_on = models.DateField(_("起"))
    to_on = models.DateField(_("止"))
    approved_by = models.CharField(_("批准人"), max_length=60)
    reentry_load = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("缺勤")
        verbose_name_plural = _("缺勤")
        constraints = [
            models.CheckConstraint(name="absence_ends_after_it_begins", condition=Q(to_on__gte=F("from_on")))
        ]

    def __str__(self) -> str:
        return f"{self.judge} {self.from_on}–{self.to_on}"
