"""The list of people's assessors."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from courts.places.models import Court


@pghistory.track(exclude=["id_cipher"])
class Assessor(models.Model):
    """A people's assessor and one term. ``to_on`` is the last day; an earlier end has its reason."""

    class Source(models.TextChoices):
        RANDOM = "random", _("随机抽选")
        APPLIED = "applied", _("个人申请、组织推荐")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="assessors", verbose_name=_("法院"))
    name = models.CharField(_("姓名"), max_length=60)
    id_cipher = models.BinaryField()
    id_digest = models.CharField(max_length=64)
    id_masked = models.CharField(_("证件号码"), max_length=40)
    specialties = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    source = models.CharField(_("产生方式"), max_length=10, choices=Source.choices, default=Source.RANDOM)
    from_on = models.DateField(_("任期起"))
    to_on = models.DateField(_("任期止"))
    suspended = models.BooleanField(_("暂停参审"), default=False)
    renewed = models.BooleanField(_("连任"), default=False)
    document = models.CharField(_("任命文号"), max_length=60, blank=True)
    end_reason = models.CharField(_("提前终止的理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("人民陪审员")
        verbose_name_plural = _("人民陪审员")
        indexes = [
            models.Index(fields=["court", "to_on"], name="assessor_by_court"),
            models.Index(fields=["id_digest"], name="assessor_by_id"),
        ]
        constraints = [
            models.CheckConstraint(
                name="assessor_ends_after_it_begins", condition=Q(to_on__gte=F("from_on"))
            ),
            models.UniqueConstraint(fields=["court", "id_digest", "from_on"], name="assessor_term_once"),
        ]

    def __str__(self) -> str:
        return self.name
