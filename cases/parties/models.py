"""The parties of a case."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from cases.docket.models import Case
from cases.parties.domain import IdType, Kind, PartyRole
from courts.places.models import Court


@pghistory.track()
class Party(models.Model):
    """A party. Identity and phone numbers are stored encrypted; ``id_digest`` finds the same number again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(_("诉讼地位"), max_length=12, choices=[(m.value, m.value) for m in PartyRole])
    kind = models.CharField(_("类别"), max_length=14, choices=[(m.value, m.value) for m in Kind])
    name = models.CharField(_("姓名或名称"), max_length=120)
    id_type = models.CharField(
        _("证件类型"), max_length=14, blank=True, choices=[(m.value, m.value) for m in IdType]
    )
    id_cipher = models.BinaryField(null=True)
    id_digest = models.CharField(max_length=64, blank=True)
    id_masked = models.CharField(_("证件号码"), max_length=40, blank=True)
    phone_cipher = models.BinaryField(null=True)
    phone_masked = models.CharField(_("电话"), max_length=30, blank=True)
    address = models.CharField(_("送达地址"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("当事人")
        verbose_name_plural = _("当事人")
        ordering = ("case", "order")
        constraints = [models.UniqueConstraint(fields=["case", "order"], name="party_order_once_a_case")]
        indexes = [
            models.Index(fields=["court", "name", "case"], name="party_by_name_and_case"),
            models.Index(
                fields=["court", "id_digest", "case"],
                name="party_by_id_and_case",
                condition=~models.Q(id_digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
